import type { Notice } from '../../shared/model/notice';
import { createDiskFolder } from './document-folder';
import type { DocumentSpec } from './document-spec';
import { createElectronStoreWriter } from './electron-store-writer';
import { JsonDocument } from './json-document';

/**
 * Opens a document on disk. Never throws; what the user should know goes to `notify`.
 *
 * @param folder absolute path of the folder for Pestle's own data; it is made private to this user
 */
export function openDocument<T>(
  spec: DocumentSpec<T>,
  options: { folder: string; notify: (notice: Notice) => void },
): JsonDocument<T> {
  return new JsonDocument({
    spec,
    folder: createDiskFolder(options.folder),
    writer: createElectronStoreWriter(options.folder, spec.name),
    notify: options.notify,
    now: () => Date.now(),
  });
}
