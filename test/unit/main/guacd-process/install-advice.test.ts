import { describe, expect, it } from 'vitest';
import { installAdvice } from '../../../../src/main/guacd-process/install-advice';

describe('the advice on installing an engine', () => {
  it.each([
    ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', 'apt-get install guacd libguac-client-ssh0'],
    ['a relative of Ubuntu', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'apt-get install guacd'],
    ['Fedora', 'ID=fedora\n', 'dnf install guacd libguac-client-ssh'],
    ['a relative of RHEL', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'dnf install guacd'],
    ['Alpine', 'ID=alpine\n', 'apk add guacamole-server'],
    ['an unknown system', 'ID=plan9\n', 'package manager of your system'],
  ])('names for %s the command to run, and the other ways', (_, osRelease, expected) => {
    const advice = installAdvice({ platform: 'linux', osRelease });
    expect(advice).toContain(expected);
    expect(advice).toContain('Docker or Podman');
  });

  it.each(['darwin', 'win32'] as const)(
    'names on %s containers and another computer, but no package',
    (platform) => {
      const advice = installAdvice({ platform, osRelease: null });
      expect(advice).toContain('Docker Desktop or Podman');
      expect(advice).toContain('another computer');
      expect(advice).not.toContain('sudo');
    },
  );
});
