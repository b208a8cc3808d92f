import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import { InstructionScanner } from '../../src/shared/guacamole/scanner';
import { RUN } from './plan';

const RUNS = RUN === 'long' ? 2_000 : 200;
/** Looking, keeping across a cut, and a border byte or two of each chunk. */
const READS_PER_BYTE = 3;
const READS_PER_CHUNK = 16;

const DIGIT_NINE = 0x39;

/** Counts how often bytes are looked at: time that no other work of the machine can change. */
function counted(bytes: Uint8Array, count: { reads: number }): Uint8Array {
  return new Proxy(bytes, {
    get(target, key) {
      // An index begins with a digit, any other name with a letter.
      if (typeof key === 'string' && key.charCodeAt(0) <= DIGIT_NINE) {
        count.reads++;
        return target[Number(key)];
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function readsOf(chunks: readonly Uint8Array[]): number {
  const count = { reads: 0 };
  const scanner = new InstructionScanner({});
  for (const chunk of chunks) scanner.push(counted(chunk, count));
  return count.reads;
}

describe('the work of the scanner', () => {
  it('grows with the stream, however it is cut and whatever it holds', () => {
    const instruction = fc
      .tuple(
        fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }),
        fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 6 }),
      )
      .map(([opcode, args]) => encodeInstruction(opcode, ...args.map((arg) => arg.replaceAll('\0', ''))));
    const stream = fc
      .array(instruction, { maxLength: 30 })
      .map((list) => new TextEncoder().encode(list.join('')));
    fc.assert(
      fc.property(stream, fc.integer({ min: 1, max: 200 }), (bytes, size) => {
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
        expect(readsOf(chunks)).toBeLessThanOrEqual(
          READS_PER_BYTE * bytes.length + READS_PER_CHUNK * chunks.length,
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('doubles with a stream of twice the length, and no more', () => {
    const worst = encodeInstruction('blob', 1, 'ä'.repeat(8000));
    const reads = [1, 2, 4].map((times) =>
      readsOf(Array.from(new TextEncoder().encode(worst.repeat(times)), (byte) => Uint8Array.of(byte))),
    );
    expect(reads[1]! / reads[0]!).toBeLessThan(2.5);
    expect(reads[2]! / reads[1]!).toBeLessThan(2.5);
  });
});
