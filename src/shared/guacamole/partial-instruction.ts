import { AppError, type AppErrorCode } from '../errors';
import { MAX_LENGTH_DIGITS, type InstructionLimits } from './limits';

const DOT = 0x2e;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
/** Arrays of up to 64 bytes are the cheapest to make in V8. */
const FIRST_KEPT_BYTES = 64;
/** What is kept at first: one for all, since most sessions are idle between whole instructions. */
const NOTHING = new Uint8Array(0);

type Phase = 'length' | 'content' | 'separator';

/**
 * Reads one instruction byte by byte and can stop and go on anywhere, inside a character too. It is the careful
 * half of the scanner: it names each fault and its offset, and it keeps the bytes of an instruction that lies
 * across chunks. Faults are kept in `failure`, not thrown, so that the scanner can deliver what came before.
 */
export class PartialInstruction {
  readonly #limits: InstructionLimits;
  readonly #errorCode: AppErrorCode;
  #phase: Phase = 'length';
  #digits = 0;
  #length = 0;
  #elements = 0;
  /** Code points of the element that are still to come. */
  #remaining = 0;
  /** Continuation bytes of the character that are still to come, and the range that the next one must be in. */
  #continuations = 0;
  #low = 0x80;
  #high = 0xbf;
  /** Where the instruction starts, counted from the start of the chunk; negative when it began in an earlier one. */
  #start = 0;
  /** Bytes of the stream before the chunk. */
  #offset = 0;
  #kept = NOTHING;
  #keptBytes = 0;

  /** The first fault of the stream. */
  failure: AppError | null = null;
  /** Some byte of the instruction is not ASCII. */
  isWide = false;
  /** The opcode's range, counted from the start of the instruction. */
  opcodeStart = 0;
  opcodeEnd = 0;

  constructor(limits: InstructionLimits, errorCode: AppErrorCode) {
    this.#limits = limits;
    this.#errorCode = errorCode;
  }

  /** The bytes kept so far are the first `keptBytes` of `kept`. */
  get kept(): Uint8Array {
    return this.#kept;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Begins an instruction at a position of the chunk. */
  startAt(position: number): void {
    this.#phase = 'length';
    this.#digits = 0;
    this.#length = 0;
    this.#elements = 0;
    this.#continuations = 0;
    this.#start = position;
    this.isWide = false;
    this.opcodeStart = 0;
    this.opcodeEnd = 0;
  }

  /** Forgets what was kept. */
  restart(): void {
    this.#keptBytes = 0;
  }

  /** Puts what is kept at the start of `chunk`, as if it had come with it, and forgets it. */
  giveBack(chunk: Uint8Array): void {
    chunk.set(new Uint8Array(this.#kept.buffer, 0, this.#keptBytes));
    this.#offset -= this.#keptBytes;
    this.#keptBytes = 0;
  }

  /**
   * Adds the bytes of `chunk` from `start` to `end` to what is kept: never more than the limit of an instruction and
   * the digits of a length, which is judged at its dot.
   */
  keep(chunk: Uint8Array, start: number, end: number): void {
    const needed = this.#keptBytes + end - start;
    if (needed > this.#kept.length) {
      const grown = new Uint8Array(Math.max(needed, this.#kept.length * 2, FIRST_KEPT_BYTES));
      grown.set(this.#kept.subarray(0, this.#keptBytes));
      this.#kept = grown;
    }
    // A plain view is cheaper to make than a `subarray` of Node's Buffer.
    this.#kept.set(new Uint8Array(chunk.buffer, chunk.byteOffset + start, end - start), this.#keptBytes);
    this.#keptBytes = needed;
  }

  /** The chunk is used up; the instruction goes on in the next one. */
  endChunk(chunkLength: number): void {
    this.#start -= chunkLength;
    this.#offset += chunkLength;
  }

  /**
   * Reads on from a position. Returns the end of the instruction, or -1 when the chunk ended first or there is a
   * fault.
   */
  advance(bytes: Uint8Array, from: number, isPlain: boolean): number {
    let position = from;
    while (position < bytes.length && this.failure === null) {
      if (this.#phase === 'length') {
        position = this.#readLength(bytes, position);
      } else if (this.#phase === 'content') {
        position = isPlain ? this.#jump(bytes, position) : this.#readContent(bytes, position);
      } else {
        const byte = bytes[position];
        if (byte === SEMICOLON) return position + 1;
        if (byte !== COMMA) this.#fail('a length does not lead to a separator', position);
        else if (this.#elements === this.#limits.elements) this.#fail('too many elements', position);
        this.#phase = 'length';
        this.#digits = 0;
        this.#length = 0;
        position++;
      }
    }
    return -1;
  }

  #readLength(bytes: Uint8Array, from: number): number {
    let position = from;
    for (; position < bytes.length; position++) {
      const byte = bytes[position] ?? 0;
      if (byte === DOT) {
        this.#startElement(position);
        return position + 1;
      }
      if (byte < 0x30 || byte > 0x39 || this.#digits === MAX_LENGTH_DIGITS) {
        this.#fail('a length is not valid', position);
        return position;
      }
      this.#digits++;
      this.#length = this.#length * 10 + byte - 0x30;
      if (this.#length > this.#limits.elementCodePoints) {
        this.#fail('an element is too long', position);
        return position;
      }
    }
    return position;
  }

  #startElement(dot: number): void {
    // Each code point is at least one byte, and a separator follows.
    const size = dot + 1 - this.#start + this.#length + 1;
    if (this.#digits === 0) this.#fail('a length is empty', dot);
    else if (this.#elements === 0 && this.#length === 0) this.#fail('the opcode is empty', dot);
    else if (size > this.#limits.instructionBytes) this.#fail('the instruction is too long', dot);
    if (this.#elements === 0) this.opcodeStart = dot + 1 - this.#start;
    this.#elements++;
    this.#remaining = this.#length;
    this.#phase = this.#length === 0 ? 'separator' : 'content';
  }

  /** In a plain chunk a code point is a byte that needs no check. */
  #jump(bytes: Uint8Array, from: number): number {
    if (this.#continuations > 0) {
      this.#fail('the text is not valid UTF-8', from);
      return from;
    }
    // Characters of more than one byte may have come in an earlier chunk, so what was declared does not bound the size.
    const limit = this.#start + this.#limits.instructionBytes;
    const step = Math.min(this.#remaining, bytes.length - from, limit - from);
    this.#remaining -= step;
    if (from + step === limit) this.#fail('the instruction is too long', limit);
    else this.#endElementIfWhole(from + step);
    return from + step;
  }

  #readContent(bytes: Uint8Array, from: number): number {
    const limit = this.#start + this.#limits.instructionBytes;
    const stop = Math.min(bytes.length, limit);
    let position = from;
    while (position < stop) {
      if (this.#continuations > 0) {
        const byte = bytes[position] ?? 0;
        if (byte < this.#low || byte > this.#high) break;
        this.#low = 0x80;
        this.#high = 0xbf;
        if (--this.#continuations === 0) this.#remaining--;
        position++;
      } else {
        const end = skipPlain(bytes, position, Math.min(stop, position + this.#remaining));
        this.#remaining -= end - position;
        position = end;
        if (this.#remaining === 0 || position === stop || !this.#startCharacter(bytes[position] ?? 0)) break;
        position++;
      }
    }
    if (position < stop && (this.#remaining > 0 || this.#continuations > 0)) {
      this.#fail(bytes[position] === 0 ? 'an element holds NUL' : 'the text is not valid UTF-8', position);
    } else if (position === limit) {
      // Its separator is still to come.
      this.#fail('the instruction is too long', position);
    } else {
      this.#endElementIfWhole(position);
    }
    return position;
  }

  /** Takes the first byte of a character of two to four bytes. Source of the ranges: RFC 3629, section 4. */
  #startCharacter(byte: number): boolean {
    if (byte < 0xc2 || byte > 0xf4) return false;
    this.isWide = true;
    this.#continuations = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte === 0xe0) this.#low = 0xa0;
    else if (byte === 0xed) this.#high = 0x9f;
    else if (byte === 0xf0) this.#low = 0x90;
    else if (byte === 0xf4) this.#high = 0x8f;
    return true;
  }

  #endElementIfWhole(position: number): void {
    if (this.#remaining > 0 || this.#continuations > 0) return;
    if (this.#elements === 1) this.opcodeEnd = position - this.#start;
    this.#phase = 'separator';
  }

  #fail(reason: string, position: number): void {
    const offset = this.#offset + position;
    this.failure = new AppError(this.#errorCode, undefined, { details: { reason, offset } });
  }
}

/** The first position from `from` to `end` that holds no byte from 1 to 127. */
function skipPlain(bytes: Uint8Array, from: number, end: number): number {
  let position = from;
  for (; position < end; position++) {
    const byte = bytes[position] ?? 0;
    if (byte === 0 || byte > 0x7f) break;
  }
  return position;
}
