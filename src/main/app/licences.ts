import { join } from 'node:path';
import { AppError } from '../../shared/errors';
import { MAX_NOTICES_BYTES } from '../../shared/model/app-info';
import { readPlainFile } from '../storage/read-plain-file';

/** The licence notices that come with a package. */
export type Licences = {
  /**
   * Their text; null in a development run, which has none: packing makes them.
   *
   * @throws AppError FILE_UNREADABLE when the package has lost them
   */
  read(): string | null;
  /** Shows the file, and those beside it, in the file manager. Nothing happens in a development run. */
  showFiles(): void;
};

/**
 * @param resourcesPath where a packaged app keeps what is not in its archive; null for a development run
 * @param showInFolder shows a file in the file manager
 */
export function createLicences(resourcesPath: string | null, showInFolder: (path: string) => void): Licences {
  const path = resourcesPath === null ? null : join(resourcesPath, 'licences', 'NOTICES.txt');
  return {
    read() {
      if (path === null) return null;
      const found = readPlainFile(path, MAX_NOTICES_BYTES);
      if (found.ok && found.value !== null) return found.value.toString('utf8');
      throw new AppError('FILE_UNREADABLE', 'The licence notices of this package cannot be read.');
    },
    showFiles() {
      if (path !== null) showInFolder(path);
    },
  };
}
