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
  // Without a terminal nobody could answer a question for a password.
  return process.stdin.isTTY || process.stderr.isTTY ? [sudo] : [sudo, '-n'];
}
