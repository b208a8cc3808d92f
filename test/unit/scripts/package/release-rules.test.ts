import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Fuse = { name: string; on: boolean; onForAutomation?: boolean; reason: string };
const { fuses, fuseSettings } = (await loadScript('package/fuses.mjs')) as {
  fuses: readonly Fuse[];
  fuseSettings: (
    table: readonly Fuse[],
    options: { automation: boolean; wireLength: number; isTestRuntime: boolean },
  ) => boolean[];
};
const { electronProblem, isTestVersion, packageVersion } = (await loadScript(
  'package/package-version.mjs',
)) as {
  electronProblem: (packing: Record<string, unknown>) => string | undefined;
  isTestVersion: (version: string) => boolean;
  packageVersion: (version: string, runtime: { isTestRuntime: boolean; electron: string }) => string;
};

const configuration = readFileSync(path.resolve(__dirname, '../../../../electron-builder.yml'), 'utf8');

describe('the Electron of a package', () => {
  const official = {
    version: '1.2.3',
    packed: '45.4.1',
    pinned: '45.4.1',
    dist: null,
    officialDist: '/app/dist',
  };

  it('may be released when it is the one of package.json', () => {
    expect(electronProblem(official)).toBeUndefined();
    expect(electronProblem({ ...official, dist: '/app/dist' })).toBeUndefined();
  });

  it.each([
    ['is another version', { packed: '25.1.1' }],
    ['comes from another folder', { dist: '/tmp/dist' }],
    ['is whatever a hook says', { dist: () => '/tmp/dist' }],
  ])('is refused without the mark of a test package when it %s', (_what, change) => {
    expect(electronProblem({ ...official, ...change })).toMatch(/Only the official Electron/);
  });

  it('gives a test package when the version says so', () => {
    const version = packageVersion('1.2.3', { isTestRuntime: true, electron: '25.1.1' });
    expect(version).toBe('1.2.3-test.electron25');
    expect(electronProblem({ ...official, version, packed: '25.1.1', dist: '/tmp/dist' })).toBeUndefined();
  });

  it('is not called a test runtime when it is the official one', () => {
    expect(electronProblem({ ...official, version: '1.2.3-test.electron45' })).toMatch(/test packages/);
    const version = packageVersion('1.2.3', { isTestRuntime: false, electron: '45.4.1' });
    expect([version, isTestVersion(version)]).toEqual(['1.2.3', false]);
  });
});

describe('the fuses', () => {
  const release = { automation: false, wireLength: fuses.length, isTestRuntime: false };

  it('are those of the table, in order', () => {
    expect(fuseSettings(fuses, release)).toEqual(fuses.map(({ on }) => on));
  });

  it('differ for automation in the debugger alone', () => {
    const settings = fuseSettings(fuses, { ...release, automation: true });
    const differing = fuses.filter(({ on }, index) => settings[index] !== on).map(({ name }) => name);
    expect(differing).toEqual(['EnableNodeCliInspectArguments']);
  });

  it('have to be decided before a new Electron can be packed', () => {
    expect(() => fuseSettings(fuses, { ...release, wireLength: fuses.length + 1 })).toThrow(/are decided/);
  });

  it('may be fewer in the test runtime only', () => {
    expect(() => fuseSettings(fuses, { ...release, wireLength: 7 })).toThrow(/only 7/);
    expect(fuseSettings(fuses, { ...release, wireLength: 7, isTestRuntime: true })).toHaveLength(7);
  });

  it('have a reason each', () => {
    expect(fuses.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  it('are set by our own hook, which knows all of them', () => {
    expect(configuration).toContain('afterPack: scripts/package/after-pack.mjs');
    expect(configuration).not.toContain('electronFuses');
  });
});

describe('electron-builder.yml', () => {
  it('names the product without a space, at which Chromium would split the path of its sandbox helper', () => {
    expect(/^productName: (.*)$/m.exec(configuration)?.[1]).toMatch(/^[A-Za-z]+$/);
  });

  it('packs an archive, and no node_modules', () => {
    expect(configuration).toMatch(/^asar: true$/m);
    expect(configuration).toContain("- '!node_modules'");
    expect(configuration).not.toContain('asarUnpack');
  });

  it('installs on Windows for one user, without asking for rights', () => {
    expect(configuration).toMatch(/perMachine: false/);
    expect(configuration).toMatch(/allowElevation: false/);
  });

  it('declares the libraries that electron-builder forgets and Electron does not start without', () => {
    for (const name of ['libasound2', 'libgbm1', 'libnss3', 'libgtk-3-0', 'libx11-xcb1'])
      expect(configuration).toContain(`    - ${name}`);
  });

  it('publishes nothing', () => {
    expect(configuration).not.toMatch(/publish/);
  });
});
