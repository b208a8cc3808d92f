import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A log file is set aside when it would grow beyond this many bytes. */
export const MAX_LOG_FILE_BYTES = 1_048_576;
/** Log files in all, the current one included. */
export const LOG_FILES = 3;

/**
 * Opens a log in a folder and returns what appends a line to it. Files are `pestle.log`, `pestle.1.log` (older),
 * `pestle.2.log`, or the same with another name; folder and files are for this user only (0700 and 0600). Writing is
 * synchronous: lines are few, none is lost when the app ends, and there is no queue that could grow.
 *
 * @throws the error of the file system when the folder cannot be made or a line not be written
 */
export function openLogFile(
  folder: string,
  { name = 'pestle', maxBytes = MAX_LOG_FILE_BYTES }: { name?: string; maxBytes?: number } = {},
): (line: string) => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const current = join(folder, `${name}.log`);
  let size = sizeOf(current);
  return (line) => {
    const text = `${line}\n`;
    const bytes = Buffer.byteLength(text);
    if (size > 0 && size + bytes > maxBytes) {
      rotate(folder, name);
      size = 0;
    }
    appendFileSync(current, text, { mode: 0o600 });
    size += bytes;
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(folder: string, name: string): void {
  const aged = (age: number): string => join(folder, `${name}.${age}.log`);
  for (let age = LOG_FILES - 1; age > 1; age -= 1) moveIfThere(aged(age - 1), aged(age));
  moveIfThere(join(folder, `${name}.log`), aged(1));
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
}
