/** What a key does to a focused row of the list. */
export type ListCommand =
  | { kind: 'move'; to: number }
  | { kind: 'search' }
  | { kind: 'open' }
  | { kind: 'edit' }
  | { kind: 'delete' };

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

/** Rows that a page key moves over. */
const PAGE = 8;

/**
 * The command of a key press, or null when the list has none for it.
 * @param index place of the focused row
 * @param count number of rows
 */
export function listKey(press: Press, index: number, count: number): ListCommand | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.shiftKey) return null;
  const move = (to: number): ListCommand => ({ kind: 'move', to: Math.max(0, Math.min(count - 1, to)) });
  switch (press.key) {
    case 'ArrowDown':
      return move(index + 1);
    case 'ArrowUp':
      return index === 0 ? { kind: 'search' } : move(index - 1);
    case 'PageDown':
      return move(index + PAGE);
    case 'PageUp':
      return move(index - PAGE);
    case 'Home':
      return move(0);
    case 'End':
      return move(count - 1);
    case 'Enter':
      return { kind: 'open' };
    case 'F2':
    case 'e':
      return { kind: 'edit' };
    case 'Delete':
    case 'Backspace':
      return { kind: 'delete' };
    default:
      return null;
  }
}
