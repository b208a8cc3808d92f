import { existsSync, readFileSync } from 'node:fs';
import { inRepository } from '../paths.mjs';
import { npmCommand } from '../process/npm.mjs';
import { runOrFail } from '../process/run.mjs';
import { isMain, runMain, say, SetupError } from '../terminal.mjs';

/**
 * The part of a lock file that matters here. npm writes one of the same form beside what it installed.
 * @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} LockFile
 */

/**
 * Whether what is installed is what the lock file asks for. Packages meant for other systems may be absent.
 * @param {LockFile} lock package-lock.json
 * @param {LockFile} installed node_modules/.package-lock.json
 */
export function isTreeCurrent(lock, installed) {
  const wanted = Object.entries(lock.packages ?? {}).filter(([path]) => path !== '');
  const present = installed.packages ?? {};
  const matches = wanted.every(([path, entry]) => {
    const found = present[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  return matches && Object.keys(present).every((path) => lock.packages?.[path] !== undefined);
}

/** @param {string} path @returns {LockFile} */
const readLock = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Installs the packages of the lock file when node_modules is missing or is that of another lock file. No
 * package may run code meanwhile.
 * @throws {SetupError} when Node is too old or the registry is out of reach.
 */
export async function ensureNodePackages() {
  requireNode();
  const lockPath = inRepository('package-lock.json');
  const installedPath = inRepository('node_modules', '.package-lock.json');
  if (existsSync(installedPath) && isTreeCurrent(readLock(lockPath), readLock(installedPath))) return;
  say('installing the node packages (npm ci)');
  const { command, args } = npmCommand();
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runOrFail(command, [...args, ...options], { deadlineMs: 900_000 });
}

/** package.json asks for Node 20.19, the first of its line whose `require` reads ES modules. */
function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(
    `Node ${process.versions.node} is too old: Pestle is built with Node 20.19 or newer (nodejs.org).`,
  );
}

if (isMain(import.meta)) await runMain(ensureNodePackages);
