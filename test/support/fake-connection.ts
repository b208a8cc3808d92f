import { isAscii } from 'node:buffer';
import { createDisposable, type Disposable } from '../../src/shared/disposable';
import type { AppError } from '../../src/shared/errors';
import { decodeInstruction, decodeInstructions, type Instruction } from '../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import { InstructionScanner, type RangeListener } from '../../src/shared/guacamole/scanner';
import type { SessionConnection } from '../../src/main/sessions/session-services';

/** A guacd connection that does what a test says. */
export class FakeConnection implements SessionConnection {
  readonly connectionId: string;
  readonly protocolVersion = 'VERSION_1_5_0';
  unknownParameters: readonly string[] = [];
  receivedBytes = 0;
  sentBytes = 0;
  queuedBytes = 0;
  isPaused = false;
  isClosed = false;
  /** Whether guacd takes what is sent at once. */
  isFast = true;
  readonly sent: string[] = [];
  readonly #instructions = new Set<(bytes: Uint8Array, isAscii: boolean) => void>();
  readonly #scanner = new InstructionScanner({
    isPlain: (chunk) => isAscii(chunk) && !chunk.includes(0),
    onBatch: (bytes, start, end, isAsciiBatch) => {
      for (const listener of this.#instructions) listener(bytes.subarray(start, end), isAsciiBatch);
    },
  });
  readonly #closed = new Set<(reason: AppError | null) => void>();
  readonly #liveness = new Set<(liveness: 'responsive' | 'unstable') => void>();
  readonly #drained = new Set<() => void>();

  constructor(connectionId = '$fake') {
    this.connectionId = connectionId;
  }

  /** Everything that was sent, as instructions. */
  get sentInstructions(): Instruction[] {
    const found: Instruction[] = [];
    decodeInstructions(this.sent.join(''), false, (opcode, args) => found.push({ opcode, args }));
    return found;
  }

  get receivedInstructions(): number {
    return this.#scanner.instructions;
  }

  /** guacd sends one instruction. */
  say(opcode: string, ...args: (string | number)[]): void {
    this.deliver(encodeInstruction(opcode, ...args));
  }

  /** Bytes arrive, in a buffer that is used again afterwards. They may be cut anywhere. */
  deliver(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : Uint8Array.from(text);
    this.receivedBytes += bytes.length;
    this.#scanner.push(bytes);
    bytes.fill(0x21);
  }

  end(reason: AppError | null): void {
    this.isClosed = true;
    for (const listener of [...this.#closed]) listener(reason);
  }

  /** Streams on which a sign of life was asked for. */
  readonly checks: number[] = [];

  check(stream: number): void {
    this.checks.push(stream);
  }

  become(liveness: 'responsive' | 'unstable'): void {
    for (const listener of this.#liveness) listener(liveness);
  }

  drain(): void {
    this.isFast = true;
    for (const listener of [...this.#drained]) listener();
  }

  onInstructions(listener: (bytes: Uint8Array, isAscii: boolean) => void): Disposable {
    return add(this.#instructions, listener);
  }

  watch(opcode: string, listener: (args: string[]) => void): Disposable {
    return this.watchRanges(opcode, (bytes, start, end) =>
      listener(decodeInstruction(bytes.subarray(start, end)).args),
    );
  }

  watchRanges(opcode: string, listener: RangeListener): Disposable {
    return this.#scanner.watch(opcode, listener);
  }

  onClosed(listener: (reason: AppError | null) => void): Disposable {
    return add(this.#closed, listener);
  }

  onLiveness(listener: (liveness: 'responsive' | 'unstable') => void): Disposable {
    return add(this.#liveness, listener);
  }

  onDrain(listener: () => void): Disposable {
    return add(this.#drained, listener);
  }

  send(instructions: string | Uint8Array): boolean {
    if (this.isClosed) return false;
    const bytes = typeof instructions === 'string' ? Buffer.from(instructions) : instructions;
    this.sentBytes += bytes.length;
    this.sent.push(new TextDecoder().decode(bytes));
    return this.isFast;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

function add<T>(listeners: Set<T>, listener: T): Disposable {
  listeners.add(listener);
  return createDisposable(() => listeners.delete(listener));
}
