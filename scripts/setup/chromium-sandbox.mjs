import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../process/find-program.mjs';
import { isRoot } from '../process/privilege.mjs';
import { run } from '../process/run.mjs';

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

/** Whether Chromium's helper may become root by itself, as it does where user namespaces are closed. */
const isSetuidRoot = (/** @type {string} */ path) =>
  existsSync(path) && statSync(path).uid === 0 && (statSync(path).mode & 0o4000) !== 0;

/**
 * Whether an ordinary user can make a user namespace, in which Chromium locks its renderers up. Some systems keep
 * that from all programs but those they know (Ubuntu since 23.10), and a chroot does as well.
 */
async function hasUserNamespaces() {
  const unshare = findProgram('unshare');
  if (unshare === undefined) return true;
  const { code } = await run(unshare, ['--user', '--map-root-user', 'true'], { deadlineMs: 10_000 });
  return code === 0;
}

/**
 * Why Electron cannot be started with its sandbox here, and what to do about it.
 * @param {ElectronRuntime} runtime
 * @returns {Promise<string | undefined>} Undefined when it can.
 */
export async function sandboxProblem({ dist, kind }) {
  if (process.platform !== 'linux') return undefined;
  if (isRoot()) return 'Electron refuses its sandbox to root. Use an ordinary account for real work.';
  const helper = join(dist, 'chrome-sandbox');
  if (isSetuidRoot(helper) || (await hasUserNamespaces())) return undefined;
  const cause =
    "This system lets ordinary programs make no user namespaces, which Electron's sandbox is made of.";
  // A third party's binary must not get to be root.
  if (kind === 'test') return `${cause} The test runtime has to do without it.`;
  return `${cause} Allow its helper instead:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
}
