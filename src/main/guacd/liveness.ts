import type { Clock } from '../../shared/clock';
import type { GuacdDeadlines } from './deadlines';
import { Watchdog } from './watchdog';

/** `unstable`: guacd has been quiet for longer than an idle one is. `responsive`: it has been heard again. */
export type GuacdLiveness = 'responsive' | 'unstable';

export type LivenessEvents = {
  onLiveness(liveness: GuacdLiveness): void;
  /** Called at most once, with the milliseconds that guacd was given. */
  onSilent(silentMs: number): void;
};

/** Watches that whole instructions keep coming. Bytes that complete none do not count. */
export class Liveness {
  readonly #clock: Clock;
  readonly #deadlines: GuacdDeadlines;
  readonly #quiet: Watchdog;
  readonly #events: LivenessEvents;
  /** Made when guacd is quiet for the first time. */
  #silent: Watchdog | null = null;
  #current: GuacdLiveness = 'responsive';
  #isRunning = false;
  /** When the doubt began. */
  #checkingSince: number | null = null;

  constructor(clock: Clock, deadlines: GuacdDeadlines, events: LivenessEvents) {
    this.#clock = clock;
    this.#deadlines = deadlines;
    this.#events = events;
    this.#quiet = new Watchdog(clock, deadlines.unstableMs, () => this.#onQuiet());
  }

  /** Starts, or starts again after `stop`: the time in between does not count. */
  start(): void {
    this.#isRunning = true;
    this.#silent?.stop();
    this.#quiet.start();
  }

  stop(): void {
    this.#isRunning = false;
    this.#silent?.stop();
    this.#quiet.stop();
  }

  /**
   * Doubts that guacd is there: it has the whole of `unstableMs` from now, and is silent without an `unstable`
   * before. A doubt that is raised again within `silentMs` gives it that time anew, for a network that comes up in
   * steps; later ones do not, so that addresses which never settle cannot keep a dead connection. Being heard is told
   * as `responsive` in any case.
   */
  check(): void {
    const now = this.#clock.now();
    this.#checkingSince ??= now;
    if (this.#isRunning && now - this.#checkingSince <= this.#deadlines.silentMs) this.start();
  }

  /** A whole instruction came. */
  heard(): void {
    this.#quiet.feed();
    if (this.#current === 'responsive' && this.#checkingSince === null) return;
    this.#checkingSince = null;
    if (this.#isRunning) this.start();
    this.#change('responsive');
  }

  #onQuiet(): void {
    const { unstableMs, silentMs } = this.#deadlines;
    if (this.#checkingSince !== null) {
      this.#events.onSilent(unstableMs);
      return;
    }
    this.#silent ??= new Watchdog(this.#clock, silentMs - unstableMs, () => this.#events.onSilent(silentMs));
    this.#silent.start();
    this.#change('unstable');
  }

  #change(liveness: GuacdLiveness): void {
    this.#current = liveness;
    this.#events.onLiveness(liveness);
  }
}
