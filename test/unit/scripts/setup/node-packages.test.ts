import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Lock = { packages?: Record<string, { version?: string; integrity?: string; optional?: boolean }> };
const { isTreeCurrent } = (await loadScript('setup/node-packages.mjs')) as {
  isTreeCurrent: (lock: Lock, installed: Lock) => boolean;
};

const lock: Lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-darwin': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};

describe('the installed node packages', () => {
  it('are current when each is as the lock file says', () => {
    expect(
      isTreeCurrent(lock, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } }),
    ).toBe(true);
  });

  it('are not current when one is missing', () => {
    expect(isTreeCurrent(lock, { packages: {} })).toBe(false);
    expect(isTreeCurrent(lock, {})).toBe(false);
  });

  it('are not current when one has another version or other content', () => {
    expect(
      isTreeCurrent(lock, { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } } }),
    ).toBe(false);
    expect(
      isTreeCurrent(lock, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } }),
    ).toBe(false);
  });

  it('are not current when one is there that the lock file no longer has', () => {
    const installed = {
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/old': { version: '1.0.0' },
    };
    expect(isTreeCurrent(lock, { packages: installed })).toBe(false);
  });
});
