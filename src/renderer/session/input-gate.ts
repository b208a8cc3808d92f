import { systemClock, type Clock } from '../../shared/clock';

/** Most that input waits for the clipboard to be handed over before a paste. */
export const MAX_HOLD_MS = 500;

/** Most actions that wait; with more the wait ends at once. Nobody types this much in half a second. */
const MAX_WAITING = 256;

/**
 * Lets input through in its order. While something must reach the remote computer first, such as the clipboard
 * before a paste, everything after it waits; for {@link MAX_HOLD_MS} at most.
 */
export class InputGate {
  readonly #clock: Clock;
  #waiting: (() => void)[] | null = null;
  #cancelDeadline: (() => void) | undefined;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Does `action` now, or when what it has to wait for is over. */
  pass(action: () => void): void {
    if (this.#waiting === null) {
      action();
      return;
    }
    this.#waiting.push(action);
    if (this.#waiting.length > MAX_WAITING) this.#open();
  }

  /** Lets nothing through until `done` is settled. While held already, the first wait counts. */
  holdUntil(done: Promise<unknown>): void {
    if (this.#waiting !== null) return;
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    const open = () => {
      if (this.#waiting === waiting) this.#open();
    };
    this.#cancelDeadline = this.#clock.after(MAX_HOLD_MS, open);
    done.then(open, open);
  }

  /** Forgets what waits. */
  dispose(): void {
    this.#cancelDeadline?.();
    this.#waiting = null;
  }

  #open(): void {
    this.#cancelDeadline?.();
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const action of waiting) action();
  }
}
