import { AppError } from '../errors';
import { MAX_LENGTH_DIGITS } from './limits';

// Present in Node and in every page; declared here because shared code has the types of neither.
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

/** One instruction with its elements as strings. */
export type Instruction = { opcode: string; args: string[] };

const DOT = 0x2e;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads exactly one whole instruction, as the scanner finds it. The strings are copies.
 *
 * @throws AppError INSTRUCTION_INVALID when the bytes are not one whole instruction in valid UTF-8.
 */
export function decodeInstruction(bytes: Uint8Array): Instruction {
  const text = decodeText(bytes);
  const found: Instruction[] = [];
  decodeInstructions(text, text.length === bytes.length, (opcode, args) => {
    if (found.push({ opcode, args }) > 1) throw invalid('more than one instruction', text.length);
  });
  const [instruction] = found;
  if (instruction === undefined) throw invalid('no instruction', 0);
  return instruction;
}

/**
 * Reads a text of whole instructions and calls `handler` for each, in order and synchronously. `args` is a fresh
 * array each time; the handler may keep it.
 *
 * @param isAscii true when every character is known to be ASCII: element lengths are then string lengths, and
 * payloads are never looked at
 * @param pace `start`: where to begin, at an instruction; `mayGoOn`: asked before each instruction
 * @returns where it ended: the end of the text, or the instruction that was not allowed
 * @throws AppError INSTRUCTION_INVALID with the `offset` (UTF-16 units) of the fault; instructions before it have
 * been handled by then. What the handler throws passes through.
 */
export function decodeInstructions(
  text: string,
  isAscii: boolean,
  handler: (opcode: string, args: string[]) => void,
  { start = 0, mayGoOn = () => true }: { start?: number; mayGoOn?: () => boolean } = {},
): number {
  let position = start;
  while (position < text.length && mayGoOn()) {
    let opcode: string | null = null;
    const args: string[] = [];
    for (;;) {
      const start = skipLength(text, position);
      const codePoints = readLength(text, position, start);
      const end = isAscii ? start + codePoints : skipCodePoints(text, start, codePoints);
      if (end >= text.length) throw invalid('the instruction is cut off', text.length);

      const element = text.slice(start, end);
      if (opcode === null) opcode = element;
      else args.push(element);

      position = end + 1;
      const terminator = text.charCodeAt(end);
      if (terminator === SEMICOLON) break;
      if (terminator !== COMMA) throw invalid('a length does not lead to a separator', end);
    }
    if (opcode === '') throw invalid('the opcode is empty', position);
    handler(opcode, args);
  }
  return position;
}

/** Where the element starts whose length prefix is at `position`. */
function skipLength(text: string, position: number): number {
  for (let i = position; i <= position + MAX_LENGTH_DIGITS; i++) {
    if (text.charCodeAt(i) === DOT) return i + 1;
  }
  throw invalid('a length is not valid', position);
}

function readLength(text: string, position: number, elementStart: number): number {
  if (elementStart === position + 1) throw invalid('a length is empty', position);
  let length = 0;
  for (let i = position; i < elementStart - 1; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) throw invalid('a length is not valid', i);
    length = length * 10 + digit;
  }
  return length;
}

function skipCodePoints(text: string, start: number, codePoints: number): number {
  let end = start;
  for (let left = codePoints; left > 0 && end < text.length; left--) {
    const unit = text.charCodeAt(end++);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = text.charCodeAt(end);
    if (next >= 0xdc00 && next <= 0xdfff) end++;
  }
  return end;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalid('the text is not valid UTF-8', 0);
  }
}

function invalid(reason: string, offset: number): AppError {
  return new AppError('INSTRUCTION_INVALID', `An instruction cannot be read: ${reason}.`, {
    details: { reason, offset },
  });
}
