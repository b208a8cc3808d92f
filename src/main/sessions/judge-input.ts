import { AppError } from '../../shared/errors';
import { GUACD_LIMITS } from '../../shared/guacamole/limits';
import { InstructionScanner } from '../../shared/guacamole/scanner';
import { MAX_INPUT_LENGTH } from '../../shared/ipc/session-channel';
import { LOCAL_FRAME_TIMESTAMP } from './local-frame';
import { PAGE_STREAMS } from './stream-indexes';
import { UPSTREAM_RULES } from './upstream-rules';

/** What a message says that concerns main too, whether guacd gets it or not. */
export type UpstreamNotes = {
  /** The page has answered a frame. */
  hasSync: boolean;
  /** The timestamp of the last frame of guacd that it answers; null when there is none. */
  syncTimestamp: number | null;
  /** The button mask of the last `mouse` in it; null when there is none. */
  mouseMask: number | null;
  /** The last size that the page asked for, in device pixels. */
  size: { width: number; height: number } | null;
};

/** One instruction of a message, and where it lies in its bytes. */
export type KeptInstruction = { opcode: string; start: number; end: number; isKeyPress: boolean };

/** What a message of the page comes down to. */
export type UpstreamVerdict = UpstreamNotes & {
  message: Uint8Array;
  /** What guacd may get of it, in order. */
  kept: readonly KeptInstruction[];
  /** It is one instruction. */
  isSingle: boolean;
};

type Range = readonly [start: number, end: number];

/** Digits of a number that is read; more is none that a page has reason to send. */
const MAX_DIGITS = 6;
/** Digits of a timestamp that is read: guacd's have 13. */
const MAX_TIMESTAMP_DIGITS = 15;
const DIGIT_ONE = 0x31;
const DIGIT_ZERO = 0x30;
const DOT = 0x2e;
const COMMA = 0x2c;

/**
 * Judges one message of a page as a whole, against the protocol as guacd reads it: whole instructions and no more,
 * valid UTF-8, guacd's limits, opcodes that a user may send with the arguments that its handlers expect, and indexes of
 * the page's own streams. A page that fails any of these is broken or taken over. Only an answer to a frame that guacd
 * has not sent is dropped alone: guacd would end the session for it.
 *
 * @param newestTimestamp of the frames that guacd has sent; infinite when it is not known
 * @throws AppError RENDERER_PROTOCOL_VIOLATION with the reason; nothing of the message may be sent then
 */
export function judgeInput(text: string, newestTimestamp = Number.POSITIVE_INFINITY): UpstreamVerdict {
  if (text.length > MAX_INPUT_LENGTH) throw violation('the message is too long');
  const message = Buffer.from(text, 'utf8');
  return new Judgement(message, message.length === text.length, newestTimestamp).verdict();
}

/** Nothing of it outlives its message, so that a session that is idle keeps nothing for it. */
class Judgement {
  readonly #message: Buffer;
  readonly #isAscii: boolean;
  readonly #newestTimestamp: number;
  readonly #kept: KeptInstruction[] = [];
  readonly #notes: UpstreamNotes = { hasSync: false, syncTimestamp: null, mouseMask: null, size: null };
  #count = 0;

  constructor(message: Buffer, isAscii: boolean, newestTimestamp: number) {
    this.#message = message;
    this.#isAscii = isAscii;
    this.#newestTimestamp = newestTimestamp;
  }

  /** @throws AppError RENDERER_PROTOCOL_VIOLATION */
  verdict(): UpstreamVerdict {
    const scanner = new InstructionScanner({
      onInstruction: (bytes, start, end, opcodeStart, opcodeEnd) =>
        this.#judge(Buffer.from(bytes.buffer, bytes.byteOffset, end), start, opcodeStart, opcodeEnd),
      errorCode: 'RENDERER_PROTOCOL_VIOLATION',
      limits: GUACD_LIMITS,
    });
    scanner.push(this.#message);
    if (scanner.pendingBytes > 0) throw violation('an instruction is cut off');
    if (this.#count === 0) throw violation('the message is empty');
    return { ...this.#notes, message: this.#message, kept: this.#kept, isSingle: this.#count === 1 };
  }

  /** `bytes` ends with the instruction. */
  #judge(bytes: Buffer, start: number, opcodeStart: number, opcodeEnd: number): void {
    const opcode = bytes.toString('latin1', opcodeStart, opcodeEnd);
    const rule = UPSTREAM_RULES.get(opcode);
    if (rule === undefined) throw violation('the opcode is not allowed');
    const args = argumentRanges(bytes, opcodeEnd, this.#isAscii);
    if (args.length !== rule.argumentCount) throw violation('the number of arguments is wrong', opcode);
    if (rule.streamArgument !== null) requirePageStream(bytes, args[rule.streamArgument], opcode);
    this.#count++;
    this.#note(opcode, bytes, args);
    if (opcode === 'sync' && !this.#isForGuacd(bytes, args[0])) return;
    this.#kept.push({
      opcode,
      start,
      end: bytes.length,
      isKeyPress: opcode === 'key' && bytes[args[1]?.[0] ?? 0] === DIGIT_ONE,
    });
  }

  /** Whether a `sync` answers a frame that guacd has sent, and not one of ours or none at all. */
  #isForGuacd(bytes: Buffer, timestamp: Range | undefined): boolean {
    if (textOf(bytes, timestamp) === LOCAL_FRAME_TIMESTAMP) return false;
    if (this.#newestTimestamp === Number.POSITIVE_INFINITY) return true;
    const value = readNumber(bytes, timestamp, MAX_TIMESTAMP_DIGITS);
    return value !== null && value <= this.#newestTimestamp;
  }

  #note(opcode: string, bytes: Buffer, args: readonly Range[]): void {
    if (opcode === 'sync') {
      this.#notes.hasSync = true;
      this.#notes.syncTimestamp = readNumber(bytes, args[0], MAX_TIMESTAMP_DIGITS);
    } else if (opcode === 'mouse') {
      this.#notes.mouseMask = readNumber(bytes, args[2]);
    } else if (opcode === 'size') {
      const width = readNumber(bytes, args[0]);
      const height = readNumber(bytes, args[1]);
      if (width !== null && height !== null) this.#notes.size = { width, height };
    }
  }
}

/** Where the value of each argument lies. The instruction is known to be well-formed. */
function argumentRanges(bytes: Buffer, opcodeEnd: number, isAscii: boolean): Range[] {
  const ranges: Range[] = [];
  let position = opcodeEnd;
  while (bytes[position] === COMMA) {
    let length = 0;
    for (position++; bytes[position] !== DOT; position++) {
      length = length * 10 + (bytes[position] ?? 0) - DIGIT_ZERO;
    }
    const start = position + 1;
    position = isAscii ? start + length : skipCodePoints(bytes, start, length);
    ranges.push([start, position]);
  }
  return ranges;
}

function skipCodePoints(bytes: Buffer, start: number, count: number): number {
  let position = start;
  for (let left = count; left > 0; left--) {
    position++;
    while (((bytes[position] ?? 0) & 0xc0) === 0x80) position++;
  }
  return position;
}

function textOf(bytes: Buffer, range: Range | undefined): string {
  return bytes.toString('utf8', ...(range ?? [0, 0]));
}

/** A whole number of 1 to `maxDigits` digits, or null for any other text. */
function readNumber(bytes: Buffer, range: Range | undefined, maxDigits = MAX_DIGITS): number | null {
  const [start, end] = range ?? [0, 0];
  if (end === start || end - start > maxDigits) return null;
  let value = 0;
  for (let position = start; position < end; position++) {
    const digit = (bytes[position] ?? 0) - DIGIT_ZERO;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}

function requirePageStream(bytes: Buffer, range: Range | undefined, opcode: string): void {
  const index = readNumber(bytes, range);
  if (index === null || index >= PAGE_STREAMS) throw violation('the stream is not one of the page', opcode);
}

function violation(reason: string, opcode?: string): AppError {
  const details = opcode === undefined ? { reason } : { reason, opcode };
  return new AppError('RENDERER_PROTOCOL_VIOLATION', undefined, { details });
}
