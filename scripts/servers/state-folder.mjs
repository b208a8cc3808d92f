import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endTree } from '../process/end-tree.mjs';
import { isAlive, readProcess } from '../process/process-table.mjs';
import { removeAccount } from './account.mjs';

const prefix = 'pestle-servers-';
const recordSuffix = '.pid';

/**
 * Notes which process a file stands for, so that it can be found again after a crash.
 * @param {string} folder
 * @param {string} name
 * @param {number} pid
 */
export function recordProcess(folder, name, pid) {
  writeFileSync(join(folder, `${name}${recordSuffix}`), `${pid} ${readProcess(pid)?.birth ?? ''}\n`);
}

/**
 * Makes the folder that holds all state of one set of servers. The account has to reach its own files in it.
 * @returns {string}
 */
export function createStateFolder() {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  recordProcess(folder, 'owner', process.pid);
  return folder;
}

/**
 * @param {string} path
 * @returns {{ pid: number, birth: string } | undefined}
 */
function readRecord(path) {
  const [pid, birth] = readFileSync(path, 'utf8').trim().split(' ');
  return pid === undefined || birth === undefined ? undefined : { pid: Number(pid), birth };
}

/**
 * Ends the servers of a folder whose owner is gone, and removes it.
 * @param {string} folder
 */
async function removeLeftFolder(folder) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(recordSuffix))) {
    const record = readRecord(join(folder, name));
    if (record !== undefined && isAlive(record)) await endTree(record.pid);
  }
  await removeAccount(folder);
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Clears away what sets of servers left behind that were killed before they could do so themselves. Only folders
 * of root count: anybody can make one of this name.
 */
export async function clearLeftFolders() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    try {
      if (statSync(folder).uid !== 0) continue;
      const owner = readRecord(join(folder, `owner${recordSuffix}`));
      if (owner !== undefined && !isAlive(owner)) await removeLeftFolder(folder);
    } catch {
      // Its owner is just making it, or just removing it.
    }
  }
}
