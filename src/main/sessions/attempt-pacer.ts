import type { Clock } from '../../shared/clock';

/** Automatic attempts of all sessions together are at least this far apart: four a second. */
export const ATTEMPT_SPACING_MS = 250;

/** Why automatic attempts wait: the computer is asleep, or about to be, or has no network. */
export type AttemptHold = 'asleep' | 'offline';

/**
 * Spreads the automatic attempts of all sessions. When an engine dies, every session loses it in the same moment;
 * without this they would all come back in the same moment too.
 */
export class AttemptPacer {
  readonly #slots: number[] = [];
  #hold: AttemptHold | null = null;

  /** Null: attempts may be made. */
  get hold(): AttemptHold | null {
    return this.#hold;
  }

  /** Whoever holds attempts back tells the sessions when they are free again. */
  setHold(hold: AttemptHold | null): void {
    this.#hold = hold;
  }

  /**
   * Reserves the first free moment.
   *
   * @param now monotonic milliseconds
   * @param delayMs how long the session would wait by itself
   * @returns milliseconds to wait: `delayMs` or more
   */
  reserve(now: number, delayMs: number): number {
    while (this.#slots[0] !== undefined && this.#slots[0] < now - ATTEMPT_SPACING_MS) this.#slots.shift();
    let at = now + delayMs;
    let index = 0;
    for (; index < this.#slots.length; index++) {
      const slot = this.#slots[index] ?? 0;
      if (slot <= at - ATTEMPT_SPACING_MS) continue;
      if (slot >= at + ATTEMPT_SPACING_MS) break;
      at = slot + ATTEMPT_SPACING_MS;
    }
    this.#slots.splice(index, 0, at);
    return at - now;
  }

  /** Waits for the first free moment. Resolves at once when the signal is aborted. */
  turn(clock: Clock, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        cancel();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const cancel = clock.after(this.reserve(clock.now(), 0), finish);
      signal.addEventListener('abort', finish);
      if (signal.aborted) finish();
    });
  }
}
