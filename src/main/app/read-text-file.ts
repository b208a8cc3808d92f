import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { AppError } from '../../shared/errors';

/** Most bytes of a file that is opened as text: a chain of certificates is far below. */
export const MAX_TEXT_FILE_BYTES = 65_536;

/**
 * Reads a small text file, such as a key.
 *
 * @throws AppError FILE_UNREADABLE when it is not an ordinary file, is larger than {@link MAX_TEXT_FILE_BYTES}, is
 *   not UTF-8 text, or cannot be opened. Paths are not in the message.
 */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readBytes(path);
  const text = decode(bytes);
  if (text.includes('\0')) throw unreadable('The file is not a text file.');
  return text;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    // Without O_NONBLOCK a named pipe would keep the open waiting for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) throw unreadable('This is not an ordinary file.');
      const buffer = new Uint8Array(MAX_TEXT_FILE_BYTES + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      if (bytesRead > MAX_TEXT_FILE_BYTES) throw unreadable('The file is larger than 64 KiB.');
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable('The file cannot be opened.', error);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable('The file is not a text file.', error);
  }
}

const unreadable = (message: string, cause?: unknown): AppError =>
  new AppError('FILE_UNREADABLE', message, cause === undefined ? {} : { cause });
