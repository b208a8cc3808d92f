import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type ImageIndex = { digest: string | null; platforms: readonly string[] };
const { judgeIndex, readIndex } = (await loadScript('engine-image/judge-index.mjs')) as {
  readIndex: (digest: string | null, body: unknown) => ImageIndex;
  judgeIndex: (pinned: string, index: ImageIndex) => string[];
};

const PINNED = `sha256:${'a'.repeat(64)}`;
const forSystem = (os: string, architecture: string) => ({ platform: { os, architecture } });
const BOTH = { manifests: [forSystem('linux', 'amd64'), forSystem('linux', 'arm64')] };

describe('the check of the pinned image', () => {
  it('agrees with the same digest for every kind of processor', () => {
    expect(judgeIndex(PINNED, readIndex(PINNED, BOTH))).toEqual([]);
  });

  it('says which digest the registry has instead', () => {
    const other = `sha256:${'b'.repeat(64)}`;
    expect(judgeIndex(PINNED, readIndex(other, BOTH))).toEqual([
      `The registry says ${other}, but ${PINNED} is pinned.`,
    ]);
  });

  it('says which kind of processor is left out', () => {
    const index = readIndex(PINNED, { manifests: [forSystem('linux', 'amd64')] });
    expect(judgeIndex(PINNED, index)).toEqual(['There is no image for linux/arm64.']);
  });

  it.each([null, 'text', [], { manifests: 'none' }, { manifests: [{}] }])(
    'believes no answer of another shape: %j',
    (body) => {
      expect(judgeIndex(PINNED, readIndex(null, body))).toHaveLength(2);
    },
  );
});
