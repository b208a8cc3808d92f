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

  constructor(
    clock: Clock,
    deadlines: GuacdDeadlines,
    onChange: (liveness: GuacdLiveness) => void,
    onSilent: () => void,
  ) {
    this.#onChange = onChange;
    this.#silent = new Watchdog(clock, deadlines.silentMs - deadlines.unstableMs, onSilent);
    this.#quiet = new Watchdog(clock, deadlines.unstableMs, () => {
      this.#silent.start();
      this.#change('unstable');
    });
  }

  /** Starts, or starts again after `stop`: the time in between does not count. */
  start(): void {
    this.#silent.stop();
    this.#quiet.start();
  }

  stop(): void {
    this.#silent.stop();
    this.#quiet.stop();
  }

  /** A whole instruction came. */
  heard(): void {
    this.#quiet.feed();
    if (this.#current === 'responsive') return;
    this.start();
    this.#change('responsive');
  }

  #change(liveness: GuacdLiveness): void {
    this.#current = liveness;
    this.#onChange(liveness);
  }
}
