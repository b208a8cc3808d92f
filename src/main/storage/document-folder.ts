import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeFileAtomically } from './atomic-file';
import { PLAIN_FILE_FLAGS } from './plain-file-flags';

/** What lies under a name. `reason` is a clause in words. */
export type Inspection =
  | { kind: 'missing' }
  | { kind: 'too-large' }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'blocked'; reason: string };

/**
 * The one folder that documents lie in. Names are plain file names. Everything is synchronous, so no two changes
 * ever overlap; everything but `inspect` throws Node's own errors.
 */
export type DocumentFolder = {
  /** Makes the folder, for this user only. */
  prepare(): void;
  names(): readonly string[];
  /** Reads a plain file of at most `maxBytes`. Follows no link, opens no pipe. Never throws. */
  inspect(name: string, maxBytes: number): Inspection;
  /** Renames; throws when `to` exists. */
  rename(from: string, to: string): void;
  /** Renames over what is there. */
  replace(from: string, to: string): void;
  /** Copies with access for this user only; throws when `to` exists. */
  copy(from: string, to: string): void;
  /** Writes a whole file so that a crash leaves the old or the new one. */
  write(name: string, text: string): void;
  remove(name: string): void;
  /** Makes the last renames outlive a power cut, where the system can. */
  sync(): void;
};

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error';
}

function blockedBy(stat: ReturnType<typeof lstatSync>): string | undefined {
  if (stat?.isSymbolicLink() === true) return 'a link lies in its place';
  if (stat?.isDirectory() === true) return 'a folder lies in its place';
  return stat?.isFile() === true ? undefined : 'it is not a plain file';
}

function readPrivateFile(path: string, maxBytes: number): Inspection {
  // A link that appears after the check is refused by the flags.
  const file = openSync(path, constants.O_RDONLY | PLAIN_FILE_FLAGS);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return { kind: 'blocked', reason: 'it is not a plain file' };
    if (stat.size > maxBytes) return { kind: 'too-large' };
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0)
      restrict(() => fchmodSync(file, PRIVATE_FILE));
    return { kind: 'bytes', bytes: readFileSync(file) };
  } finally {
    closeSync(file);
  }
}

/** Changing a mode is refused when the file is someone else's; it can still be read and used. */
function restrict(change: () => void): void {
  try {
    change();
  } catch (thrown) {
    if (codeOf(thrown) !== 'EPERM' && codeOf(thrown) !== 'EROFS') throw thrown;
  }
}

function assertFree(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
    throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' });
  }
}

/** A folder on disk. */
export function createDiskFolder(path: string): DocumentFolder {
  const at = (name: string) => join(path, name);
  return {
    prepare() {
      mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
      if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
        restrict(() => chmodSync(path, PRIVATE_FOLDER));
      }
      accessSync(path, constants.W_OK);
    },
    names: () => readdirSync(path),
    inspect(name, maxBytes) {
      try {
        const stat = lstatSync(at(name), { throwIfNoEntry: false });
        if (stat === undefined) return { kind: 'missing' };
        const reason = blockedBy(stat);
        return reason === undefined ? readPrivateFile(at(name), maxBytes) : { kind: 'blocked', reason };
      } catch (thrown) {
        return { kind: 'blocked', reason: `it cannot be read (${codeOf(thrown)})` };
      }
    },
    rename(from, to) {
      assertFree(at(to));
      renameSync(at(from), at(to));
      syncFolder(path);
    },
    replace(from, to) {
      renameSync(at(from), at(to));
      syncFolder(path);
    },
    copy(from, to) {
      copyFileSync(at(from), at(to), constants.COPYFILE_EXCL);
      restrict(() => chmodSync(at(to), PRIVATE_FILE));
    },
    write: (name, text) => writeFileAtomically(at(name), text),
    remove: (name) => unlinkSync(at(name)),
    sync: () => syncFolder(path),
  };
}
