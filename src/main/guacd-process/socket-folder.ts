import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readdir, realpath, rmdir, stat, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that the path of a local socket may have, one of 108 being for the zero at its end (unix(7), sun_path). */
const MAX_PATH_BYTES = 107;

/** Names in the folder: guacd's socket, and the way to the library that makes guacd use it. */
const SOCKET = 'guacd';
const LIBRARY = 'local-socket.so';

/** What the loader takes for the end of a path in LD_PRELOAD, or for a name to be replaced (ld.so(8)). */
const SPECIAL = /[\s:;$]/;

/** A private folder with the place for one local socket. */
export type SocketFolder = {
  /** A true path, writable by this user only. */
  readonly folder: string;
  /** Where guacd is to listen; nothing is there yet. */
  readonly socketPath: string;
  /** A link to the library, whose path has nothing in it that LD_PRELOAD cannot name. */
  readonly libraryPath: string;
  /** Removes all of it. Never rejects; what somebody else has put there stays, and its folder with it. */
  remove(): Promise<void>;
};

export type SocketFolderOptions = {
  readonly env: NodeJS.ProcessEnv;
  /** Private folder of the engine; what earlier runs left behind is told by it, and it is used when no other serves. */
  readonly homeFolder: string;
  /** Absolute path of the library that makes guacd use the socket. */
  readonly library: string;
};

/**
 * Makes a folder for a local socket that nobody else can reach: in the user's folder for such things
 * (XDG_RUNTIME_DIR), if it is there and no other user can get into it, else in that for temporary files, else in the
 * engine's home. Folders of engines with the same home that were left behind are removed, so only one of them may run.
 * Null when no place has a path short enough, or none can be written to without others being able to rename in it.
 */
export async function makeSocketFolder(options: SocketFolderOptions): Promise<SocketFolder | null> {
  const { env, homeFolder, library } = options;
  const label = `pestle-${createHash('sha256').update(homeFolder).digest('hex').slice(0, 12)}-`;
  const runtime = env.XDG_RUNTIME_DIR ?? '';
  const places = [...((await isPrivate(runtime)) ? [runtime] : []), tmpdir(), homeFolder];
  for (const place of places) await removeLeftovers(place, label);
  for (const place of places) {
    const made = await makeIn(place, label, library).catch(() => null);
    if (made !== null) return made;
  }
  return null;
}

async function makeIn(place: string, label: string, library: string): Promise<SocketFolder | null> {
  const base = await realpath(place);
  // Six characters are added to make the name unique.
  const longest = join(base, `${label}XXXXXX`, SOCKET);
  if (SPECIAL.test(base) || Buffer.byteLength(longest) > MAX_PATH_BYTES) return null;
  if (!(await keepsNames(base))) return null;
  // With the mode 0700.
  const folder = await mkdtemp(join(base, label));
  const libraryPath = join(folder, LIBRARY);
  try {
    await symlink(library, libraryPath);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
  return { folder, libraryPath, socketPath: join(folder, SOCKET), remove: () => removeFolder(folder) };
}

/** Whether it is a folder of this user that no other one can get into. */
async function isPrivate(folder: string): Promise<boolean> {
  if (!folder.startsWith('/')) return false;
  const facts = await lstat(folder).catch(() => null);
  return facts !== null && facts.isDirectory() && isOurs(facts) && (facts.mode & 0o077) === 0;
}

/** Whether nobody else can rename what is ours in it, and put a folder of theirs in its place. */
async function keepsNames(folder: string): Promise<boolean> {
  const facts = await stat(folder);
  const isShared = (facts.mode & 0o022) !== 0;
  const isSticky = (facts.mode & 0o1000) !== 0;
  return (facts.uid === 0 || isOurs(facts)) && (!isShared || isSticky);
}

function isOurs({ uid }: { readonly uid: number }): boolean {
  return uid === process.getuid?.();
}

async function removeLeftovers(place: string, label: string): Promise<void> {
  const names = await readdir(place).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(label))) {
    const folder = join(place, name);
    const facts = await lstat(folder).catch(() => null);
    // Others may make folders of this name where all can write.
    if (facts !== null && facts.isDirectory() && isOurs(facts)) await removeFolder(folder);
  }
}

/** Two names and no more: an engine that was taken over can put there what it likes. */
async function removeFolder(folder: string): Promise<void> {
  for (const name of [SOCKET, LIBRARY]) await unlink(join(folder, name)).catch(() => undefined);
  await rmdir(folder).catch(() => undefined);
}
