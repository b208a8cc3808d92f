import ElectronStore from 'electron-store';
import type { DocumentWriter } from './document-writer';
import { serialiseStoredDocument } from './stored-document';

type Content = { version: number; data: unknown };

/**
 * Writes a document through electron-store, which makes a temporary file, fsyncs it and renames it. The store is
 * made at the first write, so it never opens a file that was not inspected before, and it is never asked to read.
 *
 * Two things it does not do, and that its caller makes up for: it ignores a write that stopped half way because
 * the disk is full (atomically 2.1.1, `writeFileSync`), and inside a Snap it writes in place (conf 16, `SNAP`).
 *
 * @param folder absolute path of a folder that exists
 * @param name file name without its ending
 */
export function createElectronStoreWriter(folder: string, name: string): DocumentWriter {
  let store: ElectronStore<Content> | undefined;
  return {
    write(document) {
      store ??= new ElectronStore<Content>({
        cwd: folder,
        name,
        fileExtension: 'json',
        clearInvalidConfig: false,
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
        serialize: serialiseStoredDocument,
        // The file was read and checked by us; what the store believes it holds is of no use.
        deserialize: () => ({ version: 0, data: null }),
      });
      store.store = document;
    },
  };
}
