import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { familyOf } = (await loadScript('setup/distribution.mjs')) as { familyOf: (text: string) => string };

describe('the kind of Linux', () => {
  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', 'debian'],
    ['ID=ubuntu\nID_LIKE=debian\n', 'debian'],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'debian'],
    ['ID=fedora\n', 'fedora'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'fedora'],
    ['ID=alpine\n', 'alpine'],
    ['ID=arch\n', 'linux'],
    ['', 'linux'],
  ])('of %j is %s', (text, family) => expect(familyOf(text)).toBe(family));

  it('is not read from fields that only look alike', () => {
    expect(familyOf('VERSION_ID=debian\nBUILD_ID=alpine\nID=arch\n')).toBe('linux');
  });
});
