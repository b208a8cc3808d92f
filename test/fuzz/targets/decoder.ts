import { AppError } from '../../../src/shared/errors';
import { decodeInstruction, decodeInstructions } from '../../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { GUACD_LIMITS } from '../../../src/shared/guacamole/limits';
import { composeInstructions } from '../engine/compose-instructions';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { referenceScan, type ReferenceInstruction } from '../reference/reference-scanner';
import { property } from './property';
import { STREAM_SEEDS } from './stream-seeds';

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const NO_LIMITS = { elementCodePoints: 99_999, instructionBytes: 2 ** 30, elements: 2 ** 20 };

type Decoded = { list: { opcode: string; args: string[] }[]; fault: AppError | null };

function decode(text: string, isAscii: boolean): Decoded {
  const list: Decoded['list'] = [];
  try {
    decodeInstructions(text, isAscii, (opcode, args) => list.push({ opcode, args }));
    return { list, fault: null };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    property(thrown.code === 'INSTRUCTION_INVALID', () => `the code is ${thrown.code}`);
    const { offset } = thrown.details;
    property(typeof offset === 'number' && offset >= 0 && offset <= text.length, 'the offset lies outside');
    return { list, fault: thrown };
  }
}

/**
 * The decoder reads from a text exactly the instructions that the reference finds in its bytes, and takes a text as
 * a whole only when the scanner would. Written again, an instruction is read the same; a fault is an AppError.
 */
function fuzz(data: Uint8Array): boolean {
  const text = lossy.decode(data);
  const bytes = Buffer.from(text);
  const expected = referenceScan(bytes, NO_LIMITS);
  const isAscii = bytes.length === text.length;
  const { list, fault } = decode(text, isAscii);
  if (isAscii) compareSlowWay(text, list, fault);

  // The scanner refuses NUL, which a text may hold: only what comes before it can be compared.
  const hasNul = expected.fault?.reason === 'an element holds NUL';
  property(
    hasNul ? list.length >= expected.instructions.length : list.length === expected.instructions.length,
    () => `${list.length} instructions, not ${expected.instructions.length}`,
  );
  const isWhole = expected.fault === null && expected.wholeEnd === bytes.length;
  if (!hasNul)
    property(isWhole === (fault === null), () =>
      isWhole ? 'refused what is valid' : 'took what is not valid',
    );
  expected.instructions.forEach((instruction, index) => compare(bytes, instruction, list[index]!));
  if (fault !== null) cover(0xd000 | (String(fault.details.reason).length << 2) | Math.min(3, list.length));
  return isWhole && list.length > 0;
}

/** For ASCII both ways of counting are the same. */
function compareSlowWay(text: string, list: Decoded['list'], fault: AppError | null): void {
  const slow = decode(text, false);
  property(slow.list.length === list.length, 'the two ways find another number of instructions');
  property((slow.fault === null) === (fault === null), 'the two ways do not agree on a fault');
  property(slow.fault?.details.offset === fault?.details.offset, 'the two ways find another offset');
}

function compare(
  bytes: Uint8Array,
  range: ReferenceInstruction,
  found: { opcode: string; args: string[] },
): void {
  const alone = decodeInstruction(bytes.subarray(range.start, range.end));
  const opcode = lossy.decode(bytes.subarray(range.opcodeStart, range.opcodeEnd));
  property(found.opcode === opcode && alone.opcode === opcode, 'the opcode is another one');
  property(alone.args.length === found.args.length, 'alone it has another number of arguments');
  for (const [index, arg] of found.args.entries())
    property(alone.args[index] === arg, 'alone it has other arguments');
  if (range.end - range.start > GUACD_LIMITS.instructionBytes || found.args.length >= GUACD_LIMITS.elements)
    return;
  const again = decodeInstruction(Buffer.from(encodeInstruction(found.opcode, ...found.args)));
  property(
    again.opcode === opcode && again.args.length === found.args.length,
    'written again, it is another one',
  );
  for (const [index, arg] of again.args.entries())
    property(found.args[index] === arg, 'written again, it differs');
}

export const decoderTarget: FuzzTarget = {
  name: 'decoder',
  fuzz,
  seeds: STREAM_SEEDS,
  compose: composeInstructions,
};
