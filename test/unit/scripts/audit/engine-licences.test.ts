import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { engineLicenceProblems } = (await loadScript('audit/engine-licences.mjs')) as {
  engineLicenceProblems: (
    manifest: { packages: readonly { package: string }[] },
    judged?: { licences: ReadonlyMap<string, string>; reasons?: ReadonlyMap<string, string> },
  ) => string[];
};

const engineOf = (...names: string[]): { packages: { package: string }[] } => ({
  packages: names.map((name) => ({ package: name })),
});

describe('the licences of the included engine', () => {
  it('are those that a person has found for each of its packages', () => {
    expect(engineLicenceProblems(engineOf('guacd', 'libssl3'))).toEqual([]);
    expect(engineLicenceProblems(engineOf('guacd', 'libnew1'))).toEqual([
      'nobody has said under which licence libnew1 of the engine is',
    ]);
  });

  it('are not the GPL alone, except where there is a reason', () => {
    const licences = new Map([
      ['libx264-164', 'GPL-2.0-or-later'],
      ['libgcc-s1', 'GPL-3.0-or-later WITH GCC-exception-3.1'],
      ['libc2', 'LGPL-2.1-or-later'],
    ]);
    const engine = engineOf('libx264-164', 'libgcc-s1', 'libc2');
    expect(engineLicenceProblems(engine, { licences })).toEqual([
      'libx264-164 of the engine is under GPL-2.0-or-later alone',
    ]);
    const reasons = new Map([['libx264-164', 'a test']]);
    expect(engineLicenceProblems(engine, { licences, reasons })).toEqual([]);
  });
});
