import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { SetupError } from '../terminal.mjs';
import { loopback } from './description.mjs';

/**
 * Whether the kernel's table of sockets (proc(5), /proc/net/tcp) shows a listener on a port. State 0A is LISTEN.
 * @param {string} table
 * @param {number} port
 */
export function hasListener(table, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').some((line) => {
    const [, local, , state] = line.trim().split(/\s+/);
    return state === '0A' && local?.endsWith(suffix) === true;
  });
}

/**
 * Whether something listens on a port. Asks the kernel rather than connecting: to some of the servers a
 * connection is an attempt to log in.
 * @param {number} port
 */
export function isListening(port) {
  return ['/proc/net/tcp', '/proc/net/tcp6'].some((path) => {
    try {
      return hasListener(readFileSync(path, 'utf8'), port);
    } catch {
      return false;
    }
  });
}

/** @param {number} port @returns {Promise<boolean>} */
function canListen(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, loopback, () => server.close(() => resolve(true)));
  });
}

/**
 * A port that nobody uses, below those that the kernel hands out for outgoing connections (from 32768), so that
 * none of these takes it before its server does.
 * @param {ReadonlySet<number>} taken Ports that are spoken for.
 * @returns {Promise<number>}
 */
export async function freePort(taken) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    if (!taken.has(port) && (await canListen(port))) return port;
  }
  throw new SetupError('No free port between 20000 and 32000.');
}
