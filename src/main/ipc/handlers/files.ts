import { basename } from 'node:path';
import type { Handlers } from '../register';

/** What a file is chosen for; it decides the words of the dialog. */
export type FilePurpose = 'private-key' | 'certificate' | 'engine' | 'rdp';

/** What the calls about files need. */
export type FileService = {
  /** Lets the user pick one file. Resolves with its path, or null when the user cancelled. */
  choose(purpose: FilePurpose): Promise<string | null>;
  /** Reads a small text file. FILE_UNREADABLE when it is too large, not text, or cannot be read. */
  readText(path: string): Promise<string>;
};

/**
 * The calls `files.*`. A page never names a path: it gets only what the user picked in the system's dialog. There is
 * one dialog at a time; a call while it is open is answered as if the user had cancelled.
 */
export function createFileHandlers(
  files: FileService,
): Pick<Handlers, 'files.openText' | 'files.chooseEngine'> {
  let isChoosing = false;
  const choose = async (purpose: FilePurpose): Promise<string | null> => {
    if (isChoosing) return null;
    isChoosing = true;
    try {
      return await files.choose(purpose);
    } finally {
      isChoosing = false;
    }
  };
  return {
    'files.openText': async ({ purpose }) => {
      const path = await choose(purpose);
      return path === null ? null : { name: basename(path), text: await files.readText(path) };
    },
    'files.chooseEngine': () => choose('engine'),
  };
}
