import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const REPOSITORY = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(REPOSITORY, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };

/** The oldest Electron without the published holes that concern this app (contextBridge, own schemes, preload cache). */
const ELECTRON_FLOOR = [43, 5, 0];

describe('a release', () => {
  it('is packed with an Electron that has no known holes for us', () => {
    const version = manifest.devDependencies.electron ?? '';
    const parts = version.split('.').map(Number);
    const difference = parts
      .map((part, index) => part - (ELECTRON_FLOOR[index] ?? 0))
      .find((each) => each !== 0);
    expect(difference ?? 0).toBeGreaterThanOrEqual(0);
  });

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
