import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { decodePng, MAX_PNG_PIXELS, readPng } from '../../../../src/renderer/session/png-image';
import { makePng, type PngSpec } from '../../../support/make-png';

const pixels = new Uint32Array(MAX_PNG_PIXELS);
const small: PngSpec = { width: 5, height: 3, depth: 8, colour: 2, noise: Uint8Array.of(1, 2, 200, 90) };
/** Where the height is: behind the signature, and the length, name and width of the header. */
const HEIGHT_AT = 20;
const palette = Uint8Array.from({ length: 768 }, (_, index) => (index * 89) & 255);

function decode(png: Buffer): Uint8Array | null {
  const image = readPng(png);
  if (image === null || !decodePng(image, pixels)) return null;
  return new Uint8Array(pixels.buffer.slice(0, image.width * image.height * 4));
}

const spec: fc.Arbitrary<PngSpec> = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom(
      { colour: 2, depth: 8 } as const,
      { colour: 3, depth: 8 } as const,
      { colour: 3, depth: 4 } as const,
      { colour: 3, depth: 2 } as const,
      { colour: 3, depth: 1 } as const,
    ),
    filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }),
    noise: fc.uint8Array({ minLength: 1, maxLength: 97 }),
  })
  .map(({ kind, ...rest }) => ({ ...rest, ...kind, ...(kind.colour === 3 ? { palette } : {}) }));

describe('readPng and decodePng', () => {
  it('give the pixels that another decoder gives, for every depth and filter', () => {
    fc.assert(
      fc.property(spec, (one) => {
        const png = makePng(one);
        expect(Buffer.compare(decode(png) ?? Buffer.alloc(0), PNG.sync.read(png).data)).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('read past chunks that change no pixel', () => {
    const png = makePng({ ...small, chunks: [['tEXt', Buffer.from('who\0me')]] });
    expect(decode(png)).toEqual(new Uint8Array(PNG.sync.read(png).data));
  });

  it.each<[string, Partial<PngSpec>]>([
    ['an image with transparency', { colour: 6 }],
    ['grey', { colour: 0 }],
    ['sixteen bits', { depth: 16 }],
    ['interlaced', { isInterlaced: true }],
    ['a palette image without a palette', { colour: 3 }],
    ['an image with a transparent colour', { chunks: [['tRNS', Buffer.alloc(6)]] }],
    ['an image with a gamma', { chunks: [['gAMA', Buffer.alloc(4)]] }],
    ['pixels in several parts', { parts: 2 }],
    ['more pixels than are decoded here', { width: 4096, height: 17, zlib: { level: 9 } }],
    ['no pixels', { width: 0 }],
  ])('leave to the browser: %s', (_, change) => {
    expect(readPng(makePng({ ...small, ...change }))).toBeNull();
  });

  it('P11: refuse an image that was cut off anywhere', () => {
    const png = makePng({ ...small, colour: 3, palette });
    for (let end = 0; end < png.length; end++) expect(decode(png.subarray(0, end))).toBeNull();
  });

  it.each([0, 1, 9])('P11: refuse more or fewer rows than the header tells, packed at level %d', (level) => {
    const png = makePng({ ...small, height: 40, zlib: { level } });
    for (const height of [1, 39, 41, 60]) {
      const told = Buffer.from(png);
      told.writeUInt32BE(height, HEIGHT_AT);
      expect(decode(told)).toBeNull();
    }
    expect(decode(png)).toEqual(new Uint8Array(PNG.sync.read(png).data));
  });

  it('P11: refuse an image that swells to a thousand times its size, and take no memory for it', () => {
    const bomb = makePng({ ...small, width: 4096, height: 800, noise: Uint8Array.of(0), zlib: { level: 9 } });
    bomb.writeUInt32BE(1, HEIGHT_AT);
    const before = process.memoryUsage().arrayBuffers;
    expect(decode(bomb)).toBeNull();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it('P11: refuse a filter that does not exist', () => {
    expect(decode(makePng({ ...small, filters: [0, 5] }))).toBeNull();
  });

  it('P11: come to an end with any damage', () => {
    fc.assert(
      fc.property(spec, fc.nat(), fc.integer({ min: 0, max: 255 }), (one, at, value) => {
        const png = makePng(one);
        png[at % png.length] = value;
        decode(png);
      }),
      { numRuns: 500 },
    );
  });
});
