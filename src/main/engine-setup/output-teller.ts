import type { Clock } from '../../shared/clock';

/** Output is told at most this often, milliseconds. */
const TELL_MS = 100;

/** Tells what a command wrote a moment after it did, many lines at once. Its owner calls `dispose`. */
export class OutputTeller {
  readonly #clock: Clock;
  readonly #tell: () => void;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, tell: () => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Asks that the output is told soon. */
  request(): void {
    this.#cancel ??= this.#clock.after(TELL_MS, () => {
      this.#cancel = null;
      this.#tell();
    });
  }

  /** Nothing is told any more. */
  dispose(): void {
    this.#cancel?.();
  }
}
