import type { InstructionLimits } from './limits';

const DOT = 0x2e;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
/** `x ^ DIGIT_BITS` is 0 to 9 for the ten digits and more for every other byte. */
const DIGIT_BITS = 0x30;
/** A digit less this is the size of an element of up to nine bytes, with its separator, its length and its dot. */
const BEFORE_SHORT_ELEMENT = DIGIT_BITS - 3;
/** A separator, a length of five digits and its dot: of the last bytes of a chunk no length is read. */
const LONGEST_PREFIX = 7;

/**
 * Passes one instruction of plain text (bytes from 1 to 127) without looking at its payloads. Returns where it ends, or
 * -1 where it is not whole, not lawful, or only unusual: an opcode of ten bytes and more, or an element that begins in
 * the last bytes of the array. What the fault is, and whether there is one, is for `PartialInstruction` to say.
 *
 * Where the next length stands depends on this one, so the way from one to the next is as short as it can be. The loop
 * calls nothing and sees no object but the array: inside the loop over instructions, V8 made slower code of it in some
 * runs (docs/performance.md, with all that was tried and gained nothing).
 *
 * @param limits its `elementCodePoints` are at least 9, which no length of one digit exceeds
 */
export function passInstruction(
  bytes: Uint8Array,
  start: number,
  { elementCodePoints, instructionBytes, elements: maxElements }: InstructionLimits,
): number {
  const last = bytes.length - LONGEST_PREFIX;
  if (start > last) return -1;
  const opcodeLength = (bytes[start] ?? 0) ^ DIGIT_BITS;
  if (opcodeLength > 9 || opcodeLength === 0 || bytes[start + 1] !== DOT) return -1;
  let position = start + opcodeLength + 2;

  let elements = 1;
  for (; ; elements++) {
    if (position > last) {
      // The end of the chunk is often that of an instruction, and a chunk of one instruction is the one that hurries.
      if (bytes[position] !== SEMICOLON) return -1;
      break;
    }
    const separator = bytes[position];
    if (separator !== COMMA) {
      if (separator !== SEMICOLON) return -1;
      break;
    }
    const first = bytes[position + 1] ?? 0;
    if ((first ^ DIGIT_BITS) > 9) return -1;
    if (bytes[position + 2] === DOT) {
      position += first - BEFORE_SHORT_ELEMENT;
      continue;
    }
    let length = first - DIGIT_BITS;
    let next = position + 2;
    for (;;) {
      const byte = bytes[next++] ?? 0;
      if (byte === DOT) break;
      const digit = byte ^ DIGIT_BITS;
      if (digit > 9 || next >= position + LONGEST_PREFIX) return -1;
      length = length * 10 + digit;
    }
    if (length > elementCodePoints) return -1;
    position = next + length;
  }
  if (elements > maxElements || position + 1 - start > instructionBytes) return -1;
  return position + 1;
}
