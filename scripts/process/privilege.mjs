import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.mjs';

/** Whether this process may do everything. */
export const isRoot = () => process.getuid?.() === 0;

/**
 * How to start a program as root: directly, or through sudo.
 * @returns {readonly string[] | undefined} Words to put before the command; undefined when there is no way.
 */
export function asRoot() {
  if (isRoot()) return [];
  const sudo = findProgram('sudo');
  if (sudo === undefined) return undefined;
  if (process.stdin.isTTY || process.stderr.isTTY) return [sudo];
  // Without a terminal nobody could answer a question for a password: it has to do without one.
  const silent = spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore', timeout: 10_000 });
  return silent.status === 0 ? [sudo, '-n'] : undefined;
}
