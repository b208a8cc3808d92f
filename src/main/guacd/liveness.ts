import type { Clock } from '../../shared/clock';
import type { GuacdDeadlines } from './deadlines';
import { Watchdog } from './watchdog';

/** `unstable`: guacd has been quiet for longer than an idle one is. `responsive`: it has been heard again. */
export type GuacdLiveness = 'responsive' | 'unstable';

/** Watches that whole instructions keep coming. Bytes that complete none do not count. */
export class Liveness {
  readonly #quiet: Watchdog;
  readonly #silent: Watchdog;
  readonly #onChange: (liveness: GuacdLiveness) => void;
  #current: GuacdLiveness = 'responsive';
  #isRunning = false;
  #isChecking = false;

  /** @param onSilent called at most once, with the milliseconds that guacd was given */
  constructor(
    clock: Clock,
    deadlines: GuacdDeadlines,
    onChange: (liveness: GuacdLiveness) => void,
    onSilent: (silentMs: number) => void,
  ) {
    const { unstableMs, silentMs } = deadlines;
    this.#onChange = onChange;
    this.#silent = new Watchdog(clock, silentMs - unstableMs, () => onSilent(silentMs));
    this.#quiet = new Watchdog(clock, unstableMs, () => {
      if (this.#isChecking) {
        onSilent(unstableMs);
        return;
      }
      this.#silent.start();
      this.#change('unstable');
    });
  }

  /** Starts, or starts again after `stop`: the time in between does not count. */
  start(): void {
    this.#isRunning = true;
    this.#silent.stop();
    this.#quiet.start();
  }

  stop(): void {
    this.#isRunning = false;
    this.#silent.stop();
    this.#quiet.stop();
  }

  /**
   * Doubts that guacd is there: it has the whole of `unstableMs` from now, and is silent without an `unstable`
   * before. Being heard is told as `responsive` in any case.
   */
  check(): void {
    this.#isChecking = true;
    if (this.#isRunning) this.start();
  }

  /** A whole instruction came. */
  heard(): void {
    this.#quiet.feed();
    if (this.#current === 'responsive' && !this.#isChecking) return;
    this.#isChecking = false;
    if (this.#isRunning) this.start();
    this.#change('responsive');
  }

  #change(liveness: GuacdLiveness): void {
    this.#current = liveness;
    this.#onChange(liveness);
  }
}
