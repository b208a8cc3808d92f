import type { Clock } from '../../shared/clock';

/** What a connection begins with, and goes on with each time its page has taken everything. */
export const FIRST_WINDOW_BYTES = 131_072;
/** Less than one read (64 KiB) would only make the page wait for the next one. */
export const MIN_WINDOW_BYTES = 65_536;
/** More moved no more on the whole way, and would cost more for a page that hangs (measured: docs/adr/0028). */
export const MAX_WINDOW_BYTES = 524_288;
/** So much work may lie in front of the page: long enough to never let it wait, and less than two frames at 60 Hz. */
export const TARGET_MS = 25;

/**
 * How many bytes may be under way to the page of one connection: what it draws in about {@link TARGET_MS}. A fast page
 * gets up to {@link MAX_WINDOW_BYTES}, a slow one or one that many sessions share as little as
 * {@link MIN_WINDOW_BYTES}, so that the picture is never much older than that.
 *
 * What is timed is one filling of the window after the other: from the message that reaches it, or
 * {@link FIRST_WINDOW_BYTES}, until the page has acknowledged all that was under way then. A session that never has so
 * much under way is not timed and costs nothing. A page that acknowledges what it has not drawn gains the maximum at
 * most; one that acknowledges nothing leaves the window as it is.
 */
export class CreditWindow {
  readonly #clock: Clock;
  #bytes = FIRST_WINDOW_BYTES;
  /** What was under way when the timing began; 0 while nothing is timed. */
  #timedBytes = 0;
  /** How much of it the page has still to acknowledge. */
  #leftBytes = 0;
  /** Most that was under way since the timing began. */
  #mostBytes = 0;
  #timedSince = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Reading from guacd stops when so many bytes are under way. */
  get bytes(): number {
    return this.#bytes;
  }

  /** And goes on at so many: far enough below to not stop with each message, early enough to not let the page wait. */
  get resumeBytes(): number {
    return this.#bytes / 2;
  }

  /** Something was posted, and this is all that is under way now. */
  posted(owedBytes: number): void {
    if (this.#timedBytes > 0) {
      this.#mostBytes = Math.max(this.#mostBytes, owedBytes);
    } else if (owedBytes >= FIRST_WINDOW_BYTES || owedBytes >= this.#bytes) {
      this.#timedBytes = owedBytes;
      this.#leftBytes = owedBytes;
      this.#mostBytes = owedBytes;
      this.#timedSince = this.#clock.now();
    }
  }

  /**
   * The page has acknowledged something.
   *
   * @param bytes what of it was under way
   * @param owedBytes what is still under way
   */
  acknowledged(bytes: number, owedBytes: number): void {
    if (this.#timedBytes > 0) {
      this.#leftBytes -= bytes;
      if (this.#leftBytes <= 0) this.#endTiming();
    }
    // How fast the page was says little about what comes next, and what has grown could be filled at once.
    if (owedBytes === 0 && this.#bytes > FIRST_WINDOW_BYTES) this.#bytes = FIRST_WINDOW_BYTES;
  }

  #endTiming(): void {
    const tookMs = this.#clock.now() - this.#timedSince;
    const wanted = tookMs > 0 ? (this.#timedBytes * TARGET_MS) / tookMs : MAX_WINDOW_BYTES;
    this.#bytes = nextWindow(this.#bytes, wanted, this.#mostBytes);
    this.#timedBytes = 0;
  }
}

/**
 * The window after one of `bytes`, which was filled up to `mostBytes` and should be `wanted`. It grows to no more than
 * twice what was under way, so that each step is tried out, and shrinks to no less than half, since one delay may be
 * chance.
 */
export function nextWindow(bytes: number, wanted: number, mostBytes: number): number {
  const least = Math.max(bytes / 2, MIN_WINDOW_BYTES);
  const most = Math.min(Math.max(bytes, 2 * mostBytes), MAX_WINDOW_BYTES);
  return Math.round(Math.min(Math.max(wanted, least), most));
}
