import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { EngineTree } = (await loadScript('engine/engine-tree.mjs')) as {
  EngineTree: new (folder: string) => unknown;
};
const { writeManifest } = (await loadScript('engine/write-manifest.mjs')) as {
  writeManifest: (options: Record<string, unknown>) => void;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pestle-manifest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A package with a copyright file, as `unpackPackage` leaves it. */
function debian(name: string): Record<string, string> {
  const home = join(folder, 'packages', name);
  mkdirSync(join(home, 'usr/share/doc', name), { recursive: true });
  writeFileSync(join(home, 'usr/share/doc', name, 'copyright'), 'Format: x\nLicense: Expat\n');
  return {
    name,
    version: '1.0',
    sha256: 'a'.repeat(64),
    source: name,
    sourceVersion: '1.0',
    depends: '',
    folder: home,
  };
}

/** What is written of an engine of one package. */
function manifestOf(localSocket: string | undefined): Record<string, unknown> {
  const guacd = debian('guacd');
  const engine = join(folder, 'engine');
  mkdirSync(engine, { recursive: true });
  writeManifest({
    ...{ tree: new EngineTree(engine), flavour: 'full', architecture: 'amd64', triplet: 'x86_64-linux-gnu' },
    ...{ guacd, packages: [guacd], used: [guacd], localSocket, standIns: [], tools: [] },
  });
  return JSON.parse(readFileSync(join(engine, 'manifest.json'), 'utf8')) as Record<string, unknown>;
}

describe('the manifest of an engine', () => {
  it('names its packages with their licences, whose text it comes with', () => {
    const { packages } = manifestOf(undefined);
    expect(packages).toEqual([
      expect.objectContaining({
        package: 'guacd',
        licences: ['Expat'],
        licenceFile: 'share/licences/guacd.txt',
      }),
    ]);
    expect(readFileSync(join(folder, 'engine/share/licences/guacd.txt'), 'utf8')).toContain('Expat');
  });

  it('tells where its library for a local socket is, when it has one', () => {
    expect(manifestOf('lib/own.so').localSocket).toBe('lib/own.so');
    expect(manifestOf(undefined)).not.toHaveProperty('localSocket');
  });
});
