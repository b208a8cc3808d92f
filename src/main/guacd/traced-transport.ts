import { AppError } from '../../shared/errors';
import { decodeInstruction } from '../../shared/guacamole/decode';
import { InstructionScanner } from '../../shared/guacamole/scanner';
import { TraceWording, type TraceDirection, type TraceFacts } from './trace-facts';
import type { Transport, TransportHandlers } from './transport';

/**
 * Takes the events of one connection in order: `in` and `out` for an instruction, `ended` and `broken` for what the
 * other side did, `fault` where what it sends is no instruction, `left` and `destroyed` for what we did. Must not
 * throw. Facts hold no value of a parameter, no key, no text and no connection ID.
 */
export type GuacdTrace = (
  event: TraceDirection | 'ended' | 'broken' | 'fault' | 'left' | 'destroyed',
  facts: TraceFacts,
) => void;

/** A transport that tells what passes through it, and changes nothing of it. */
export class TracedTransport implements Transport {
  readonly #inner: Transport;
  readonly #trace: GuacdTrace;
  readonly #incoming: Reader;
  readonly #outgoing: Reader;
  #isDestroyed = false;

  constructor(inner: Transport, trace: GuacdTrace) {
    this.#inner = inner;
    this.#trace = trace;
    const wording = new TraceWording();
    this.#incoming = new Reader('in', wording, trace);
    this.#outgoing = new Reader('out', wording, trace);
  }

  get queuedBytes(): number {
    return this.#inner.queuedBytes;
  }

  attach(handlers: TransportHandlers): void {
    this.#inner.attach({
      onData: (bytes, headroom) => {
        this.#incoming.read(bytes);
        handlers.onData(bytes, headroom);
      },
      onEnd: () => {
        this.#trace('ended', {});
        handlers.onEnd();
      },
      onError: (reason) => {
        this.#trace('broken', { reason });
        handlers.onError(reason);
      },
    });
  }

  write(bytes: Uint8Array, onWritten: () => void): void {
    this.#outgoing.read(bytes);
    this.#inner.write(bytes, onWritten);
  }

  pause(): void {
    this.#inner.pause();
  }

  resume(): void {
    this.#inner.resume();
  }

  end(): void {
    this.#trace('left', {});
    this.#inner.end();
  }

  destroy(): void {
    if (!this.#isDestroyed) this.#trace('destroyed', {});
    this.#isDestroyed = true;
    this.#inner.destroy();
  }
}

/** Reads one direction. After a fault it says no more: what follows cannot be told apart from a secret. */
class Reader {
  readonly #direction: TraceDirection;
  readonly #trace: GuacdTrace;
  readonly #scanner: InstructionScanner;
  #isOver = false;

  constructor(direction: TraceDirection, wording: TraceWording, trace: GuacdTrace) {
    this.#direction = direction;
    this.#trace = trace;
    this.#scanner = new InstructionScanner({
      onInstruction: (bytes, start, end) =>
        trace(direction, wording.describe(direction, decodeInstruction(bytes.subarray(start, end)))),
    });
  }

  read(bytes: Uint8Array): void {
    if (this.#isOver) return;
    try {
      this.#scanner.push(bytes);
    } catch (thrown) {
      this.#isOver = true;
      const { offset = -1 } = AppError.from(thrown).details;
      this.#trace('fault', { direction: this.#direction, offset: Number(offset) });
    }
  }
}
