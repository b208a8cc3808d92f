const DOT = 0x2e;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const DIGIT_ZERO = 0x30;
/** guacd's are milliseconds since 1970, 13 digits. More than 15 do not fit into a number. */
const MAX_DIGITS = 15;

/**
 * Reads the timestamp of a whole `sync` without decoding it.
 *
 * @returns null when there is none, or when it is not a whole number of 1 to 15 digits
 */
export function syncTimestamp(instruction: Uint8Array): number | null {
  const comma = instruction.indexOf(COMMA);
  const start = comma < 0 ? 0 : instruction.indexOf(DOT, comma) + 1;
  if (start === 0) return null;
  let value = 0;
  let position = start;
  for (; position < instruction.length; position++) {
    const digit = (instruction[position] ?? 0) - DIGIT_ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  const digits = position - start;
  const isWhole = instruction[position] === COMMA || instruction[position] === SEMICOLON;
  return isWhole && digits > 0 && digits <= MAX_DIGITS ? value : null;
}
