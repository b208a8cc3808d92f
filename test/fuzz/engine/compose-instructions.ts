import { OPCODES } from '../../../src/shared/guacamole/opcodes';
import type { Random } from './random';

const utf8 = new TextEncoder();
const KNOWN = Object.keys(OPCODES);
const WORDS = [
  '',
  '0',
  '1',
  '7',
  '59',
  '60',
  '63',
  '65293',
  '-1',
  'x',
  'image/png',
  'QUJD',
  'a;b,c.d',
  '4.sync;',
];
const WIDE = [
  'ä',
  'ß',
  '漢',
  '字',
  '😀',
  '🎉',
  'é',
  '\uFEFF',
  '\u0080',
  '\u07ff',
  '\u0800',
  '\uffff',
  '\u{10ffff}',
];

/** What can be wrong with one instruction of a stream. */
const FAULTS = ['', '5x.', '-1.', ' 1.', '.', '0.', '123456.', '99999.', '1', '1.', '1.x', '1.x:', '2.x;'];

/** One to five instructions as guacd writes them; one stream in four has a fault somewhere, or is cut off. */
export function composeInstructions(random: Random): Uint8Array {
  const count = 1 + random.below(5);
  const faultAt = random.oneIn(4) ? random.below(count) : -1;
  let text = '';
  for (let i = 0; i < count; i++) {
    if (i === faultAt) text += random.pick(FAULTS);
    text += composeInstruction(random);
  }
  const bytes = utf8.encode(text);
  return random.oneIn(16) ? bytes.subarray(0, random.below(bytes.length)) : bytes;
}

function composeInstruction(random: Random): string {
  const opcode = random.oneIn(4) ? `x${random.below(9)}` : random.pick(KNOWN);
  let text = composeElement(opcode, random);
  for (let elements = random.below(random.oneIn(8) ? 12 : 5); elements > 0; elements--) {
    text += `,${composeElement(composeValue(random), random)}`;
  }
  return `${text};`;
}

function composeElement(value: string, random: Random): string {
  const length = String(Array.from(value).length);
  return `${random.oneIn(16) ? length.padStart(5, '0') : length}.${value}`;
}

function composeValue(random: Random): string {
  switch (random.below(6)) {
    case 0:
      return String(random.below(100_000));
    case 1:
      return random.pick(WIDE).repeat(1 + random.below(4));
    case 2:
      return random.pick(WORDS) + random.pick(WIDE) + random.pick(WORDS);
    case 3:
      return 'QUJD'.repeat(random.below(12));
    default:
      return random.pick(WORDS);
  }
}
