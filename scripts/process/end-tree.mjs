import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isAlive, readProcessTable, treeOf } from './process-table.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime, which is what was wanted.
  }
}

/**
 * Ends a process and everything it started: politely, then by force after `graceMs`. Resolves when none of
 * them runs any more.
 * @param {number} pid
 * @param {{ graceMs?: number }} [options]
 */
export async function endTree(pid, { graceMs = 2_000 } = {}) {
  if (process.platform === 'win32') {
    const ended = promisify(execFile)('taskkill', ['/pid', String(pid), '/T', '/F'], { timeout: 10_000 });
    // It fails when the process has ended by itself.
    await ended.catch(() => undefined);
    return;
  }
  const doomed = treeOf(await readProcessTable(), pid);
  for (const entry of doomed) signalTo(entry.pid, 'SIGTERM');
  const left = () => doomed.filter(isAlive);
  if (await waitUntil(() => left().length === 0, { deadlineMs: graceMs })) return;
  for (const entry of left()) signalTo(entry.pid, 'SIGKILL');
  await waitUntil(() => left().length === 0, { deadlineMs: 2_000 });
}
