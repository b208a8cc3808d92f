import { describe, expect, it } from 'vitest';
import {
  actionFor,
  formatChord,
  isAppShortcut,
  type KeyPress,
} from '../../../../src/renderer/platform/keymap';
import { KEYMAP } from '../../../../src/shared/model/key-bindings';

/** A key press written as a chord, with the physical key where it matters. */
function press(chord: string, code = ''): KeyPress {
  const parts = chord.split('+');
  return {
    key: parts.at(-1) ?? '',
    code,
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
    metaKey: parts.includes('Cmd'),
  };
}

const inSession = { isInSession: true };
const outside = { isInSession: false };

describe('keys while a session has the focus', () => {
  it('take tabs, full screen, settings and quit from the remote computer on Linux', () => {
    expect(actionFor(press('Ctrl+Shift+T'), inSession, 'linux')).toBe('page.connections');
    expect(actionFor(press('Ctrl+Shift+W'), inSession, 'linux')).toBe('tab.close');
    expect(actionFor(press('Ctrl+Tab'), inSession, 'linux')).toBe('tab.next');
    expect(actionFor(press('Ctrl+Shift+Tab'), inSession, 'linux')).toBe('tab.previous');
    expect(actionFor(press('Ctrl+PageDown'), inSession, 'linux')).toBe('tab.next');
    expect(actionFor(press('Alt+3', 'Digit3'), inSession, 'linux')).toBe('tab.3');
    expect(actionFor(press('F11'), inSession, 'linux')).toBe('view.full-screen');
    expect(actionFor(press('Ctrl+,', 'Comma'), inSession, 'linux')).toBe('page.settings');
    expect(actionFor(press('Ctrl+Shift+Q'), inSession, 'linux')).toBe('app.quit');
  });

  it('leave to the remote computer what shells and desktops need', () => {
    for (const chord of [
      'Ctrl+w',
      'Ctrl+t',
      'Ctrl+n',
      'Ctrl+f',
      'Ctrl+c',
      'Ctrl+q',
      'F1',
      'Ctrl+=',
      'Ctrl+-',
      'F2',
      'Alt+F4',
      'Alt+Tab',
      'Escape',
    ]) {
      for (const platform of ['linux', 'win32', 'darwin'] as const) {
        expect(isAppShortcut(press(chord), platform), `${chord} on ${platform}`).toBe(false);
      }
    }
  });

  it('leave Ctrl+Alt+End to the session, which sends Ctrl+Alt+Del', () => {
    expect(isAppShortcut(press('Ctrl+Alt+End'), 'linux')).toBe(false);
  });

  it('are those of each system', () => {
    expect(actionFor(press('Ctrl+F4'), inSession, 'win32')).toBe('tab.close');
    expect(actionFor(press('Ctrl+F4'), inSession, 'linux')).toBeNull();
    expect(actionFor(press('Ctrl+2', 'Digit2'), inSession, 'win32')).toBe('tab.2');
    expect(actionFor(press('Ctrl+q'), inSession, 'win32')).toBeNull();
    expect(actionFor({ ...press('Ctrl+Alt+Cancel'), code: 'Pause' }, inSession, 'win32')).toBe(
      'view.full-screen',
    );
    expect(actionFor(press('Cmd+w'), inSession, 'darwin')).toBe('tab.close');
    expect(actionFor(press('Cmd+t'), inSession, 'darwin')).toBe('page.connections');
    expect(actionFor(press('Ctrl+Cmd+f'), inSession, 'darwin')).toBe('view.full-screen');
    expect(actionFor(press('Cmd+Shift+}', 'BracketRight'), inSession, 'darwin')).toBe('tab.next');
    expect(actionFor(press('Ctrl+Shift+T'), inSession, 'darwin')).toBeNull();
  });
});

describe('keys while no session has the focus', () => {
  it('also begin, search, close and help', () => {
    expect(actionFor(press('Ctrl+n'), outside, 'linux')).toBe('connection.new');
    expect(actionFor(press('Ctrl+f'), outside, 'linux')).toBe('connections.search');
    expect(actionFor(press('Ctrl+w'), outside, 'linux')).toBe('tab.close');
    expect(actionFor(press('Ctrl+q'), outside, 'linux')).toBe('app.quit');
    expect(actionFor(press('F1'), outside, 'win32')).toBe('page.help');
    expect(actionFor(press('Cmd+n'), outside, 'darwin')).toBe('connection.new');
  });

  it('zoom, with the plus and the minus of any layout and of the number pad', () => {
    const plus = { ...press('Ctrl'), key: '+' };
    expect(actionFor(plus, outside, 'linux')).toBe('view.zoom-in');
    expect(actionFor({ ...plus, shiftKey: true }, outside, 'win32')).toBe('view.zoom-in');
    expect(actionFor(press('Ctrl+='), outside, 'linux')).toBe('view.zoom-in');
    expect(actionFor(press('Ctrl+-'), outside, 'linux')).toBe('view.zoom-out');
    expect(actionFor(press('Cmd+0', 'Digit0'), outside, 'darwin')).toBe('view.zoom-reset');
    expect(actionFor({ ...plus, ctrlKey: false }, outside, 'linux')).toBeNull();
    expect(actionFor(plus, inSession, 'linux')).toBeNull();
    expect(actionFor(press('Ctrl+0', 'Digit0'), inSession, 'linux')).toBeNull();
  });

  it('need exactly the keys of the chord', () => {
    expect(actionFor(press('n'), outside, 'linux')).toBeNull();
    expect(actionFor(press('Ctrl+Alt+n'), outside, 'linux')).toBeNull();
    expect(actionFor(press('Ctrl+Shift+n'), outside, 'linux')).toBeNull();
  });
});

describe('layouts', () => {
  it('find letters by their place where the layout writes no Latin ones', () => {
    expect(actionFor(press('Ctrl+Shift+Ц', 'KeyW'), inSession, 'linux')).toBe('tab.close');
  });

  it('find letters by what they write on other Latin layouts', () => {
    expect(actionFor(press('Ctrl+w', 'KeyZ'), outside, 'linux')).toBe('tab.close');
    expect(actionFor(press('Ctrl+z', 'KeyW'), outside, 'linux')).toBeNull();
  });

  it('find digits by their place, where other characters may be', () => {
    expect(actionFor(press('Alt+&', 'Digit1'), inSession, 'linux')).toBe('tab.1');
  });
});

describe('the keymap', () => {
  it('gives a chord to one action only in each place', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const chords = KEYMAP.flatMap((binding) => binding.chords[platform]);
      expect(new Set(chords).size).toBe(chords.length);
    }
  });

  it('is written as each system writes keys', () => {
    expect(formatChord('Cmd+Shift+]', 'darwin')).toBe('⌘⇧]');
    expect(formatChord('Ctrl+PageDown', 'linux')).toBe('Ctrl+Page down');
    expect(formatChord('Ctrl+Plus', 'linux')).toBe('Ctrl++');
  });
});
