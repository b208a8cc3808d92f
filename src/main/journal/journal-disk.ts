import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PLAIN_FILE_FLAGS } from '../storage/plain-file-flags';

/** A file of the folder: its size in bytes, and when it was changed last in wall-clock milliseconds. */
export type DiskFile = { name: string; bytes: number; changedAt: number };

/** The folder of the session logs. Names are plain file names. All may reject with Node's own errors. */
export type JournalDisk = {
  /** Makes the folder, for this user only. */
  prepare(): Promise<void>;
  list(): Promise<DiskFile[]>;
  /** The last bytes of a file, and its whole size; null when it is missing. */
  readEnd(name: string, maxBytes: number): Promise<{ tail: Buffer; bytes: number } | null>;
  /** Adds to the end of a file, which it makes if need be, for this user only. Part of it may be written on failure. */
  append(name: string, text: string): Promise<void>;
  /** Renames over what is there; a file that is missing is no error. */
  replace(from: string, to: string): Promise<void>;
  /** A file that is missing is no error. */
  remove(name: string): Promise<void>;
};

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** A folder on disk. */
export function createJournalDisk(folder: string): JournalDisk {
  const at = (name: string) => join(folder, name);
  return {
    async prepare() {
      await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
      if (process.platform !== 'win32') await chmod(folder, PRIVATE_FOLDER);
    },
    async list() {
      const files: DiskFile[] = [];
      for (const name of await readdir(folder)) {
        const { size, mtimeMs } = await lstat(at(name));
        files.push({ name, bytes: size, changedAt: mtimeMs });
      }
      return files;
    },
    readEnd: (name, maxBytes) => unlessMissing(() => readEnd(at(name), maxBytes), null),
    async append(name, text) {
      const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | PLAIN_FILE_FLAGS;
      const file = await open(at(name), flags, PRIVATE_FILE);
      try {
        const { mode } = await file.stat();
        if (process.platform !== 'win32' && (mode & 0o077) !== 0) await file.chmod(PRIVATE_FILE);
        await file.appendFile(text);
      } finally {
        await file.close();
      }
    },
    replace: (from, to) => unlessMissing(() => rename(at(from), at(to)), undefined),
    remove: (name) => rm(at(name), { force: true }),
  };
}

async function readEnd(path: string, maxBytes: number): Promise<{ tail: Buffer; bytes: number }> {
  const file = await open(path, constants.O_RDONLY | PLAIN_FILE_FLAGS);
  try {
    const { size } = await file.stat();
    const wanted = Math.min(size, maxBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, size - wanted);
    return { tail: buffer.subarray(0, bytesRead), bytes: size };
  } finally {
    await file.close();
  }
}

async function unlessMissing<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return otherwise;
    throw thrown;
  }
}
