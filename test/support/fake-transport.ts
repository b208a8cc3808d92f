import type { Transport, TransportHandlers } from '../../src/main/guacd/transport';

const utf8 = new TextDecoder();

/** A transport whose far end is the test. */
export class FakeTransport implements Transport {
  /** Everything written, as text. */
  written = '';
  isPaused = false;
  hasEnded = false;
  isDestroyed = false;
  /** While true, writes stay in the queue, as with a guacd that does not read. */
  isStuck = false;
  #handlers: TransportHandlers | null = null;
  #queue: { bytes: number; onWritten: () => void }[] = [];

  get queuedBytes(): number {
    return this.#queue.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  attach(handlers: TransportHandlers): void {
    this.#handlers = handlers;
  }

  write(bytes: Uint8Array, onWritten: () => void): void {
    this.written += utf8.decode(bytes);
    this.#queue.push({ bytes: bytes.length, onWritten });
    if (!this.isStuck) this.flush();
  }

  /** The system takes `count` of the queued writes. */
  flush(count = Infinity): void {
    for (const { onWritten } of this.#queue.splice(0, count)) onWritten();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  end(): void {
    this.hasEnded = true;
  }

  destroy(): void {
    this.isDestroyed = true;
    this.#handlers = null;
  }

  /** Bytes arrive, in a buffer that is overwritten afterwards, as a socket's is; `headroom` is only told. */
  receive(data: string | Uint8Array, headroom?: number): void {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : Uint8Array.from(data);
    this.#handlers?.onData(bytes, headroom);
    bytes.fill(0xff);
  }

  receiveEnd(): void {
    this.#handlers?.onEnd();
  }

  breakWith(reason: string): void {
    this.#handlers?.onError(reason);
  }
}
