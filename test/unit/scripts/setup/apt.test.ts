import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { isInstalled } = (await loadScript('setup/apt.mjs')) as {
  isInstalled: (listing: string, name: string) => boolean;
};
const { suiteSources, suitePreferences } = (await loadScript('setup/guacd-suite.mjs')) as {
  suiteSources: (main: string, security: string | undefined) => string;
  suitePreferences: string;
};

describe('a package', () => {
  const listing = 'ii |guacd\nrc |xrdp\niU |xvfb\nhi |openssl\n';
  it('counts as installed when it is, held back or not', () => {
    expect(isInstalled(listing, 'guacd')).toBe(true);
    expect(isInstalled(listing, 'openssl')).toBe(true);
  });

  it.each(['xrdp', 'xvfb', 'uac', 'jwm'])(
    'does not count when it is removed, half there or unknown: %s',
    (name) => {
      expect(isInstalled(listing, name)).toBe(false);
    },
  );
});

describe('the older suite that carries guacd', () => {
  it('is taken from the archives this system uses already', () => {
    const text = suiteSources('http://mirror.example/debian', 'http://mirror.example/security');
    expect(text).toContain('URIs: http://mirror.example/debian\nSuites: bullseye\n');
    expect(text).toContain('URIs: http://mirror.example/security\nSuites: bullseye-security\n');
  });

  it('works without a security archive', () => {
    expect(suiteSources('http://mirror.example/debian', undefined)).not.toContain('bullseye-security');
  });

  it('is offered only where nothing else has a package', () => {
    expect(suitePreferences).toContain('Pin: release n=bullseye*');
    expect(suitePreferences).toContain('Pin-Priority: 1\n');
  });
});
