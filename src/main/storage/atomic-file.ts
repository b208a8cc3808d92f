import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Ending of the file that is written before it takes the real name. */
export const TEMPORARY_ENDING = '.pestle-tmp';

/**
 * Asks the system to keep the latest renames in a folder over a power cut. Systems that cannot (Windows, some
 * network disks) are left alone: the rename itself has happened.
 */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    return;
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    // Writes all of it or throws; a single `writeSync` may stop half way when the disk fills up.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes a whole file, readable by this user only, so that a crash at any moment leaves the old file or the new
 * one. Throws Node's own errors, after which the old file is untouched and no temporary file is left.
 */
export function writeFileAtomically(path: string, text: string): void {
  const temporary = `${path}${TEMPORARY_ENDING}`;
  try {
    writeDurably(temporary, text);
    renameSync(temporary, path);
  } catch (thrown) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made, or the disk is gone; the first error says more.
    }
    throw thrown;
  }
  syncFolder(dirname(path));
}
