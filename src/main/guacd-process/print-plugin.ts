import { join } from 'node:path';
import { placeChangedLibrary } from './changed-library';

/**
 * What guacd before 1.4.0 has Ghostscript do first (protocols/rdp/print-job.c: guac_rdp_pdf_filter_command). Ghostscript
 * 10 does not know it any more, and ends before it has read what is to be printed.
 */
const RETIRED = Buffer.from('\0.setpdfwrite\0');

/** Does nothing, in as many letters. */
const IDLE = Buffer.from('\0null pop    \0');

/**
 * A copy of guacd's plug-in for RDP that prints with any Ghostscript. Only that word is changed. Null when it is not found
 * exactly once, as in a guacd that has no need of this.
 */
export function replaceRetiredWord(plugin: Buffer): Buffer | null {
  const at = plugin.indexOf(RETIRED);
  if (at < 0 || plugin.indexOf(RETIRED, at + 1) >= 0) return null;
  const copy = Buffer.from(plugin);
  IDLE.copy(copy, at);
  return copy;
}

/** Puts such a copy of the plug-in of the included engine into a folder where the loader looks first. */
export async function placePrintPlugin(engineFolder: string, folder: string): Promise<void> {
  const sources = [join(engineFolder, 'lib')];
  await placeChangedLibrary({ file: 'libguac-client-rdp.so', sources, folder, change: replaceRetiredWord });
}
