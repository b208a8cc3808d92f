import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { WELL_KNOWN_FOLDERS } from './engine-environment';

/** Where Windows keeps container runtimes, by the variable that names the folder above; a program that was installed
 * after the app was started is not on its `Path` yet. */
const WINDOWS_FOLDERS = [
  ['ProgramFiles', 'RedHat/Podman'],
  ['LOCALAPPDATA', 'Programs/Podman'],
  ['ProgramFiles', 'Docker/Docker/resources/bin'],
  ['SystemRoot', 'System32'],
] as const;

function wellKnownFolders(env: NodeJS.ProcessEnv, isWindows: boolean): string[] {
  if (!isWindows) return [...WELL_KNOWN_FOLDERS];
  return WINDOWS_FOLDERS.map(([variable, folder]) => join(env[variable] ?? '', folder));
}

/** Whether there is a file that this user may run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * The executables of a name: those of `PATH` first, then those of well-known folders; each file once.
 * Folders of `PATH` that are not absolute are left out: what they hold depends on where the app was started.
 */
export async function findExecutables(
  name: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<string[]> {
  const isWindows = platform === 'win32';
  const own = (env.PATH ?? (isWindows ? env.Path : undefined) ?? '').split(delimiter);
  const folders = [...own, ...wellKnownFolders(env, isWindows)].filter((folder) => isAbsolute(folder));
  const found = new Map<string, string>();
  for (const folder of folders) {
    const path = join(folder, isWindows ? `${name}.exe` : name);
    if (!(await isExecutable(path))) continue;
    const file = await realpath(path).catch(() => path);
    if (!found.has(file)) found.set(file, path);
  }
  return [...found.values()];
}

/** Text of /etc/os-release, which names the Linux distribution; null when there is none. */
export async function readOsRelease(): Promise<string | null> {
  return readFile('/etc/os-release', 'utf8').catch(() => null);
}
