import { AppError } from '../../shared/errors';
import { MAX_NOTICES_BYTES } from '../../shared/model/app-info';
import { readPlainFile } from '../storage/read-plain-file';

/** The licence notices, below the folder in which a packaged app keeps what is not in its archive. */
export const NOTICES_FILE = 'licences/NOTICES.txt';

/**
 * The text of the licence notices of a package.
 *
 * @throws AppError FILE_UNREADABLE when the package has lost them
 */
export function readLicences(path: string): string {
  const found = readPlainFile(path, MAX_NOTICES_BYTES);
  if (found.ok && found.value !== null) return found.value.toString('utf8');
  throw new AppError('FILE_UNREADABLE', 'The licence notices of this package cannot be read.');
}
