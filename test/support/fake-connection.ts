import { createDisposable, type Disposable } from '../../src/shared/disposable';
import type { AppError } from '../../src/shared/errors';
import { decodeInstructions, type Instruction } from '../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import type { SessionConnection } from '../../src/main/sessions/session-services';

/** A guacd connection that does what a test says. */
export class FakeConnection implements SessionConnection {
  readonly connectionId: string;
  readonly protocolVersion = 'VERSION_1_5_0';
  unknownParameters: readonly string[] = [];
  isPaused = false;
  isClosed = false;
  /** Whether guacd takes what is sent at once. */
  isFast = true;
  readonly sent: string[] = [];
  readonly #instructions = new Set<(bytes: Uint8Array, isAscii: boolean) => void>();
  readonly #watchers = new Map<string, Set<(args: string[]) => void>>();
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

  /** guacd sends one instruction. */
  say(opcode: string, ...args: (string | number)[]): void {
    for (const listener of this.#watchers.get(opcode) ?? []) listener(args.map(String));
    this.deliver(encodeInstruction(opcode, ...args));
  }

  /** Bytes arrive, in a buffer that is used again afterwards. */
  deliver(text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (const listener of this.#instructions) listener(bytes, bytes.length === text.length);
    bytes.fill(0x21);
  }

  end(reason: AppError | null): void {
    this.isClosed = true;
    for (const listener of [...this.#closed]) listener(reason);
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
    const listeners = this.#watchers.get(opcode) ?? new Set();
    this.#watchers.set(opcode, listeners);
    return add(listeners, listener);
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
    this.sent.push(typeof instructions === 'string' ? instructions : new TextDecoder().decode(instructions));
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
