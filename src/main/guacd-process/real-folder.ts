import { realpath } from 'node:fs/promises';
import type { Clock } from '../../shared/clock';

/** A disk answers at once; one of a server that is gone may never answer. Milliseconds. */
const ANSWER_DEADLINE_MS = 2_000;

/**
 * The path of a folder without symbolic links, which is where a sandbox shows it. Null when it is not there, does not
 * answer within 2 s, or is the root, which would undo the sandbox. Never rejects.
 *
 * @param resolve stands in for the file system in tests
 */
export function realFolder(
  folder: string,
  clock: Clock,
  resolve: (path: string) => Promise<string> = realpath,
): Promise<string | null> {
  return new Promise((settle) => {
    const cancel = clock.after(ANSWER_DEADLINE_MS, () => settle(null));
    const finish = (path: string | null): void => {
      cancel();
      settle(path === '/' ? null : path);
    };
    resolve(folder).then(finish, () => finish(null));
  });
}
