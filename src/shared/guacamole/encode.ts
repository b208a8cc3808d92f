import { AppError } from '../errors';
import { GUACD_LIMITS } from './limits';

// In a `u` expression a pair of surrogates is one character, so only those without a partner match.
const loneSurrogates = /\p{Surrogate}/gu;

/**
 * One instruction in wire form: `4.size,1.0,4.1024,3.768;`. Lengths count Unicode code points, as guacd counts.
 *
 * A surrogate without its partner cannot be written as UTF-8; it becomes U+FFFD, so that the length that is
 * declared is the length that arrives. Numbers are written in decimal.
 *
 * @throws AppError INSTRUCTION_INVALID when the opcode is empty, an element holds NUL (guacd's strings end there),
 * a number is not finite, or guacd's limits ({@link GUACD_LIMITS}) are exceeded. Its details tell which element
 * (0 is the opcode), never its value.
 */
export function encodeInstruction(opcode: string, ...elements: readonly (string | number)[]): string {
  if (opcode === '') throw invalid('the opcode is empty', 0);
  if (elements.length + 1 > GUACD_LIMITS.elements) throw invalid('too many elements', elements.length);

  let text = encodeElement(opcode, 0);
  for (const [index, element] of elements.entries()) {
    text += `,${encodeElement(textOf(element, index + 1), index + 1)}`;
  }
  text += ';';
  if (utf8Length(text) > GUACD_LIMITS.instructionBytes) {
    throw invalid('the instruction is too long', elements.length);
  }
  return text;
}

function textOf(element: string | number, index: number): string {
  if (typeof element === 'string') return element;
  if (!Number.isFinite(element)) throw invalid('a number is not finite', index);
  return String(element);
}

function encodeElement(value: string, index: number): string {
  let astral = 0;
  let text = value;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0) throw invalid('an element holds NUL', index);
    if (!isSurrogate(unit)) continue;
    // After the first replacement only whole pairs are left, and those before `i` were none.
    if (astral === 0) text = text.replace(loneSurrogates, '\uFFFD');
    if (!isSurrogate(text.charCodeAt(i))) continue;
    astral++;
    i++;
  }
  const codePoints = text.length - astral;
  if (codePoints > GUACD_LIMITS.elementCodePoints) throw invalid('an element is too long', index);
  return `${codePoints}.${text}`;
}

/** UTF-8 bytes of a string without lone surrogates. */
function utf8Length(text: string): number {
  // No character needs more than three bytes per UTF-16 unit, so most instructions need no counting.
  if (text.length * 3 <= GUACD_LIMITS.instructionBytes) return text.length;
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit <= 0x7ff || isSurrogate(unit) ? 1 : 2;
  }
  return bytes;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function invalid(reason: string, element: number): AppError {
  return new AppError('INSTRUCTION_INVALID', `An instruction cannot be written: ${reason}.`, {
    details: { reason, element },
  });
}
