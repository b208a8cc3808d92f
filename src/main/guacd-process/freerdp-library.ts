import { join } from 'node:path';
import type { EngineManifest } from '../../shared/model/engine-manifest';
import { placeChangedLibrary } from './changed-library';

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

/**
 * Puts such a copy of the FreeRDP that the engine is about to use into a folder of ours. Resolves to whether it is there.
 *
 * @param engineFolder of the included engine
 * @param folder where the loader has to be told to look first
 */
export function placeFreerdpLibrary(
  { flavour, triplet }: Pick<EngineManifest, 'flavour' | 'triplet'>,
  engineFolder: string,
  folder: string,
): Promise<boolean> {
  const sources =
    flavour === 'full' ? [join(engineFolder, 'lib')] : [`/usr/lib/${triplet}`, `/lib/${triplet}`];
  const change = (library: Buffer): Buffer | null => redirectChannelPlugins(library, triplet);
  return placeChangedLibrary({ file: FILE, sources, folder, change });
}
