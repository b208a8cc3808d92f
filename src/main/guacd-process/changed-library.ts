import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type ChangedLibrary = {
  /** The library's file name, and that of the copy. */
  readonly file: string;
  /** Where the library may be; the first that has it. */
  readonly sources: readonly string[];
  /** Where the copy goes; made when it is not there. The loader has to be told to look here first. */
  readonly folder: string;
  /** The changed copy; null when the library is not as expected. */
  readonly change: (library: Buffer) => Buffer | null;
};

/**
 * Puts a changed copy of a library into a folder of ours. It is made of the library as it is now, so an update of the
 * system or of Pestle is not missed; a copy of one that cannot be changed any more is removed. Resolves to whether it is
 * there. Never rejects.
 */
export async function placeChangedLibrary({
  file,
  sources,
  folder,
  change,
}: ChangedLibrary): Promise<boolean> {
  const path = join(folder, file);
  try {
    const library = await readFirst(sources.map((source) => join(source, file)));
    const copy = library === null ? null : change(library);
    if (copy === null) {
      await rm(path, { force: true });
      return false;
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const present = await readFile(path).catch(() => null);
    if (present?.equals(copy) === true) return true;
    // An engine of this folder that still runs keeps the file that it has.
    await writeFile(`${path}.new`, copy, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return true;
  } catch {
    return false;
  }
}

async function readFirst(paths: readonly string[]): Promise<Buffer | null> {
  for (const path of paths) {
    const content = await readFile(path).catch(() => null);
    if (content !== null) return content;
  }
  return null;
}
