import { join } from 'node:path';
import type ElectronStore from 'electron-store';
import { writeFileAtomically } from './atomic-file';
import type { DocumentWriter } from './document-writer';
import { serialiseStoredDocument } from './stored-document';

type Content = { version: number; data: unknown };

/** electron-store, once it was read. */
let Store: typeof ElectronStore | null = null;

/**
 * Reads electron-store, which takes as long as half of the rest of the app. A start needs it only when a document has
 * to be mended or brought up to date; what is written before it is there is written without it, in the same way.
 */
export async function loadElectronStore(): Promise<void> {
  Store = (await import('electron-store')).default;
}

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
      if (Store === null) {
        writeFileAtomically(join(folder, `${name}.json`), serialiseStoredDocument(document));
        return;
      }
      store ??= new Store<Content>({
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
