import { isAlive, readProcessTable, treeOf } from './process-table.mjs';
import { run } from './run.mjs';
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
    await run('taskkill', ['/pid', String(pid), '/T', '/F'], { deadlineMs: 10_000 });
    return;
  }
  const doomed = treeOf(await readProcessTable(), pid);
  for (const entry of doomed) signalTo(entry.pid, 'SIGTERM');
  const left = () => doomed.filter(isAlive);
  if (await waitUntil(() => left().length === 0, { deadlineMs: graceMs })) return;
  for (const entry of left()) signalTo(entry.pid, 'SIGKILL');
  await waitUntil(() => left().length === 0, { deadlineMs: 2_000 });
}
