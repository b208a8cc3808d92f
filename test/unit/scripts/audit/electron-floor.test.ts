import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Sources = {
  manifest: { devDependencies?: Record<string, string> };
  lock: { packages: Record<string, { version?: string }> };
  builder: string;
};
const { electronProblems, electronVersionProblem } = (await loadScript('audit/electron-floor.mjs')) as {
  electronProblems: (sources: Sources) => string[];
  electronVersionProblem: (version: string) => string | undefined;
};

const sources = (version: string, { locked = version, builder = '' } = {}): Sources => ({
  manifest: { devDependencies: { electron: version } },
  lock: { packages: { 'node_modules/electron': { version: locked } } },
  builder,
});

describe('the Electron of a release', () => {
  it.each(['43.5.0', '43.5.1', '44.0.0', '100.0.0'])('may be %s', (version) => {
    expect(electronVersionProblem(version)).toBeUndefined();
    expect(electronProblems(sources(version))).toEqual([]);
  });

  it('refuses versions with holes that concern this app', () => {
    for (const version of ['43.4.99', '42.9.9', '9.0.0', '25.1.1'])
      expect(electronVersionProblem(version)).toContain('below 43.5.0');
    for (const version of ['42.3.1', '42.3.2']) expect(electronVersionProblem(version)).toContain('buffers');
  });

  it.each(['^45.4.1', '45', 'latest', '44.0.0-beta.6', ''])('is one exact release, not "%s"', (version) => {
    expect(electronVersionProblem(version)).toContain('exact');
  });

  it('is the same in the lock file, and nowhere another', () => {
    expect(electronProblems(sources('45.4.1', { locked: '45.4.0' }))).toHaveLength(1);
    expect(electronProblems(sources('45.4.1', { builder: 'electronVersion: 20.0.0' }))).toHaveLength(1);
    expect(electronProblems({ manifest: {}, lock: { packages: {} }, builder: '' })).not.toEqual([]);
  });
});
