import { chordsOf, formatChord } from '../platform/keymap';
import { ACTIONS } from './actions';

/** An action with its keys as the system writes them. */
export type ShortcutEntry = { label: string; chords: readonly string[] };

/** Every action that has a key on this system; the nine tab keys are one entry. */
export function shortcutList(): readonly ShortcutEntry[] {
  return ACTIONS.flatMap(({ id, label }): ShortcutEntry[] => {
    const chords = chordsOf(id).map((chord) => formatChord(chord));
    const isTab = /^tab\.\d$/.test(id);
    if (chords.length === 0 || (isTab && id !== 'tab.1')) return [];
    if (!isTab) return [{ label, chords }];
    return [{ label: 'Go to a tab; 1 is Connections', chords: chords.map((chord) => `${chord} to 9`) }];
  });
}
