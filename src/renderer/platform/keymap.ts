import type { HostPlatform } from '../../shared/model/host-platform';
import { chordsOn, KEYMAP, type ActionId, type KeyScope } from '../../shared/model/key-bindings';
import { hostPlatform } from './host-platform';

/** The part of a keyboard event that decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** The action of a key press in a place, or null when the key is not ours there. */
export function actionFor(
  press: KeyPress,
  place: { isInSession: boolean },
  platform: HostPlatform = hostPlatform(),
): ActionId | null {
  const found = KEYMAP.find(
    (binding) =>
      (binding.scope === 'everywhere' || (binding.scope === 'outside-session' && !place.isInSession)) &&
      binding.chords[platform].some((chord) => isChord(press, chord)),
  );
  return found?.action ?? null;
}

/** Whether a key press is taken from the remote computer although its session has the focus. */
export function isAppShortcut(press: KeyPress, platform: HostPlatform = hostPlatform()): boolean {
  return actionFor(press, { isInSession: true }, platform) !== null;
}

/**
 * Every chord of an action on this system, the one to show first; empty when it has none.
 * @param scope only those of a scope; all when absent
 */
export function chordsOf(
  action: ActionId,
  scope?: KeyScope,
  platform: HostPlatform = hostPlatform(),
): readonly string[] {
  return chordsOn(platform, action, scope);
}

const MAC_SYMBOLS: Readonly<Record<string, string>> = {
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Cmd: '⌘',
  Tab: '⇥',
};

const KEY_NAMES: Readonly<Record<string, string>> = {
  PageDown: 'Page down',
  PageUp: 'Page up',
  Pause: 'Break',
  Plus: '+',
  '-': '−',
};

/** A chord as the system writes it: `⇧⌘W` on macOS, `Ctrl+Shift+W` elsewhere. */
export function formatChord(chord: string, platform: HostPlatform = hostPlatform()): string {
  const parts = chord.split('+').map((part) => KEY_NAMES[part] ?? part);
  return platform === 'darwin' ? parts.map((part) => MAC_SYMBOLS[part] ?? part).join('') : parts.join('+');
}

function isChord(press: KeyPress, chord: string): boolean {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  return (
    press.ctrlKey === parts.includes('Ctrl') &&
    press.altKey === parts.includes('Alt') &&
    press.shiftKey === parts.includes('Shift') &&
    press.metaKey === parts.includes('Cmd') &&
    isKey(press, key)
  );
}

/** Keys whose meaning sits at a place of the keyboard: with Shift, or on another layout, they give other characters. */
const CODES: Readonly<Record<string, string>> = { '[': 'BracketLeft', ']': 'BracketRight', ',': 'Comma' };

function isKey(press: KeyPress, key: string): boolean {
  if (/^[0-9]$/.test(key)) return press.code === `Digit${key}`;
  // A chord is cut at its plus signs.
  if (key === 'Plus') return press.key === '+';
  // Ctrl turns Pause into Cancel.
  if (key === 'Pause') return press.code === 'Pause';
  const isLatin = /^[\x20-\x7e]+$/.test(press.key);
  const code = CODES[key] ?? `Key${key}`;
  if (key in CODES) return press.key === key || press.code === code;
  return press.key.toLowerCase() === key.toLowerCase() || (!isLatin && press.code === code);
}
