import { describe, expect, it } from 'vitest';
import {
  SANDBOXES,
  sandboxPrefix,
  type SandboxPlace,
} from '../../../../src/main/guacd-process/sandbox-command';

const place: SandboxPlace = {
  view: [
    { kind: 'read', path: '/usr' },
    { kind: 'link', path: '/lib', target: 'usr/lib' },
    { kind: 'write', path: '/h/my home' },
  ],
  folder: '/opt/engine',
  emptyFolder: '/h/empty',
  uid: 1000,
  gid: 100,
};

describe('the sandboxes of the included engine', () => {
  it('are tried from the strongest to none', () => {
    expect(SANDBOXES.map(({ isolation }) => isolation)).toEqual([
      'bubblewrap',
      'bubblewrap',
      'namespaces',
      'none',
    ]);
    expect(SANDBOXES[0]?.isStrict).toBe(true);
  });

  it('let bubblewrap mount what is named, and give it no rights', () => {
    const words = sandboxPrefix({ isolation: 'bubblewrap', isStrict: true }, place);
    const text = words.join(' ');
    expect(words[0]).toBe('bwrap');
    expect(text).toContain('--ro-bind /usr /usr --symlink usr/lib /lib --bind /h/my home /h/my home');
    expect(text).toContain('--cap-drop ALL');
    for (const word of ['--unshare-user', '--unshare-pid', '--die-with-parent', '--disable-userns']) {
      expect(words).toContain(word);
    }
    expect(words.at(-1)).toBe('--');
    // Whatever is mounted comes before the root is closed.
    expect(words.lastIndexOf('--bind')).toBeLessThan(words.indexOf('--remount-ro'));
  });

  it('spare an older bubblewrap what it does not know', () => {
    expect(sandboxPrefix({ isolation: 'bubblewrap', isStrict: false }, place)).not.toContain(
      '--disable-userns',
    );
  });

  it('give the script each path as a word of its own', () => {
    const words = sandboxPrefix({ isolation: 'namespaces', isStrict: true }, place);
    expect(words.slice(0, 4)).toEqual(['setpriv', '--pdeathsig', 'KILL', 'unshare']);
    const at = words.indexOf('pestle-sandbox');
    expect(words.slice(at + 1)).toEqual([
      ...['/h/empty', '1000', '100', '/opt/engine', 'read', '/usr', 'link', '/lib', 'usr/lib'],
      ...['write', '/h/my home', '--'],
    ]);
  });

  it('put nothing in front of a command where the system allows none', () => {
    expect(sandboxPrefix({ isolation: 'none', isStrict: false }, place)).toEqual([]);
  });
});
