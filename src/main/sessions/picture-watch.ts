import type { Clock } from '../../shared/clock';

/**
 * How long a page that runs may leave a frame unanswered. The page itself gives a frame 5 s for its images (see
 * frame-queue.ts in the renderer); a slow computer gets as much again.
 */
export const STALLED_AFTER_MS = 10_000;
/** A page that was held up and goes on gets this long to catch up before it is said to stand still. */
export const CONFIRMED_AFTER_MS = 1_000;

/** What the watch asks and tells. */
export type PictureWatchEvents = {
  /** Bytes that were posted to the page and that it has not acknowledged. */
  readonly owedBytes: number;
  /** The picture stands still, or goes on. */
  onStalled(isStalled: boolean): void;
};

/**
 * Notices that the picture stands still: the page takes what guacd sends and acknowledges it, but does not answer the
 * frames in it, so that guacd sends ever less. It follows one unanswered frame at a time, and judges only when the page
 * is heard: one that hangs acknowledges nothing and is not blamed, and there is no timer that could be late. guacd's
 * keep-alives see to it that there is something to acknowledge every few seconds.
 */
export class PictureWatch {
  readonly #clock: Clock;
  readonly #events: PictureWatchEvents;
  #newest = -1;
  /** Timestamp of the frame that is followed; null when all are answered. */
  #followed: number | null = null;
  /** Of the bytes that were posted before that frame, those that the page has still to acknowledge. */
  #bytesBefore = 0;
  /** When the page had all of them and went on to what led to that frame, 192 KiB at most; null before. */
  #takenAt: number | null = null;
  /** When the page was first heard after its time was over. */
  #lateAt: number | null = null;
  #isStalled = false;

  constructor(clock: Clock, events: PictureWatchEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  /**
   * The newest timestamp that the page can answer: -1 before the first frame, infinite when guacd sends what is no
   * number, of which nothing can be said.
   */
  get newestTimestamp(): number {
    return this.#newest;
  }

  /** guacd has ended a frame. Null: its timestamp is no number. */
  framed(timestamp: number | null): void {
    this.#newest = Math.max(this.#newest, timestamp ?? Number.POSITIVE_INFINITY);
    if (this.#followed !== null || timestamp === null) return;
    this.#followed = timestamp;
    this.#bytesBefore = this.#events.owedBytes;
    this.#takenAt = null;
    this.#lateAt = null;
  }

  /** The page has answered the frame of this timestamp, and with it all that came before. */
  answered(timestamp: number): void {
    if (this.#followed === null || timestamp < this.#followed || timestamp > this.#newest) return;
    this.#followed = null;
    if (!this.#isStalled) return;
    this.#isStalled = false;
    this.#events.onStalled(false);
  }

  /** The page has acknowledged so many bytes. */
  acknowledged(bytes: number): void {
    if (this.#followed === null || this.#isStalled) return;
    this.#bytesBefore -= bytes;
    if (this.#bytesBefore >= 0) return;
    const now = this.#clock.now();
    this.#takenAt ??= now;
    if (now - this.#takenAt < STALLED_AFTER_MS) return;
    this.#lateAt ??= now;
    if (now - this.#lateAt < CONFIRMED_AFTER_MS) return;
    this.#isStalled = true;
    this.#events.onStalled(true);
  }
}
