import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { differences, fingerprintOf } = (await loadScript('package/compare-packs.mjs')) as {
  differences: (first: ReadonlyMap<string, string>, second: ReadonlyMap<string, string>) => string[];
  fingerprintOf: (folder: string) => Map<string, string>;
};

let folder = '';
const make = (name: string): string => {
  const root = path.join(folder, name);
  mkdirSync(path.join(root, 'in'), { recursive: true });
  writeFileSync(path.join(root, 'in', 'file'), 'content', { mode: 0o644 });
  utimesSync(path.join(root, 'in', 'file'), 1000, 1000);
  return root;
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pestle-compare-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('two unpacked packages', () => {
  it('are the same when their files are', () => {
    expect(differences(fingerprintOf(make('a')), fingerprintOf(make('b')))).toEqual([]);
  });

  it.each([
    [
      'another content',
      (root: string) => {
        writeFileSync(path.join(root, 'in', 'file'), 'contenT');
        utimesSync(path.join(root, 'in', 'file'), 1000, 1000);
      },
    ],
    ['another mode', (root: string) => chmodSync(path.join(root, 'in', 'file'), 0o600)],
    ['another time', (root: string) => utimesSync(path.join(root, 'in', 'file'), 2000, 2000)],
    ['one file more', (root: string) => writeFileSync(path.join(root, 'in', 'more'), '')],
    ['one link more', (root: string) => symlinkSync('file', path.join(root, 'in', 'link'))],
    ['another mode of a folder', (root: string) => chmodSync(path.join(root, 'in'), 0o700)],
  ])('differ by %s', (_what, change) => {
    const [first, second] = [make('a'), make('b')];
    change(second);
    expect(differences(fingerprintOf(first), fingerprintOf(second))).toHaveLength(1);
  });
});
