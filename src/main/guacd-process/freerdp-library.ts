import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineManifest } from '../../shared/model/engine-manifest';

const FILE = 'libfreerdp2.so.2';

/**
 * FreeRDP looks for channel plug-ins in `/usr/` and this folder, which is set when it is built
 * (libfreerdp/common/addin.c: freerdp_get_dynamic_addin_install_path). From there it is so far to the working folder
 * of the process.
 */
const WORKING_FOLDER = '../proc/self/cwd/';
const PLUGIN_FOLDER = 'freerdp2';

/**
 * A copy of FreeRDP's library that looks for channel plug-ins in the folder `freerdp2` of the working folder, and not
 * in the system's: those that lie there may belong to another guacd, and then crash ours or do nothing. Only that path
 * is changed, to another of the same length. Null when it is not found exactly once.
 *
 * @param triplet names the folder of libraries that FreeRDP was built for
 */
export function redirectChannelPlugins(library: Buffer, triplet: string): Buffer | null {
  const before = Buffer.from(`lib/${triplet}/${PLUGIN_FOLDER}\0`);
  const at = library.indexOf(before);
  if (at < 0 || library.indexOf(before, at + 1) >= 0) return null;
  const room = before.length - 1 - WORKING_FOLDER.length - PLUGIN_FOLDER.length;
  if (room < 0) return null;
  const copy = Buffer.from(library);
  copy.write(`${WORKING_FOLDER}${'/'.repeat(room)}${PLUGIN_FOLDER}\0`, at);
  return copy;
}

async function readFirst(folders: readonly string[]): Promise<Buffer | null> {
  for (const folder of folders) {
    const content = await readFile(join(folder, FILE)).catch(() => null);
    if (content !== null) return content;
  }
  return null;
}

/**
 * Puts such a copy of the FreeRDP that the engine is about to use into a folder of ours. It is made of the library as
 * it is now, so an update of the system is not missed. Resolves to whether it is there.
 *
 * @param engineFolder of the included engine
 * @param folder made when it is not there; the loader has to be told to look here first
 */
export async function placeFreerdpLibrary(
  { flavour, triplet }: Pick<EngineManifest, 'flavour' | 'triplet'>,
  engineFolder: string,
  folder: string,
): Promise<boolean> {
  const own = join(engineFolder, 'lib');
  const library = await readFirst(flavour === 'full' ? [own] : [`/usr/lib/${triplet}`, `/lib/${triplet}`]);
  const copy = library === null ? null : redirectChannelPlugins(library, triplet);
  if (copy === null) return false;
  const path = join(folder, FILE);
  try {
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
