import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result';
import { PLAIN_FILE_FLAGS } from './plain-file-flags';

/**
 * The bytes of a file; null where none is. A link, a pipe, anything else that is no plain file, and a file of more than
 * `maxBytes` is refused. Never waits for a writer and never throws. The error is a clause in words.
 */
export function readPlainFile(path: string, maxBytes: number): Result<Buffer | null, string> {
  try {
    const file = openSync(path, constants.O_RDONLY | PLAIN_FILE_FLAGS);
    try {
      const stat = fstatSync(file);
      if (!stat.isFile()) return fail('it is not a plain file');
      return stat.size > maxBytes ? fail('it is too large') : ok(readFileSync(file));
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error';
    return code === 'ENOENT' ? ok(null) : fail(`it cannot be read (${code})`);
  }
}
