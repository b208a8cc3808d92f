import { readFileSync } from 'node:fs';

/**
 * When a process began, in the words of its system: tells a process from a later one with the same id. Null where the
 * system does not say (only Linux does), or when there is no such process.
 */
export function processStart(pid: number): string | null {
  try {
    // proc(5): the second field is the program's name in brackets and may hold anything; starttime is the 22nd.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
