import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Lock = {
  packages: Record<string, { license?: string; dependencies?: Record<string, string> }>;
};
const { importedPackages, isLicenceAllowed, licenceProblems } = (await loadScript('audit/licences.mjs')) as {
  importedPackages: () => string[];
  isLicenceAllowed: (expression: string, allowed: ReadonlySet<string>) => boolean;
  licenceProblems: (lock: Lock, imported: readonly string[]) => string[];
};

const MIT = { license: 'MIT' };

describe('the licences', () => {
  it.each<[string, boolean]>([
    ['MIT', true],
    ['(MIT OR CC0-1.0)', true],
    ['GPL-3.0 OR MIT', true],
    ['GPL-3.0', false],
    ['MIT AND GPL-3.0', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['', false],
  ])('%s may be used: %s', (expression, isAllowed) => {
    expect(isLicenceAllowed(expression, new Set(['MIT']))).toBe(isAllowed);
  });

  it('are stricter for what is in the app than for tools', () => {
    const mpl = { license: 'MPL-2.0' };
    const packages = {
      '': {},
      'node_modules/app': { ...MIT, dependencies: { deep: '1' } },
      'node_modules/app/node_modules/deep': mpl,
      'node_modules/deep': mpl,
      'node_modules/tool': mpl,
    };
    expect(licenceProblems({ packages }, ['app'])).toEqual([
      'node_modules/app/node_modules/deep has the licence MPL-2.0, which is not allowed for the app',
    ]);
  });

  it('are found for what a package depends on from any depth, in circles too', () => {
    const packages = {
      'node_modules/a': { ...MIT, dependencies: { b: '1' } },
      'node_modules/a/node_modules/b': { ...MIT, dependencies: { c: '1', a: '1' } },
      'node_modules/c': { license: 'GPL-2.0' },
    };
    expect(licenceProblems({ packages }, ['a'])).toEqual([expect.stringContaining('node_modules/c has')]);
  });

  it('are missed when a package has none, or is not locked', () => {
    expect(licenceProblems({ packages: { 'node_modules/a': {} } }, ['a'])).toHaveLength(1);
    expect(() => licenceProblems({ packages: {} }, ['a'])).toThrow('not in package-lock.json');
  });

  it('are all allowed at present', () => {
    const lock = JSON.parse(readFileSync(path.resolve('package-lock.json'), 'utf8')) as Lock;
    expect(importedPackages()).toEqual(expect.arrayContaining(['electron-store', 'react', 'valibot']));
    expect(importedPackages().filter((name) => name.startsWith('node:') || name === 'electron')).toEqual([]);
    expect(licenceProblems(lock, importedPackages())).toEqual([]);
  });
});
