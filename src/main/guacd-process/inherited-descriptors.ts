import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';

/** O_CLOEXEC of Linux (fcntl.h), which /proc/<pid>/fdinfo shows among the flags of a descriptor. */
const CLOSES_ON_EXEC = 0o2000000;

/** What takes the place of a descriptor in a child: another one, or nothing is changed. */
export type Cover = number | 'ignore';

/**
 * Starts a child in a way that it gets nothing of what this process has open. Chromium leaves the sockets to its own
 * processes, shared memory and files of the profile open for children, and Node hands down whatever is. An engine
 * that is taken over by a remote computer could speak to the rest of the app by them. Each is covered with an empty
 * device. What another thread opens in the moment between looking and starting is not seen.
 *
 * @param from the first descriptor that the child is not meant to have
 * @param start starts the child at once; gets what to add to its `stdio`
 */
export function withoutInherited<T>(from: number, start: (covers: readonly Cover[]) => T): T {
  const handedDown = new Set(openDescriptors().filter((each) => each >= from && isHandedDown(each)));
  if (handedDown.size === 0) return start([]);
  const nothing = openSync(devNull, 'r+');
  try {
    const length = Math.max(...handedDown) - from + 1;
    return start(Array.from({ length }, (_, index) => (handedDown.has(from + index) ? nothing : 'ignore')));
  } finally {
    closeSync(nothing);
  }
}

function openDescriptors(): number[] {
  try {
    return readdirSync('/dev/fd').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Where it cannot be told it is taken as handed down, which covers one descriptor too many at worst. */
function isHandedDown(descriptor: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return staysOpen(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'));
  } catch {
    // It was that of the list itself.
    return false;
  }
}

/** What the kernel says of a descriptor (proc(5)): whether programs that are run keep it. */
export function staysOpen(facts: string): boolean {
  const [, flags] = /^flags:\s*([0-7]+)$/m.exec(facts) ?? [];
  return flags === undefined || (Number.parseInt(flags, 8) & CLOSES_ON_EXEC) === 0;
}
