import { startDeadline } from '../../shared/deadline';
import type { AttemptPacer } from './attempt-pacer';
import { reconnectDelayMs } from './reconnect-policy';
import type { SessionServices } from './session-services';

/**
 * How long a session is kept without a page: a reload takes a second or two, a crashed page that the user has to
 * restart by hand much longer. Nobody throttles guacd meanwhile, so it is not kept for good.
 */
export const DETACH_DEADLINE_MS = 60_000;
/**
 * How long an attempt waits for a network at most. It is then made all the same: what the system says about its
 * networks may be wrong, and nobody waits for ever.
 */
export const STRANDED_MS = 3_600_000;

type TimerServices = Pick<SessionServices, 'clock' | 'wallTime' | 'random'>;

/** The two waits of a session: for the next automatic attempt, and for a page. */
export class SessionTimers {
  readonly #services: TimerServices;
  readonly #pacer: AttemptPacer;
  /** Monotonic, so that a wall clock that is set meanwhile does not move the attempt. */
  #nextAttemptDue: number | null = null;
  #cancelCountdown: (() => void) | null = null;
  #cancelPageWait: (() => void) | null = null;

  constructor(services: TimerServices, pacer: AttemptPacer) {
    this.#services = services;
    this.#pacer = pacer;
  }

  /** Wall-clock milliseconds of the next automatic attempt, for people to read; null when none is due. */
  get nextAttemptAt(): number | null {
    const { clock, wallTime } = this.#services;
    return this.#nextAttemptDue === null ? null : wallTime() + this.#nextAttemptDue - clock.now();
  }

  /** Starts the countdown to the automatic attempt of that number in its row, in place of one that runs. */
  countDown(attempt: number, onDue: () => void): void {
    this.stopCountdown();
    const { clock, random } = this.#services;
    const now = clock.now();
    const delayMs = this.#pacer.reserve(now, reconnectDelayMs(attempt, random()));
    this.#nextAttemptDue = now + delayMs;
    this.#cancelCountdown = clock.after(delayMs, onDue);
  }

  /** Waits for the network with the attempt that is due, for {@link STRANDED_MS} at most. */
  strand(onDue: () => void): void {
    this.stopCountdown();
    this.#cancelCountdown = this.#services.clock.after(STRANDED_MS, onDue);
  }

  stopCountdown(): void {
    this.#cancelCountdown?.();
    this.#cancelCountdown = null;
    this.#nextAttemptDue = null;
  }

  /** Waits for a page, {@link DETACH_DEADLINE_MS} from now. */
  awaitPage(onExpired: () => void): void {
    this.stopPageWait();
    this.#cancelPageWait = startDeadline(this.#services.clock, DETACH_DEADLINE_MS, onExpired);
  }

  stopPageWait(): void {
    this.#cancelPageWait?.();
    this.#cancelPageWait = null;
  }
}
