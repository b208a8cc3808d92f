import { mkdir } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

type Parameters = Readonly<Record<string, string>>;

/** A folder that the engine needs, and whether it is to be made when it is not there. */
export type EngineFolder = { path: string; isMade: boolean };

const FOLDERS = ['drive', 'recording', 'typescript'] as const;

/**
 * The folders that the engine uses with these parameters. Only the last part of a path is made, as guacd does
 * (src/protocols/rdp/fs.c, src/common/recording.c).
 */
export function engineFoldersOf(parameters: Parameters): readonly EngineFolder[] {
  return FOLDERS.flatMap((name) => {
    if (name === 'drive' && parameters['enable-drive'] !== 'true') return [];
    const path = parameters[`${name}-path`] ?? '';
    return isAbsolute(path) ? [{ path, isMade: parameters[`create-${name}-path`] === 'true' }] : [];
  });
}

/**
 * Makes those that are to be made, readable by this user alone, and tells the paths of all. One that cannot be made is
 * the engine's to complain about.
 */
export async function makeEngineFolders(parameters: Parameters): Promise<string[]> {
  const folders = engineFoldersOf(parameters);
  for (const { path, isMade } of folders) {
    if (isMade) await mkdir(path, { mode: 0o700 }).catch(() => undefined);
  }
  return folders.map(({ path }) => path);
}

/**
 * The same parameters with the folders of the engine where `find` tells that they really are; one that it does not find
 * stays as it is. A sandbox has them there and has no symbolic links of the user.
 */
export async function withRealFolders(
  parameters: Parameters,
  find: (path: string) => Promise<string | null>,
): Promise<Record<string, string>> {
  const told = { ...parameters };
  const used = new Set(engineFoldersOf(parameters).map(({ path }) => path));
  for (const name of FOLDERS) {
    const path = told[`${name}-path`] ?? '';
    if (used.has(path)) told[`${name}-path`] = (await find(path)) ?? path;
  }
  return told;
}
