import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { inRepository } from '../paths.mjs';

export const usage = `Usage: node scripts/first-picture.mjs [options] PROTOCOL [name=value ...]

Opens a session through a guacd, waits for its first picture, and tells how long each step took.

  PROTOCOL             ssh, rdp, vnc, telnet or kubernetes
  name=value           a parameter of guacd, such as hostname=192.0.2.7
  --engine HOST:PORT   the guacd; default localhost:4822. A path (/run/...) is that of a local socket
  --tls                the guacd speaks TLS; --ca FILE names the certificates to trust
  --secret NAME        a parameter that is a secret, such as password; may be given more than once. It is read
                       from PESTLE_SECRET_NAME (PESTLE_SECRET_PASSWORD), else asked for, or read from stdin,
                       one line each, when that is no terminal. Secrets are not taken as arguments, because
                       every user of the computer can read those.
  --size WIDTHxHEIGHT  in pixels; default 1024x768
  --timeout SECONDS    for the first picture; default 20
  --stay SECONDS       the session has to stay open so long after it, because guacd shows an empty terminal before it
                       has reached the remote computer; default 1
  --json               print one JSON object
  --help

Exit codes: 0 a picture came, 1 the session failed, 2 wrong arguments, 3 no picture in time.
`;

/** @typedef {{ host: string, port: number } | { path: string }} Place */

/**
 * @typedef {object} Options
 * @property {string} engine As it was given.
 * @property {Place & { tls?: { ca?: string } }} address
 * @property {string} protocol
 * @property {Record<string, string>} parameters
 * @property {readonly string[]} secretNames
 * @property {{ width: number, height: number, dpi: number }} size
 * @property {number} timeoutMs
 * @property {number} stayMs
 * @property {boolean} isJson
 */

const definitions = /** @type {const} */ ({
  engine: { type: 'string', default: 'localhost:4822' },
  tls: { type: 'boolean', default: false },
  ca: { type: 'string' },
  secret: { type: 'string', multiple: true },
  size: { type: 'string', default: '1024x768' },
  timeout: { type: 'string', default: '20' },
  stay: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});

/** @param {readonly string[]} words */
function parse(words) {
  try {
    return parseArgs({ args: [...words], options: definitions, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Reads the command line.
 * @param {readonly string[]} words
 * @returns {Promise<Options | { help: true } | { problem: string }>}
 */
export async function readOptions(words) {
  const parsed = parse(words);
  if (typeof parsed === 'string') return { problem: parsed };
  const { values, positionals } = parsed;
  if (values.help) return { help: true };
  const [protocol, ...settings] = positionals;
  if (protocol === undefined) return { problem: 'Name a protocol.' };
  const { engine } = values;
  const place = readPlace(engine);
  if (place === null) return { problem: `--engine wants HOST:PORT, not ${engine}` };
  const size = /^(\d{1,5})x(\d{1,5})$/.exec(values.size);
  if (size === null) return { problem: `--size wants WIDTHxHEIGHT, not ${values.size}` };
  const timeoutMs = Number(values.timeout) * 1000;
  if (!(timeoutMs > 0 && timeoutMs < 2 ** 31)) return { problem: '--timeout wants seconds.' };
  const stayMs = Number(values.stay) * 1000;
  if (!(stayMs >= 0 && stayMs < 2 ** 31)) return { problem: '--stay wants seconds.' };
  const tls = readTls(values.tls, values.ca);
  if (typeof tls === 'string') return { problem: tls };
  if (tls !== undefined && 'path' in place) return { problem: '--tls wants HOST:PORT.' };
  const parameters = await readParameters(settings);
  if (typeof parameters === 'string') return { problem: parameters };
  return {
    engine,
    address: { ...place, ...(tls === undefined ? {} : { tls }) },
    protocol,
    parameters,
    secretNames: values.secret ?? [],
    size: { width: Number(size[1]), height: Number(size[2]), dpi: 96 },
    timeoutMs,
    stayMs,
    isJson: values.json,
  };
}

/** @param {string} text @returns {Place | null} */
function readPlace(text) {
  if (text.startsWith('/')) return { path: text };
  const [, host, port] = /^\[?(.+?)\]?:(\d{1,5})$/.exec(text) ?? [];
  return host === undefined ? null : { host, port: Number(port) };
}

/**
 * @param {boolean} isTls
 * @param {string | undefined} file Certificates to trust.
 * @returns {{ ca?: string } | undefined | string} What is wrong, as text.
 */
function readTls(isTls, file) {
  if (file === undefined) return isTls ? {} : undefined;
  // Whoever names certificates does not want secrets to cross the network in the clear.
  if (!isTls) return '--ca wants --tls, too.';
  try {
    return { ca: readFileSync(file, 'utf8') };
  } catch (error) {
    return `--ca wants a file: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * @param {readonly string[]} settings
 * @returns {Promise<Record<string, string> | string>} The parameters, or what is wrong.
 */
async function readParameters(settings) {
  const catalogue = inRepository('src', 'shared', 'model', 'parameters', 'catalogue.ts');
  const { module } = await runnerImport(catalogue);
  /** @type {Record<string, string>} */
  const parameters = {};
  for (const setting of settings) {
    const [, name, value] = /^([a-z0-9-]+)=(.*)$/s.exec(setting) ?? [];
    // What is no setting may be a secret: it is not repeated.
    if (name === undefined || value === undefined) return 'Parameters are given as name=value.';
    if (module.isSecretParameter(name)) return `${name} is a secret: use --secret ${name}.`;
    parameters[name] = value;
  }
  return parameters;
}
