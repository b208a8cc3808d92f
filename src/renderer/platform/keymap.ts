import { hostPlatform, type HostPlatform } from './host-platform';

/** Everything that a key can do. app/actions.ts says what each one is called and does. */
export type ActionId =
  | 'connection.new'
  | 'connections.search'
  | 'page.connections'
  | 'page.engine'
  | 'page.settings'
  | 'page.help'
  | 'tab.close'
  | 'tab.next'
  | 'tab.previous'
  | `tab.${TabNumber}`
  | 'session.ctrl-alt-del'
  | 'session.reconnect'
  | 'session.disconnect'
  | 'session.edit'
  | 'session.details'
  | 'view.full-screen'
  | 'app.quit';

export type TabNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
export const TAB_NUMBERS: readonly TabNumber[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * When a key is ours.
 * - `everywhere`: also while a session has the focus; the remote computer never sees it
 * - `outside-session`: only while no session has the focus; otherwise it reaches the remote computer
 * - `in-session`: the session itself answers to it
 */
export type KeyScope = 'everywhere' | 'outside-session' | 'in-session';

type Binding = {
  action: ActionId;
  scope: KeyScope;
  /** Chords such as `Ctrl+Shift+T`; the first one is shown to the user. */
  chords: Readonly<Record<HostPlatform, readonly string[]>>;
};

const same = (...chords: readonly string[]): Binding['chords'] => ({
  linux: chords,
  win32: chords,
  darwin: chords,
});

/** Every key of the app. With a session focused only the few of scope `everywhere` are taken from the remote. */
export const KEYMAP: readonly Binding[] = [
  {
    action: 'page.connections',
    scope: 'everywhere',
    chords: { linux: ['Ctrl+Shift+T'], win32: ['Ctrl+Shift+T'], darwin: ['Cmd+T'] },
  },
  {
    action: 'tab.close',
    scope: 'everywhere',
    chords: { linux: ['Ctrl+Shift+W'], win32: ['Ctrl+Shift+W', 'Ctrl+F4'], darwin: ['Cmd+W'] },
  },
  {
    action: 'tab.next',
    scope: 'everywhere',
    chords: {
      linux: ['Ctrl+Tab', 'Ctrl+PageDown'],
      win32: ['Ctrl+Tab', 'Ctrl+PageDown'],
      darwin: ['Ctrl+Tab', 'Cmd+Shift+]'],
    },
  },
  {
    action: 'tab.previous',
    scope: 'everywhere',
    chords: {
      linux: ['Ctrl+Shift+Tab', 'Ctrl+PageUp'],
      win32: ['Ctrl+Shift+Tab', 'Ctrl+PageUp'],
      darwin: ['Ctrl+Shift+Tab', 'Cmd+Shift+['],
    },
  },
  ...TAB_NUMBERS.map((digit): Binding => ({
    action: `tab.${digit}`,
    scope: 'everywhere',
    chords: { linux: [`Alt+${digit}`], win32: [`Ctrl+${digit}`], darwin: [`Cmd+${digit}`] },
  })),
  {
    action: 'view.full-screen',
    scope: 'everywhere',
    chords: { linux: ['F11'], win32: ['F11', 'Ctrl+Alt+Pause'], darwin: ['Ctrl+Cmd+F'] },
  },
  {
    action: 'session.details',
    scope: 'everywhere',
    chords: { linux: ['Ctrl+Shift+I'], win32: ['Ctrl+Shift+I'], darwin: ['Cmd+I'] },
  },
  {
    action: 'page.settings',
    scope: 'everywhere',
    chords: { linux: ['Ctrl+,'], win32: ['Ctrl+,'], darwin: ['Cmd+,'] },
  },
  {
    action: 'app.quit',
    scope: 'everywhere',
    chords: { linux: ['Ctrl+Shift+Q'], win32: [], darwin: ['Cmd+Q'] },
  },
  { action: 'session.ctrl-alt-del', scope: 'in-session', chords: same('Ctrl+Alt+End') },
  {
    action: 'connection.new',
    scope: 'outside-session',
    chords: { linux: ['Ctrl+N'], win32: ['Ctrl+N'], darwin: ['Cmd+N'] },
  },
  {
    action: 'connections.search',
    scope: 'outside-session',
    chords: { linux: ['Ctrl+F'], win32: ['Ctrl+F'], darwin: ['Cmd+F'] },
  },
  {
    action: 'tab.close',
    scope: 'outside-session',
    chords: { linux: ['Ctrl+W'], win32: ['Ctrl+W'], darwin: [] },
  },
  {
    action: 'app.quit',
    scope: 'outside-session',
    // In a terminal it goes on after Ctrl+S.
    chords: { linux: ['Ctrl+Q'], win32: [], darwin: [] },
  },
  { action: 'page.help', scope: 'outside-session', chords: same('F1') },
];

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
 * Every chord of an action, the one to show first; empty when it has none on this system.
 * @param scope only those of a scope; all when absent
 */
export function chordsOf(
  action: ActionId,
  scope?: KeyScope,
  platform: HostPlatform = hostPlatform(),
): readonly string[] {
  return KEYMAP.filter(
    (binding) => binding.action === action && (scope === undefined || binding.scope === scope),
  ).flatMap((binding) => binding.chords[platform]);
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
  // Ctrl turns Pause into Cancel.
  if (key === 'Pause') return press.code === 'Pause';
  const isLatin = /^[\x20-\x7e]+$/.test(press.key);
  const code = CODES[key] ?? `Key${key}`;
  if (key in CODES) return press.key === key || press.code === code;
  return press.key.toLowerCase() === key.toLowerCase() || (!isLatin && press.code === code);
}
