import type { InstructionLimits } from '../../../src/shared/guacamole/limits';
import { cover } from '../engine/coverage';

export type ReferenceInstruction = {
  start: number;
  end: number;
  opcodeStart: number;
  opcodeEnd: number;
  isAscii: boolean;
};

export type ReferenceScan = {
  instructions: ReferenceInstruction[];
  /** Where the whole instructions end. */
  wholeEnd: number;
  fault: { reason: string; offset: number } | null;
};

const LENGTH = 0;
const CONTENT = 1;
const SEPARATOR = 2;

/**
 * What the scanner has to find, written for nothing but to be right: one byte after the other, the whole stream at
 * once, each rule where it belongs. It also counts the pairs of state and byte class that an input reaches.
 */
export function referenceScan(data: Uint8Array, limits: InstructionLimits): ReferenceScan {
  const instructions: ReferenceInstruction[] = [];
  let state = LENGTH;
  let start = 0;
  let elements = 0;
  let digits = 0;
  let length = 0;
  let remaining = 0;
  let opcodeStart = 0;
  let opcodeEnd = 0;
  let isAscii = true;
  const character = new Character();
  let fault: ReferenceScan['fault'] = null;

  let position = 0;
  for (; position < data.length && fault === null; position++) {
    const byte = data[position]!;
    cover(
      (state << 13) |
        (Math.min(elements, 7) << 10) |
        (Math.min(digits, 5) << 7) |
        (Math.min(remaining, 3) << 5) |
        CLASSES[byte]!,
    );
    if (state === LENGTH) {
      if (byte === 0x2e) {
        if (digits === 0) fault = faultOf('a length is empty', position);
        else if (elements === 0 && length === 0) fault = faultOf('the opcode is empty', position);
        // What is declared needs a byte for each code point and one for the separator.
        else if (position + 1 - start + length + 1 > limits.instructionBytes)
          fault = faultOf('the instruction is too long', position);
        if (elements === 0) opcodeStart = position + 1;
        elements++;
        remaining = length;
        state = length === 0 ? SEPARATOR : CONTENT;
      } else if (byte < 0x30 || byte > 0x39 || digits === 5) {
        fault = faultOf('a length is not valid', position);
      } else {
        digits++;
        length = length * 10 + (byte - 0x30);
        if (length > limits.elementCodePoints) fault = faultOf('an element is too long', position);
      }
    } else if (state === CONTENT) {
      if (!character.take(byte)) {
        fault = faultOf(byte === 0 ? 'an element holds NUL' : 'the text is not valid UTF-8', position);
      } else {
        if (byte > 0x7f) isAscii = false;
        if (character.isWhole) remaining--;
        // Its separator would lie beyond the limit.
        if (position + 1 - start === limits.instructionBytes)
          fault = faultOf('the instruction is too long', position + 1);
      }
      if (remaining === 0) {
        state = SEPARATOR;
        if (elements === 1) opcodeEnd = position + 1;
      }
    } else if (byte === 0x3b) {
      instructions.push({ start, end: position + 1, opcodeStart, opcodeEnd, isAscii });
      state = LENGTH;
      start = position + 1;
      elements = digits = length = 0;
      isAscii = true;
    } else if (byte !== 0x2c) {
      fault = faultOf('a length does not lead to a separator', position);
    } else if (elements === limits.elements) {
      fault = faultOf('too many elements', position);
    } else {
      state = LENGTH;
      digits = length = 0;
    }
  }
  return { instructions, wholeEnd: start, fault };
}

function faultOf(reason: string, offset: number): { reason: string; offset: number } {
  return { reason, offset };
}

/** One character of UTF-8: a byte belongs to it while the values it may still get are characters (RFC 3629). */
class Character {
  isWhole = true;
  #value = 0;
  #missing = 0;
  #least = 0;

  /** @returns false when the byte cannot follow, or is NUL */
  take(byte: number): boolean {
    if (this.#missing === 0) return this.#begin(byte);
    if ((byte & 0xc0) !== 0x80) return false;
    this.#value = (this.#value << 6) | (byte & 0x3f);
    this.#missing--;
    return this.#isPossible();
  }

  #begin(byte: number): boolean {
    if (byte < 0x80) return byte !== 0;
    if (byte < 0xc0 || byte > 0xf7) return false;
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.#least = this.#missing === 1 ? 0x80 : this.#missing === 2 ? 0x800 : 0x10000;
    this.#value = byte & (0x3f >> this.#missing);
    return this.#isPossible();
  }

  #isPossible(): boolean {
    this.isWhole = this.#missing === 0;
    const bits = 6 * this.#missing;
    const low = this.#value << bits;
    const high = low + (1 << bits) - 1;
    if (high < this.#least || low > 0x10ffff) return false;
    return low < 0xd800 || high > 0xdfff;
  }
}

/** Classes of bytes that a scanner may treat differently. */
function classOf(byte: number): number {
  if (byte === 0x2e) return 1;
  if (byte === 0x2c) return 2;
  if (byte === 0x3b) return 3;
  if (byte === 0x30) return 4;
  if (byte > 0x30 && byte <= 0x39) return 5;
  if (byte === 0) return 6;
  if (byte < 0x80) return 0;
  if (byte < 0x90) return 7;
  if (byte < 0xa0) return 8;
  if (byte < 0xc0) return 9;
  if (byte < 0xc2) return 10;
  if (byte < 0xe0) return 11;
  if (byte === 0xe0) return 12;
  if (byte === 0xed) return 13;
  if (byte < 0xf0) return 14;
  if (byte === 0xf0) return 15;
  if (byte < 0xf4) return 16;
  if (byte === 0xf4) return 17;
  return 18;
}

const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));
