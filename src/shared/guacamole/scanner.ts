import type { AppError } from '../errors';
import type { Disposable } from '../disposable';
import { DOWNSTREAM_LIMITS, type InstructionLimits } from './limits';
import { PartialInstruction } from './partial-instruction';
import { passInstruction } from './pass-instruction';
import { watchEverything, watchKey, watchTable } from './watch-table';

/** A view on one whole instruction inside a larger array. Valid only during the call. */
export type InstructionView = (
  bytes: Uint8Array,
  start: number,
  end: number,
  opcodeStart: number,
  opcodeEnd: number,
) => void;

export type ScannerOptions = {
  /**
   * Receives every range of whole instructions, in order, synchronously inside `push`. The bytes are borrowed:
   * they are the caller's chunk or a buffer that is used again. `isAscii` tells that each byte is ASCII.
   */
  onBatch?: (bytes: Uint8Array, start: number, end: number, isAscii: boolean) => void;
  /** Called for each instruction, before the batch that holds it. Costs time: for small streams only. */
  onInstruction?: InstructionView;
  /**
   * Tells that a chunk holds no byte but 1 to 127. With it the scanner jumps over payloads without looking at
   * them; without it every byte is checked. Give the platform's fast test (Node: `isAscii` and no NUL).
   */
  isPlain?: (chunk: Uint8Array) => boolean;
  /** The code of the error for data that is no instruction. Default: GUACD_PROTOCOL_VIOLATION. */
  errorCode?: 'GUACD_PROTOCOL_VIOLATION' | 'RENDERER_PROTOCOL_VIOLATION';
  /** Default: {@link DOWNSTREAM_LIMITS}. */
  limits?: InstructionLimits;
};

/** Is told where one whole instruction lies in a larger array. Valid only during the call. */
export type RangeListener = (bytes: Uint8Array, start: number, end: number) => void;

const NO_WATCHES: readonly Watch[] = [];
/** Less this a digit is its value. */
const DIGIT_BITS = 0x30;
/** A length of one digit is not compared with the limit while skimming. */
const MAX_SHORT_LENGTH = 9;

/**
 * Finds whole instructions in a stream of bytes that may be cut anywhere. It decodes nothing and copies only
 * the one instruction that lies across a cut.
 *
 * Lengths count code points. In a plain chunk (see `isPlain`) these are bytes, so the scanner jumps from length to
 * length; in others it counts and checks UTF-8: overlong forms, surrogates, values above U+10FFFF and lone or
 * missing continuation bytes are faults, and so are NUL, an empty opcode, a length that is not 1 to 5 ASCII digits
 * (leading zeros are allowed, as in guacd) and everything beyond the limits, which are checked as soon as a length
 * is declared.
 *
 * What is found does not depend on how the stream is cut: the same instructions in the same order, and the same
 * fault at the same offset.
 */
export class InstructionScanner {
  readonly #onBatch: NonNullable<ScannerOptions['onBatch']> | undefined;
  readonly #onInstruction: InstructionView | undefined;
  readonly #isPlain: ((chunk: Uint8Array) => boolean) | undefined;
  readonly #limits: InstructionLimits;
  readonly #partial: PartialInstruction;
  /** In the order of their coming. A new array with each change, so that one may leave while it is called. */
  #watches: readonly Watch[] = NO_WATCHES;
  /** Non-zero at the `watchKey` of each opcode that may be watched. */
  #maybeWatched: Uint8Array;
  #found = 0;
  #failure: AppError | null = null;
  #isInterrupted = false;

  constructor(options: ScannerOptions) {
    this.#onBatch = options.onBatch;
    this.#onInstruction = options.onInstruction;
    this.#isPlain = options.isPlain;
    this.#limits = options.limits ?? DOWNSTREAM_LIMITS;
    this.#partial = new PartialInstruction(this.#limits, options.errorCode ?? 'GUACD_PROTOCOL_VIOLATION');
    this.#maybeWatched = this.#watchTable();
  }

  /** Whole instructions found since the beginning. */
  get instructions(): number {
    return this.#found;
  }

  /** Bytes of the instruction that is not whole yet. */
  get pendingBytes(): number {
    return this.#partial.keptBytes;
  }

  /**
   * Calls `listener` for each instruction of one opcode, before the batch that holds it. The bytes are borrowed.
   * The end is the owner's: dispose what is returned.
   */
  watch(opcode: string, listener: RangeListener): Disposable {
    const watch = new Watch(this, opcode, listener);
    this.#setWatches(this.#watches.concat(watch));
    return watch;
  }

  /** Forgets what {@link watch} returned. */
  unwatch(watch: Disposable): void {
    this.#setWatches(this.#watches.filter((one) => one !== watch));
  }

  /** Called from a callback: `push` delivers what it has found so far and returns. */
  interrupt(): void {
    this.#isInterrupted = true;
  }

  /**
   * Takes the next bytes of the stream. Calls back before it returns, and keeps no reference to `chunk`.
   *
   * @param headroom how many bytes in front of the chunk, in the same memory, may be overwritten. Where it is enough,
   * what was kept of an instruction is put there, so that the chunk is delivered as one range from the start of that
   * instruction on.
   * @returns how many bytes it took: all of them, unless a callback called {@link interrupt}. Then it took no more
   * than the instruction of that call, and the rest has to be given again.
   * @throws AppError with the code given to the constructor, once whole instructions before the fault have been
   * delivered. `details.offset` is the fault's distance in bytes from the start of the stream. The scanner is
   * then of no more use: it throws the same error for ever. What a callback throws passes through and also ends
   * the use of the scanner.
   */
  push(chunk: Uint8Array, headroom = 0): number {
    if (this.#failure !== null) throw this.#failure;
    const isPlain = this.#isPlain?.(chunk) ?? false;
    const partial = this.#partial;
    let position = 0;

    if (isPlain && this.#isWorthJoining(chunk.length, headroom)) {
      const { keptBytes } = partial;
      const joined = new Uint8Array(chunk.buffer, chunk.byteOffset - keptBytes, keptBytes + chunk.length);
      partial.giveBack(joined);
      return this.#scanRest(joined, 0, true) - keptBytes;
    }
    if (partial.keptBytes > 0) {
      position = partial.advance(chunk, 0, isPlain);
      this.#throwFailure();
      partial.keep(chunk, 0, position < 0 ? chunk.length : position);
      if (position < 0) {
        partial.endChunk(chunk.length);
        return chunk.length;
      }
      const kept = partial.kept;
      this.#found++;
      this.#instructionFound(kept, 0, partial.keptBytes, partial.opcodeStart, partial.opcodeEnd);
      this.#onBatch?.(kept, 0, partial.keptBytes, !partial.isWide);
      partial.restart();
    }
    return this.#scanRest(chunk, position, isPlain);
  }

  /** It is scanned again from its start, so it must not be longer than what came. */
  #isWorthJoining(chunkBytes: number, headroom: number): boolean {
    const { keptBytes, isWide } = this.#partial;
    return keptBytes > 0 && !isWide && keptBytes <= headroom && keptBytes <= chunkBytes;
  }

  #scanRest(chunk: Uint8Array, from: number, isPlain: boolean): number {
    const partial = this.#partial;
    let isAscii = true;
    let position = isPlain ? this.#skim(chunk, from) : from;
    while (position < chunk.length && !this.#isInterrupted) {
      partial.startAt(position);
      const end = partial.advance(chunk, position, isPlain);
      if (end < 0) break;
      if (partial.isWide) isAscii = false;
      this.#found++;
      this.#instructionFound(
        chunk,
        position,
        end,
        position + partial.opcodeStart,
        position + partial.opcodeEnd,
      );
      position = isPlain ? this.#skim(chunk, end) : end;
    }
    if (position > from) this.#onBatch?.(chunk, from, position, isAscii);
    this.#throwFailure();
    if (this.#isInterrupted) {
      this.#isInterrupted = false;
      partial.endChunk(position);
      return position;
    }
    if (position < chunk.length) partial.keep(chunk, position, chunk.length);
    partial.endChunk(chunk.length);
    return chunk.length;
  }

  /**
   * The fast way through a plain chunk: returns the end of the last whole instruction it could pass. It stops at
   * anything unusual and leaves that to {@link PartialInstruction}, which knows each fault and its offset.
   */
  #skim(bytes: Uint8Array, from: number): number {
    const limits = this.#limits;
    const isOutOfPlace = this.#isInterrupted || limits.elementCodePoints < MAX_SHORT_LENGTH;
    if (isOutOfPlace) return from;
    let maybeWatched = this.#maybeWatched;
    let whole = from;
    let found = 0;
    for (;;) {
      const end = passInstruction(bytes, whole, limits);
      if (end < 0) break;
      found++;
      const opcodeLength = (bytes[whole] ?? 0) ^ DIGIT_BITS;
      if (maybeWatched[watchKey(opcodeLength, bytes[whole + 2] ?? 0)] !== 0) {
        this.#found += found;
        found = 0;
        this.#instructionFound(bytes, whole, end, whole + 2, whole + 2 + opcodeLength);
        if (this.#isInterrupted) return end;
        maybeWatched = this.#maybeWatched;
      }
      whole = end;
    }
    this.#found += found;
    return whole;
  }

  #instructionFound(
    bytes: Uint8Array,
    start: number,
    end: number,
    opcodeStart: number,
    opcodeEnd: number,
  ): void {
    this.#onInstruction?.(bytes, start, end, opcodeStart, opcodeEnd);
    if (this.#maybeWatched[watchKey(opcodeEnd - opcodeStart, bytes[opcodeStart] ?? 0)] === 0) return;
    for (const watch of this.#watches) {
      if (isText(bytes, opcodeStart, opcodeEnd, watch.opcode)) watch.listener?.(bytes, start, end);
    }
  }

  #setWatches(watches: readonly Watch[]): void {
    this.#watches = watches.length === 0 ? NO_WATCHES : watches;
    this.#maybeWatched = this.#watchTable();
  }

  #watchTable(): Uint8Array {
    if (this.#onInstruction !== undefined) return watchEverything();
    return watchTable(this.#watches.map(({ opcode }) => opcode));
  }

  #throwFailure(): void {
    if (this.#partial.failure === null) return;
    this.#failure = this.#partial.failure;
    throw this.#failure;
  }
}

class Watch implements Disposable {
  readonly opcode: string;
  readonly #scanner: InstructionScanner;
  /** Null once it has left. */
  listener: RangeListener | null;

  constructor(scanner: InstructionScanner, opcode: string, listener: RangeListener) {
    this.#scanner = scanner;
    this.opcode = opcode;
    this.listener = listener;
  }

  dispose(): void {
    if (this.listener === null) return;
    this.listener = null;
    this.#scanner.unwatch(this);
  }
}

/** Whether a range of bytes is this ASCII text. */
function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (bytes[start + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}
