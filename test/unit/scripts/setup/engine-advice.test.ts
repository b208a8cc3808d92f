import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { engineAdvice } = (await loadScript('setup/engine-advice.mjs')) as {
  engineAdvice: (family: string) => string;
};

describe('the advice for a computer without an engine', () => {
  it.each(['debian', 'fedora', 'alpine', 'linux', 'macos', 'windows'])(
    'names a container and a remote engine as ways out on %s',
    (family) => {
      expect(engineAdvice(family)).toContain('guacamole/guacd:1.6.0');
      expect(engineAdvice(family)).toContain('Engine page');
    },
  );

  it('says on macOS that Homebrew is no way out', () => expect(engineAdvice('macos')).toContain('Homebrew'));
  it('names the packages of Fedora', () => expect(engineAdvice('fedora')).toContain('dnf install guacd'));
});
