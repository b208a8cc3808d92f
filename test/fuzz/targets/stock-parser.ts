import Guacamole from 'guacamole-common-js';
import { decodeInstructions } from '../../../src/shared/guacamole/decode';
import { DOWNSTREAM_LIMITS } from '../../../src/shared/guacamole/limits';
import { composeInstructions } from '../engine/compose-instructions';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { hashOf } from '../engine/random';
import { referenceScan } from '../reference/reference-scanner';
import { property } from './property';
import { STREAM_SEEDS } from './stream-seeds';

/**
 * What guacamole-common-js 1.5.0 takes and we refuse, by the reason that the scanner gives, and why. An input that
 * only one of the two takes has to be explained here.
 */
export const ONLY_PARSER_TAKES: Readonly<Record<string, string>> = {
  'a length is not valid':
    'parseInt reads "5x", " 5", "-1", "0x5" and "1e3" as some number, and any count of digits',
  'an element is too long': 'it has no limits',
  'the instruction is too long': 'it has no limits',
  'too many elements': 'it has no limits',
  'the opcode is empty': 'an instruction without an opcode is handed on',
  'an element holds NUL': 'any character is taken',
};
/** The other way: the reasons to refuse that both have. */
const BOTH_REFUSE: ReadonlySet<string> = new Set([
  'a length is empty',
  'a length does not lead to a separator',
]);
const ASTRAL = 'lengths of the Parser count UTF-16 units, so a character beyond U+FFFF is two too short';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const astral = /[\u{10000}-\u{10ffff}]/u;
const counts = new Map<string, number>();

type Taken = { list: string[]; hasThrown: boolean };

function parse(text: string, cut: number): Taken {
  const parser = new Guacamole.Parser();
  const list: string[] = [];
  // It empties the array when the handler returns.
  parser.oninstruction = (opcode, args) => list.push(JSON.stringify([opcode, ...args]));
  try {
    parser.receive(text.slice(0, cut));
    parser.receive(text.slice(cut));
    return { list, hasThrown: false };
  } catch {
    return { list, hasThrown: true };
  }
}

/**
 * Our way (the bytes scanned, then decoded) against the stock Parser: the same instructions wherever both take the
 * input, and a listed reason wherever only one does.
 */
function fuzz(data: Uint8Array): boolean {
  let text: string;
  try {
    text = strict.decode(data);
  } catch {
    // The Parser is given strings; what is no text never reaches it.
    return false;
  }
  if (astral.test(text)) return compareAstral(text);
  const { wholeEnd, fault, instructions } = referenceScan(data, DOWNSTREAM_LIMITS);
  const ours: string[] = [];
  const whole = strict.decode(data.subarray(0, wholeEnd));
  decodeInstructions(whole, whole.length === wholeEnd, (opcode, args) =>
    ours.push(JSON.stringify([opcode, ...args])),
  );
  property(ours.length === instructions.length, 'the decoder finds another number of instructions');
  const stock = parse(text, text.length === 0 ? 0 : hashOf(data) % text.length);
  for (const [index, instruction] of ours.entries()) {
    property(
      stock.list[index] === instruction,
      () => `the Parser reads ${String(stock.list[index])}, we ${instruction}`,
    );
  }
  if (fault === null) {
    property(!stock.hasThrown && stock.list.length === ours.length, 'only we take it, for no listed reason');
    return ours.length > 0;
  }
  if (BOTH_REFUSE.has(fault.reason)) {
    property(
      stock.hasThrown && stock.list.length === ours.length,
      () => `only the Parser takes it: ${fault.reason}`,
    );
  } else {
    property(
      fault.reason in ONLY_PARSER_TAKES,
      () => `only the Parser takes it, for no listed reason: ${fault.reason}`,
    );
    if (!stock.hasThrown && stock.list.length > ours.length) note(fault.reason);
  }
  return false;
}

function compareAstral(text: string): boolean {
  let taken = 0;
  try {
    decodeInstructions(text, false, () => taken++);
  } catch {
    return false;
  }
  const stock = parse(text, 0);
  if (stock.hasThrown || stock.list.length !== taken) note(ASTRAL);
  return taken > 0;
}

function note(reason: string): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
  cover(0xc000 | reason.length);
}

export const stockParserTarget: FuzzTarget = {
  name: 'stock-parser',
  fuzz,
  seeds: STREAM_SEEDS,
  compose: composeInstructions,
  notes: () =>
    [...counts].map(
      ([reason, count]) => `${count} inputs taken by one only: ${ONLY_PARSER_TAKES[reason] ?? reason}`,
    ),
};
