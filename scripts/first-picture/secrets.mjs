import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** @param {string} name */
const variableOf = (name) => `PESTLE_SECRET_${name.toUpperCase().replaceAll('-', '_')}`;

/**
 * Gets secrets from the environment, from the person at the terminal without showing them, or from stdin, one a line.
 * @param {readonly string[]} names
 * @returns {Promise<Record<string, string>>}
 */
export async function readSecrets(names) {
  /** @type {Record<string, string>} */
  const secrets = {};
  const missing = names.filter((name) => {
    const value = process.env[variableOf(name)];
    if (value !== undefined) secrets[name] = value;
    return value === undefined;
  });
  if (missing.length === 0) return secrets;
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: silence,
    terminal: process.stdin.isTTY === true,
  });
  const reader = lines[Symbol.asyncIterator]();
  for (const name of missing) {
    if (process.stdin.isTTY === true) process.stderr.write(`${name}: `);
    const { value, done } = await reader.next();
    if (process.stdin.isTTY === true) process.stderr.write('\n');
    if (done !== true) secrets[name] = value;
  }
  lines.close();
  return secrets;
}
