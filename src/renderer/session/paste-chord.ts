import { KEYSYMS } from './keysyms';

const { controlLeft, controlRight, shiftLeft, shiftRight, metaLeft, metaRight, superLeft, superRight } =
  KEYSYMS;

/**
 * Whether a key that goes down is about to paste on the remote computer: Ctrl+V, Ctrl+Shift+V, Shift+Insert, and
 * with the Command or Windows key. Asking once too often does no harm.
 *
 * @param keysym of the key that goes down
 * @param isDown tells of the other keys whether they are down
 */
export function isPasteChord(keysym: number, isDown: (keysym: number) => boolean): boolean {
  if (keysym === KEYSYMS.insert) return [shiftLeft, shiftRight].some(isDown);
  const isV = keysym === 0x76 || keysym === 0x56;
  return isV && [controlLeft, controlRight, metaLeft, metaRight, superLeft, superRight].some(isDown);
}
