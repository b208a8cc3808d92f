import { isAscii } from 'node:buffer';
import { AppError } from '../../../src/shared/errors';
import {
  DOWNSTREAM_LIMITS,
  MAX_LENGTH_DIGITS,
  type InstructionLimits,
} from '../../../src/shared/guacamole/limits';
import { InstructionScanner, type ScannerOptions } from '../../../src/shared/guacamole/scanner';
import { composeInstructions } from '../engine/compose-instructions';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { hashOf, Random } from '../engine/random';
import { referenceScan, type ReferenceScan } from '../reference/reference-scanner';
import { property } from './property';
import { STREAM_SEEDS } from './stream-seeds';

/** So small that a short input reaches each of them. */
const SMALL_LIMITS: InstructionLimits = { elementCodePoints: 12, instructionBytes: 48, elements: 4 };
/** The fast path takes part only where elements may have some length. */
const FAST_LIMITS: InstructionLimits = { elementCodePoints: 1000, instructionBytes: 48, elements: 4 };
const LIMITS = [SMALL_LIMITS, FAST_LIMITS, DOWNSTREAM_LIMITS, DOWNSTREAM_LIMITS];
const WATCHED = ['sync', 'nop'];
/** Largest chunks; 0 stands for the whole stream, which is what a socket brings most often. */
const MAX_CHUNKS = [0, 0, 0, 0, 1, 5, 16, 64];

const isPlain = (chunk: Uint8Array): boolean => isAscii(chunk) && !chunk.includes(0);

/** What a chunk is read into; making a new one each time would cost more than the scan. */
const readBuffer = new Uint8Array(4096);

const ONE_BYTE = new Uint8Array(1);

/** Now and then a chunk is empty. */
const sizeOf = (maxChunk: number, random: Random): number =>
  random.oneIn(16) ? 0 : 1 + random.below(maxChunk);

/** One way to give the scanner a stream. */
type Way = {
  limits: InstructionLimits;
  /** Most bytes of a chunk; 0: the whole stream at once. */
  maxChunk: number;
  isSkimming: boolean;
  seesAll: boolean;
  watches: boolean;
  /** Interrupt at each watched instruction, and go on behind it. */
  interrupts: boolean;
  seed: number;
};

/**
 * However a stream is cut, with the fast path and without, interrupted or not, the scanner delivers what the
 * reference finds: each range, each opcode, whether it is ASCII, and the same fault at the same offset.
 */
function fuzz(data: Uint8Array): boolean {
  const hash = hashOf(data);
  const limits = LIMITS[(hash >>> 20) & 3] ?? DOWNSTREAM_LIMITS;
  const expected = referenceScan(data, limits);
  if (expected.fault !== null)
    cover(0xe000 | (expected.fault.reason.length << 3) | Math.min(7, expected.instructions.length));
  const check = new Check(data, expected, {
    limits,
    maxChunk: MAX_CHUNKS[(hash >>> 8) % MAX_CHUNKS.length] ?? 0,
    isSkimming: (hash & 2) === 0,
    seesAll: (hash & 12) === 0,
    watches: (hash & 48) === 0,
    interrupts: (hash & 64) === 0,
    seed: hash,
  });
  check.run();
  return expected.fault === null && expected.wholeEnd > 0;
}

class Check {
  readonly #data: Uint8Array;
  readonly #expected: ReferenceScan;
  readonly #way: Way;
  readonly #scanner: InstructionScanner;
  /** Bytes delivered, and instructions seen in it. */
  #delivered = 0;
  #deliveredCount = 0;
  #seen = 0;
  #watchedSeen = 0;

  constructor(data: Uint8Array, expected: ReferenceScan, way: Way) {
    this.#data = data;
    this.#expected = expected;
    this.#way = way;
    const options: ScannerOptions = {
      limits: way.limits,
      onBatch: (bytes, start, end, ascii) => this.#onBatch(bytes, start, end, ascii),
    };
    if (way.isSkimming) options.isPlain = isPlain;
    if (way.seesAll) options.onInstruction = (...view) => this.#onInstruction(...view);
    this.#scanner = new InstructionScanner(options);
    if (way.watches) for (const opcode of WATCHED) this.#watch(opcode);
  }

  run(): void {
    const fault = this.#pushAll();
    const { instructions, wholeEnd } = this.#expected;
    if (fault === null) {
      property(
        this.#expected.fault === null,
        () => `a fault was missed: ${JSON.stringify(this.#expected.fault)}`,
      );
      property(
        this.#scanner.pendingBytes === this.#data.length - wholeEnd,
        () => `pendingBytes is ${this.#scanner.pendingBytes}, not ${this.#data.length - wholeEnd}`,
      );
    } else {
      this.#compareFault(fault);
    }
    property(this.#scanner.instructions === instructions.length, 'the instructions are counted wrong');
    property(this.#delivered === wholeEnd, () => `delivered ${this.#delivered} bytes, not ${wholeEnd}`);
    property(!this.#way.seesAll || this.#seen === instructions.length, 'an instruction was not shown');
    if (!this.#way.watches) return;
    let watched = 0;
    for (const { opcodeStart, opcodeEnd } of instructions) {
      if (WATCHED.some((opcode) => this.#isText(this.#data, opcodeStart, opcodeEnd, opcode))) watched++;
    }
    property(
      this.#watchedSeen === watched,
      () => `${this.#watchedSeen} of ${watched} watched instructions were shown`,
    );
  }

  #watch(opcode: string): void {
    this.#scanner.watch(opcode, (bytes, start, end) => this.#onWatched(opcode, bytes, start, end));
  }

  #pushAll(): AppError | null {
    const { maxChunk, seed, limits } = this.#way;
    // A length is judged at its dot: its digits may lie beyond the limit.
    const maxKept = limits.instructionBytes + MAX_LENGTH_DIGITS;
    const random = maxChunk === 0 ? null : new Random(seed);
    const data = this.#data;
    // A copy that is overwritten as it is read, as the read buffer of a socket is.
    const copy = data.length > readBuffer.length ? data.slice() : readBuffer.subarray(0, data.length);
    copy.set(data);
    for (let position = 0; position < data.length;) {
      const size = random === null ? data.length : Math.min(data.length - position, sizeOf(maxChunk, random));
      const chunk = random === null ? copy : copy.subarray(position, position + size);
      try {
        this.#push(chunk);
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        this.#requireSameAgain(thrown);
        return thrown;
      }
      chunk.fill(0x2c, 0, size);
      property(this.#scanner.pendingBytes <= maxKept, 'more is kept than the limit');
      position += size;
    }
    return null;
  }

  #push(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length;) {
      const step = this.#scanner.push(taken === 0 ? chunk : chunk.subarray(taken));
      property(step > 0 && step <= chunk.length - taken, () => `push took ${step} bytes`);
      property(this.#way.interrupts || step === chunk.length, 'push stopped without an interruption');
      taken += step;
    }
  }

  #requireSameAgain(fault: AppError): void {
    try {
      this.#scanner.push(ONE_BYTE);
    } catch (again) {
      property(again === fault, 'a broken scanner threw something else');
      return;
    }
    property(false, 'a broken scanner went on');
  }

  #compareFault({ code, details }: AppError): void {
    const { fault } = this.#expected;
    property(code === 'GUACD_PROTOCOL_VIOLATION', () => `the code is ${code}`);
    property(
      fault !== null,
      () => `found ${String(details.reason)} at ${String(details.offset)} where nothing is wrong`,
    );
    property(
      details.offset === fault.offset && details.reason === fault.reason,
      () =>
        `found ${String(details.reason)} at ${String(details.offset)}, not ${fault.reason} at ${fault.offset}`,
    );
  }

  #onBatch(bytes: Uint8Array, start: number, end: number, isAsciiBatch: boolean): void {
    property(start < end && end <= bytes.length, () => `a batch from ${start} to ${end}`);
    const from = this.#delivered;
    for (let i = start; i < end; i++) {
      property(bytes[i] === this.#data[from + i - start], () => `byte ${from + i - start} was changed`);
    }
    this.#delivered += end - start;
    let isReallyAscii = true;
    let boundary = from;
    while (boundary < this.#delivered) {
      const instruction = this.#expected.instructions[this.#deliveredCount];
      property(instruction !== undefined, 'delivered what is no instruction');
      isReallyAscii &&= instruction.isAscii;
      boundary = instruction.end;
      this.#deliveredCount++;
    }
    property(boundary === this.#delivered, () => `a batch ends at ${this.#delivered}, inside an instruction`);
    property(isAsciiBatch === isReallyAscii, () => `a batch is called ${isAsciiBatch ? '' : 'not '}ASCII`);
  }

  #onInstruction(
    bytes: Uint8Array,
    start: number,
    end: number,
    opcodeStart: number,
    opcodeEnd: number,
  ): void {
    const instruction = this.#expected.instructions[this.#seen++];
    property(instruction !== undefined, 'shown what is no instruction');
    property(end - start === instruction.end - instruction.start, 'an instruction has another length');
    property(
      opcodeStart - start === instruction.opcodeStart - instruction.start &&
        opcodeEnd - start === instruction.opcodeEnd - instruction.start,
      'the opcode lies elsewhere',
    );
    property(bytes[start] === this.#data[instruction.start] && end <= bytes.length, 'shown other bytes');
  }

  #onWatched(opcode: string, bytes: Uint8Array, start: number, end: number): void {
    this.#watchedSeen++;
    const dot = bytes.indexOf(0x2e, start);
    property(this.#isText(bytes, dot + 1, dot + 1 + opcode.length, opcode), 'another opcode was shown');
    property(bytes[end - 1] === 0x3b, 'what was shown is not whole');
    if (this.#way.interrupts) this.#scanner.interrupt();
  }

  #isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
    if (end - start !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
    return true;
  }
}

export const scannerTarget: FuzzTarget = {
  name: 'scanner',
  fuzz,
  seeds: STREAM_SEEDS,
  compose: composeInstructions,
};
