import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const REPOSITORY = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(REPOSITORY, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };

describe('a release', () => {
  it('names no Electron but the one in package.json', () => {
    expect(read('electron-builder.yml')).not.toMatch(/electronDist|electronVersion|electronDownload/);
  });

  it('depends on exact versions', () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
