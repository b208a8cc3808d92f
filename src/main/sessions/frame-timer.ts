import type { Clock } from '../../shared/clock';
import type { Durations } from '../../shared/model/session-metrics';
import { DurationRing } from './duration-ring';

/** A frame that comes later than this after a key is not the key's. */
const KEY_MATTERS_MS = 5_000;
/** A frame that waits longer, while others are answered, is not waited for: guacd's clock was set back. */
const SAMPLE_GIVEN_UP_MS = 60_000;

/**
 * Counts frames and times some of them. One frame at a time is followed from guacd's `sync` to the page's answer;
 * those that come meanwhile are counted and not looked at, so that a flood of frames costs next to nothing.
 */
export class FrameTimer {
  readonly #clock: Clock;
  /** Null before the first of them. */
  #lags: DurationRing | null = null;
  #keys: DurationRing | null = null;
  #frames = 0;
  #answers = 0;
  /** guacd's timestamp of the frame that is followed; null when none is. */
  #followed: number | null = null;
  #followedSince = 0;
  #keyAt: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get frames(): number {
    return this.#frames;
  }

  get answers(): number {
    return this.#answers;
  }

  get lag(): Durations {
    return this.#lags?.summary ?? null;
  }

  get keyToFrame(): Durations {
    return this.#keys?.summary ?? null;
  }

  /** How long the frame that is followed has waited; null when none is. */
  get unansweredMs(): number | null {
    return this.#followed === null ? null : this.#clock.now() - this.#followedSince;
  }

  /** guacd has ended a frame. Null: its timestamp is no number, so that its answer is not known. */
  framed(timestamp: number | null): void {
    this.#frames++;
    if (this.#keyAt !== null) this.#keyAnswered(this.#keyAt);
    if (this.#followed !== null) return;
    this.#followed = timestamp;
    this.#followedSince = this.#clock.now();
  }

  /** The page has answered the frame with this timestamp, and with it all that came before. */
  answered(timestamp: number): void {
    this.#answers++;
    if (this.#followed === null) return;
    const waitedMs = this.#clock.now() - this.#followedSince;
    if (timestamp >= this.#followed) this.#lags = added(this.#lags, waitedMs);
    else if (waitedMs <= SAMPLE_GIVEN_UP_MS) return;
    this.#followed = null;
  }

  /** A key press goes to guacd. */
  keyPressed(): void {
    const now = this.#clock.now();
    if (this.#keyAt === null || now - this.#keyAt > KEY_MATTERS_MS) this.#keyAt = now;
  }

  /** The connection is another one: what was waited for does not come any more. */
  restart(): void {
    this.#followed = null;
    this.#keyAt = null;
  }

  #keyAnswered(keyAt: number): void {
    const tookMs = this.#clock.now() - keyAt;
    if (tookMs <= KEY_MATTERS_MS) this.#keys = added(this.#keys, tookMs);
    this.#keyAt = null;
  }
}

function added(ring: DurationRing | null, ms: number): DurationRing {
  const durations = ring ?? new DurationRing();
  durations.add(ms);
  return durations;
}
