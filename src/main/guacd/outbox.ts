import type { Clock } from '../../shared/clock';
import { encodeInstruction } from '../../shared/guacamole/encode';
import type { GuacdDeadlines } from './deadlines';
import type { Transport } from './transport';
import { Watchdog } from './watchdog';

/** Above this the sender is asked to wait: two full blobs are under way, which is enough to keep guacd busy. */
const HIGH_WATER_BYTES = 16_384;
/** A sender that waited may go on below this. */
const LOW_WATER_BYTES = 4_096;
/** More than this is never queued. Input of hours of typing fits; a queue of that size means that guacd hangs. */
const LIMIT_BYTES = 65_536;

const NOP = Buffer.from(encodeInstruction('nop'));

export type OutboxEvents = {
  /** The queue is short again after `send` returned false. */
  onDrain(): void;
  /** guacd does not take what is sent. Called at most once. */
  onStalled(queuedBytes: number): void;
};

/** The way to guacd: a bounded queue, and a `nop` whenever nothing else is said. */
export class Outbox {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #deadlines: GuacdDeadlines;
  readonly #events: OutboxEvents;
  /** Made when guacd is slow for the first time. */
  #drainWatchdog: Watchdog | null = null;
  #sentAt = 0;
  #sentBytes = 0;
  #isBlocked = false;
  #isStopped = false;
  #cancelKeepAlive: (() => void) | null = null;

  constructor(transport: Transport, clock: Clock, deadlines: GuacdDeadlines, events: OutboxEvents) {
    this.#transport = transport;
    this.#clock = clock;
    this.#deadlines = deadlines;
    this.#events = events;
  }

  /** Bytes taken since the beginning. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Bytes that the socket has not taken yet. */
  get queuedBytes(): number {
    return this.#transport.queuedBytes;
  }

  /** Queues the bytes and takes them as its own. False: wait for `onDrain` before sending more. */
  send(bytes: Uint8Array): boolean {
    if (this.#isStopped) return false;
    this.#sentAt = this.#clock.now();
    this.#sentBytes += bytes.length;
    this.#transport.write(bytes, this.#onWritten);
    const queued = this.#transport.queuedBytes;
    if (queued > LIMIT_BYTES) {
      this.#stalled();
      return false;
    }
    if (queued <= HIGH_WATER_BYTES) return !this.#isBlocked;
    if (!this.#isBlocked) this.#watchDrain();
    this.#isBlocked = true;
    return false;
  }

  /** From now on `nop` is sent when nothing else was for a while. */
  startKeepAlive(): void {
    this.#armKeepAlive(this.#deadlines.keepAliveMs);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelKeepAlive?.();
    this.#cancelKeepAlive = null;
    this.#drainWatchdog?.stop();
  }

  readonly #onWritten = (): void => {
    if (this.#isStopped || !this.#isBlocked) return;
    this.#drainWatchdog?.feed();
    if (this.#transport.queuedBytes > LOW_WATER_BYTES) return;
    this.#isBlocked = false;
    this.#drainWatchdog?.stop();
    this.#events.onDrain();
  };

  #watchDrain(): void {
    this.#drainWatchdog ??= new Watchdog(this.#clock, this.#deadlines.drainMs, () => this.#stalled());
    this.#drainWatchdog.start();
  }

  #armKeepAlive(delayMs: number): void {
    this.#cancelKeepAlive = this.#clock.after(delayMs, () => {
      const { keepAliveMs } = this.#deadlines;
      const idleMs = this.#clock.now() - this.#sentAt;
      const isDue = idleMs >= keepAliveMs;
      // What is queued already will wake guacd as well as a nop.
      if (isDue && this.#transport.queuedBytes === 0) this.send(NOP);
      this.#armKeepAlive(isDue ? keepAliveMs : keepAliveMs - idleMs);
    });
  }

  #stalled(): void {
    const queued = this.#transport.queuedBytes;
    this.stop();
    this.#events.onStalled(queued);
  }
}
