import type { KeyScope } from '../../shared/model/key-bindings';
import { chordsOf, formatChord } from '../platform/keymap';
import { ACTIONS } from './actions';

/** Actions with their keys as the system writes them, under where they work. */
export type ShortcutGroup = {
  title: string;
  entries: readonly { label: string; chords: readonly string[] }[];
};

const TITLES: Readonly<Record<KeyScope, string>> = {
  everywhere: 'Everywhere, also in a session',
  'in-session': 'In a session',
  'outside-session': 'Outside a session',
};

/** Every action that has a key on this system; the nine tab keys are one entry. */
export function shortcutList(): readonly ShortcutGroup[] {
  return (['everywhere', 'in-session', 'outside-session'] as const).map((scope) => ({
    title: TITLES[scope],
    entries: ACTIONS.flatMap(({ id, label }) => {
      const chords = chordsOf(id, scope).map((chord) => formatChord(chord));
      const isTab = /^tab\.\d$/.test(id);
      if (chords.length === 0 || (isTab && id !== 'tab.1')) return [];
      if (!isTab) return [{ label, chords }];
      return [{ label: 'Go to a tab; 1 is Connections', chords: chords.map((chord) => `${chord} to 9`) }];
    }),
  }));
}
