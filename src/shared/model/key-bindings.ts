import type { HostPlatform } from './host-platform';

/** Everything that a key can do. src/renderer/app/actions.ts says what each one is called and does. */
export type ActionId =
  | 'connection.new'
  | 'connections.search'
  | 'intents.open-file'
  | 'page.connections'
  | 'page.engine'
  | 'page.settings'
  | 'page.help'
  | 'help.about'
  | 'tab.close'
  | 'tab.next'
  | 'tab.previous'
  | `tab.${TabNumber}`
  | 'session.ctrl-alt-del'
  | 'session.reconnect'
  | 'session.disconnect'
  | 'session.edit'
  | 'session.details'
  | 'session.read-only'
  | 'view.zoom-in'
  | 'view.zoom-out'
  | 'view.zoom-reset'
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
  {
    action: 'view.zoom-in',
    scope: 'outside-session',
    // On many layouts the plus needs Shift; there the key without it does as well.
    chords: {
      linux: ['Ctrl+Plus', 'Ctrl+=', 'Ctrl+Shift+Plus'],
      win32: ['Ctrl+Plus', 'Ctrl+=', 'Ctrl+Shift+Plus'],
      darwin: ['Cmd+Plus', 'Cmd+=', 'Cmd+Shift+Plus'],
    },
  },
  {
    action: 'view.zoom-out',
    scope: 'outside-session',
    chords: { linux: ['Ctrl+-'], win32: ['Ctrl+-'], darwin: ['Cmd+-'] },
  },
  {
    action: 'view.zoom-reset',
    scope: 'outside-session',
    chords: { linux: ['Ctrl+0'], win32: ['Ctrl+0'], darwin: ['Cmd+0'] },
  },
  { action: 'page.help', scope: 'outside-session', chords: same('F1') },
];

/**
 * Every chord of an action on a system, the one to show first; empty when it has none.
 * @param scope only those of a scope; all when absent
 */
export function chordsOn(platform: HostPlatform, action: ActionId, scope?: KeyScope): readonly string[] {
  return KEYMAP.filter(
    (binding) => binding.action === action && (scope === undefined || binding.scope === scope),
  ).flatMap((binding) => binding.chords[platform]);
}
