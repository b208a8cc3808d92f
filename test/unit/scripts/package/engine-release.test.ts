import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Engine = { localSocket?: string; packages: { package: string }[] };
const { engineReleaseProblems } = (await loadScript('package/engine-release.mjs')) as {
  engineReleaseProblems: (engine: Engine | undefined) => string[];
};

const engine = { localSocket: 'lib/socket.so', packages: [{ package: 'guacd' }] };

describe('the engine of a release', () => {
  it('is one that only its user can reach, of packages that may be given away', () => {
    expect(engineReleaseProblems(engine)).toEqual([]);
  });

  it('is not left out', () => {
    expect(engineReleaseProblems(undefined)).toEqual(['there is no engine to pack']);
  });

  it('is not one that listens on a port', () => {
    expect(engineReleaseProblems({ packages: engine.packages })).toEqual([
      expect.stringContaining('would listen on a port'),
    ]);
  });

  it('is not one that carries what a stand-in should have spared it', () => {
    const packages = [...engine.packages, { package: 'libavcodec59' }];
    expect(engineReleaseProblems({ ...engine, packages })).toEqual([expect.stringContaining('libavcodec59')]);
  });
});
