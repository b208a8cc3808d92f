const DOT = 0x2e;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const DIGIT_ZERO = 0x30;
/** guacd's are milliseconds since 1970, 13 digits. More than 15 do not fit into a number. */
const MAX_DIGITS = 15;

/**
 * Reads the timestamp of a whole `sync`, from `start` to `end`, without decoding it. Calls nothing: a stream may have
 * one in each kilobyte.
 *
 * @returns null when there is none, or when it is not a whole number of 1 to 15 digits
 */
export function syncTimestamp(bytes: Uint8Array, start: number, end: number): number | null {
  let position = start;
  while (position < end && bytes[position] !== COMMA) position++;
  while (position < end && bytes[position] !== DOT) position++;
  const first = ++position;
  let value = 0;
  for (; position < end; position++) {
    const digit = (bytes[position] ?? 0) - DIGIT_ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  const digits = position - first;
  if (position >= end || digits === 0 || digits > MAX_DIGITS) return null;
  return bytes[position] === COMMA || bytes[position] === SEMICOLON ? value : null;
}
