/**
 * Text from a file, a link or another program, fit to be shown on one line: control, formatting and other invisible
 * characters, which could move a cursor or turn the reading direction, become `?`.
 *
 * @param maxLength characters that are kept
 */
export function safeText(text: string, maxLength: number): string {
  const characters = Array.from(text.slice(0, 2 * maxLength + 1).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?'));
  return characters.length > maxLength
    ? `${characters.slice(0, maxLength - 1).join('')}…`
    : characters.join('');
}
