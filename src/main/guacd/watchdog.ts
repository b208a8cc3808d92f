import type { Clock } from '../../shared/clock';
import { GRACE_MS, LATE_MS } from '../../shared/deadline';

/** Calls `onExpired` once when `feed` was not called for `periodMs`. Believes late timers as `startDeadline` does. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #periodMs: number;
  readonly #onExpired: () => void;
  #fedAt = 0;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, periodMs: number, onExpired: () => void) {
    this.#clock = clock;
    this.#periodMs = periodMs;
    this.#onExpired = onExpired;
  }

  /** Starts, or starts again, as if it were fed now. */
  start(): void {
    this.stop();
    this.feed();
    this.#arm(this.#periodMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  feed(): void {
    this.#fedAt = this.#clock.now();
  }

  #arm(delayMs: number): void {
    const dueAt = this.#clock.now() + delayMs;
    this.#cancel = this.#clock.after(delayMs, () => this.#check(dueAt));
  }

  #check(dueAt: number): void {
    const now = this.#clock.now();
    const remainingMs = this.#fedAt + this.#periodMs - now;
    if (remainingMs > 0) {
      this.#arm(remainingMs);
    } else if (now - dueAt > LATE_MS) {
      this.#arm(Math.min(GRACE_MS, this.#periodMs));
    } else {
      this.#cancel = null;
      this.#onExpired();
    }
  }
}
