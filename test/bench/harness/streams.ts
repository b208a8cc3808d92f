import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The recordings of test/fixtures/streams, made by `npm run record-fixtures`. */
export const STREAMS = ['ssh', 'vnc', 'rdp'] as const;
export type StreamName = (typeof STREAMS)[number];

/** The repository; benchmarks are run from it. */
export const repositoryPath = process.cwd();

/** The bytes of a recording: whole instructions, the last a `sync`. */
export function readStream(name: StreamName): Buffer {
  return readFileSync(join(repositoryPath, 'test', 'fixtures', 'streams', `${name}.guac`));
}

/** A recording repeated until it has at least so many bytes; it still ends with a whole instruction. */
export function loopStream(name: StreamName, leastBytes: number): Buffer {
  const stream = readStream(name);
  const times = Math.ceil(leastBytes / stream.length);
  return Buffer.concat(Array.from({ length: times }, () => stream));
}

/** At least so many bytes that end with a whole instruction, when a stream is sent again and again. */
export function wholeBytes(name: StreamName, leastBytes: number): number {
  const { length } = readStream(name);
  return Math.ceil(leastBytes / length) * length;
}

/** Pieces of so many bytes, the last one shorter. They share the memory of `bytes`. */
export function cut(bytes: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.subarray(start, start + size));
  return pieces;
}
