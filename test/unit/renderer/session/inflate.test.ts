import { constants, deflateSync, type ZlibOptions } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inflater } from '../../../../src/renderer/session/inflate';

const inflater = new Inflater();

function inflate(input: Uint8Array, length: number): Uint8Array | null {
  const output = new Uint8Array(length);
  return inflater.inflate(input, output) ? output : null;
}

/** Arrays of thousands of numbers are slow to compare one by one. */
const same = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0;

/** Texts that repeat themselves near and far, and noise that does not. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  fc
    .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 })), {
      maxLength: 8,
    })
    .map((runs) => Buffer.concat(runs.flatMap(([run, times]) => Array.from({ length: times }, () => run)))),
);
const { Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY } = constants;
const packing = fc.record<ZlibOptions>({
  level: fc.constantFrom(0, 1, 6, 9),
  strategy: fc.constantFrom(Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY),
  memLevel: fc.constantFrom(1, 9),
});

describe('Inflater', () => {
  it('restores whatever zlib has packed, in every kind of block', () => {
    fc.assert(
      fc.property(content, packing, (bytes, options) => {
        expect(same(inflate(deflateSync(bytes, options), bytes.length), bytes)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('restores matches from the full distance of 32 KiB', () => {
    const noise = Buffer.from(Array.from({ length: 32_000 }, (_, index) => (index * 7919) >> 3));
    const bytes = Buffer.concat([noise, noise]);
    expect(same(inflate(deflateSync(bytes, { level: 9 }), bytes.length), bytes)).toBe(true);
  });

  it('refuses a content of another length', () => {
    const packed = deflateSync(Buffer.alloc(100, 7));
    expect(inflate(packed, 99)).toBeNull();
    expect(inflate(packed, 101)).toBeNull();
  });

  it('refuses what was cut off anywhere before its checksum', () => {
    const bytes = Buffer.from('a text that repeats itself, a text that repeats itself');
    for (const options of [{ level: 0 }, { level: 9 }, { strategy: Z_FIXED }]) {
      const packed = deflateSync(bytes, options);
      for (let end = 0; end < packed.length - 4; end++)
        expect(inflate(packed.subarray(0, end), bytes.length)).toBeNull();
    }
  });

  it.each([
    ['nothing', []],
    ['another method than deflate', [0x77, 0x01]],
    ['a dictionary that nobody has', [0x78, 0xbb]],
    ['a header whose check is wrong', [0x78, 0x02]],
    ['a kind of block that does not exist', [0x78, 0x01, 0x07]],
    ['a stored block whose lengths disagree', [0x78, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x61]],
    ['a match from before the beginning', [0x78, 0x01, 0x03, 0x02, 0x00, 0x00, 0x00]],
  ])('refuses %s', (_, bytes) => {
    for (let length = 0; length <= 4; length++) expect(inflate(Uint8Array.from(bytes), length)).toBeNull();
  });

  it('P11: comes to an end with any damage, and never writes beyond its output', () => {
    fc.assert(
      fc.property(
        content,
        packing,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
        (bytes, options, damages) => {
          const packed = new Uint8Array(deflateSync(bytes, options));
          for (const [at, value] of damages) packed[2 + (at % (packed.length - 2))] = value;
          const memory = new Uint8Array(bytes.length + 64).fill(0xaa);
          inflater.inflate(packed, memory.subarray(32, 32 + bytes.length));
          const around = Buffer.concat([memory.subarray(0, 32), memory.subarray(32 + bytes.length)]);
          expect(same(around, Buffer.alloc(64, 0xaa))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
