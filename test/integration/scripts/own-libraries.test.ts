import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FULL_ENGINE, hasFullEngine } from '../guacd-process/engine-bench';

type Manifest = {
  localSocket?: string;
  standIns: string[];
  compiledWith: { package: string }[];
  packages: { package: string }[];
};

const manifest: Manifest | null = hasFullEngine
  ? (JSON.parse(readFileSync(join(FULL_ENGINE, 'manifest.json'), 'utf8')) as Manifest)
  : null;
const libraries = [manifest?.localSocket ?? [], manifest?.standIns ?? []].flat();

const [STACK, RELRO] = [0x6474_e551, 0x6474_e552];
const [EXECUTE, WRITE] = [1, 2];

/** Kinds and rights of the segments of a library (elf(5)). */
function segmentsOf(file: Buffer): { type: number; rights: number }[] {
  const start = Number(file.readBigUInt64LE(32));
  const [size, count] = [file.readUInt16LE(54), file.readUInt16LE(56)];
  return Array.from({ length: count }, (_, index) => ({
    type: file.readUInt32LE(start + index * size),
    rights: file.readUInt32LE(start + index * size + 4),
  }));
}

describe.skipIf(libraries.length === 0)('the libraries of ours in the included engine', () => {
  it.each(libraries)('ask for no memory that is both written and executed: %s', (path) => {
    const segments = segmentsOf(readFileSync(join(FULL_ENGINE, path)));
    expect(segments.filter(({ rights }) => (rights & WRITE) !== 0 && (rights & EXECUTE) !== 0)).toEqual([]);
    expect(segments.map(({ type }) => type)).toEqual(expect.arrayContaining([STACK, RELRO]));
  });

  it('tell nothing of the computer that they were made on', () => {
    for (const path of libraries) {
      const text = readFileSync(join(FULL_ENGINE, path)).toString('latin1');
      expect(text).not.toMatch(/\/(tmp|home|root|usr)\/|\.c\b|tcc|GNU ld/);
    }
  });

  it('are of one compiler and one linker, and spare it every package of codecs', () => {
    expect(manifest?.compiledWith.map((tool) => tool.package)).toContain('tcc');
    const codecs = /^lib(avcodec|avutil|x26|xvid|mp3lame|mpg123|aom|vpx|sndfile)/;
    expect(manifest?.packages.filter((part) => codecs.test(part.package))).toEqual([]);
  });
});
