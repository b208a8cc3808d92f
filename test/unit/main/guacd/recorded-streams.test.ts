import { isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuacdConnection } from '../../../../src/main/guacd/connection';
import { DEFAULT_DEADLINES } from '../../../../src/main/guacd/deadlines';
import { GuacdLink } from '../../../../src/main/guacd/link';
import { Downstream } from '../../../../src/main/sessions/downstream';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { InstructionScanner } from '../../../../src/shared/guacamole/scanner';
import { allSplits, oneByteAtATime, randomPieces, whole } from '../../../support/chunked';
import { FakeClock } from '../../../support/fake-clock';
import { FakeTransport } from '../../../support/fake-transport';

const STREAMS = path.resolve(__dirname, '../../../fixtures/streams');
/** Pieces of a recording up to this size are cut in two in every way. */
const PIECE_BYTES = 4_096;
/** Pieces of each recording, spread over all of it. */
const PIECES = 6;

const isPlain = (chunk: Uint8Array): boolean => isAscii(chunk) && !chunk.includes(0);

/** Where each instruction of a recording ends. */
function endsOf(bytes: Buffer): number[] {
  const ends: number[] = [];
  new InstructionScanner({ onInstruction: (_bytes, _start, end) => ends.push(end) }).push(bytes);
  return ends;
}

/** Runs of whole instructions of at most {@link PIECE_BYTES}, spread over the recording. */
function piecesOf(bytes: Buffer): Buffer[] {
  const ends = endsOf(bytes);
  return Array.from({ length: PIECES }, (_, index) => {
    const start = ends[Math.floor((index * ends.length) / PIECES)]!;
    const end = ends.filter((one) => one <= start + PIECE_BYTES).at(-1)!;
    return bytes.subarray(start, end);
  }).filter((piece) => piece.length > 0);
}

/** What the scanner delivers of a stream that comes in these chunks. */
function scan(chunks: readonly Uint8Array[]): Buffer {
  const delivered: Uint8Array[] = [];
  const scanner = new InstructionScanner({
    isPlain,
    onBatch: (bytes, start, end) => delivered.push(bytes.slice(start, end)),
  });
  for (const chunk of chunks) scanner.push(chunk);
  expect(scanner.pendingBytes).toBe(0);
  return Buffer.concat(delivered);
}

/** What a page gets of a stream that comes in these chunks: over link, connection and downstream. */
function relay(chunks: readonly Uint8Array[]): string {
  const clock = new FakeClock();
  const transport = new FakeTransport();
  const posted: string[] = [];
  let endTurns: (() => void)[] = [];
  const endTurn = (): void => {
    const callbacks = endTurns;
    endTurns = [];
    for (const callback of callbacks) callback();
  };
  const link = new GuacdLink({
    transport,
    selection: { protocol: 'ssh' },
    isTls: false,
    clock,
    deadlines: DEFAULT_DEADLINES,
    handlers: {
      answer: () => encodeInstruction('connect'),
      onReady: (connectionId) => {
        const facts = { connectionId, protocolVersion: null, parameterNames: [], unknownParameters: [] };
        const downstream = new Downstream({
          connection: new GuacdConnection(link, facts, clock, DEFAULT_DEADLINES),
          epoch: 1,
          clock,
          afterTurn: (callback) => void endTurns.push(callback),
          post: (message) => {
            if (message.kind !== 'data') return;
            const { length } = message.bytes;
            posted.push(Buffer.from(message.bytes).toString());
            endTurns.push(() => downstream.acknowledge(length));
          },
        });
      },
      onFailed: (reason) => {
        throw reason;
      },
    },
  });
  transport.receive(encodeInstruction('args', 'VERSION_1_3_0'));
  transport.receive(encodeInstruction('ready', '$x'));
  for (const chunk of chunks) {
    transport.receive(chunk);
    endTurn();
  }
  for (let turns = 0; turns < 3; turns++) endTurn();
  return posted.join('');
}

describe.each(['ssh', 'vnc', 'rdp'])('the recorded stream of %s', (name) => {
  const bytes = readFileSync(path.join(STREAMS, `${name}.guac`));

  it('T8: comes out of the scanner byte for byte, whole and one byte at a time', () => {
    expect(scan(whole(bytes)).equals(bytes)).toBe(true);
    expect(scan(oneByteAtATime(bytes)).equals(bytes)).toBe(true);
  });

  it('T8: stands every cut in two of pieces of up to 4 KiB', () => {
    const pieces = piecesOf(bytes);
    expect(pieces.length).toBeGreaterThanOrEqual(3);
    for (const piece of pieces) {
      for (const chunks of allSplits(piece)) {
        if (!scan(chunks).equals(piece)) throw new Error(`cut at ${chunks[0]!.length}`);
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'T8: reaches the page byte for byte when cut at random (seed %d)',
    (seed) => {
      const pieces = randomPieces(bytes, seed, 4 ** seed);
      expect(relay(pieces) === bytes.toString('utf8')).toBe(true);
    },
  );
});
