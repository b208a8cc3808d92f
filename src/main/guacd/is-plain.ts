import { isAscii } from 'node:buffer';

/** Whether a chunk holds no byte but 1 to 127. Both tests are one pass at memory speed. */
export function isPlain(chunk: Uint8Array): boolean {
  if (!isAscii(chunk)) return false;
  const buffer = Buffer.isBuffer(chunk)
    ? chunk
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return !buffer.includes(0);
}
