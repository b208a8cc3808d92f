import { startDeadline } from '../../shared/deadline';
import type { AttemptPacer } from './attempt-pacer';
import { reconnectDelayMs } from './reconnect-policy';
import type { SessionServices } from './session-services';

/**
 * How long a session is kept without a page: a reload takes a second or two, a crashed page that the user has to
 * restart by hand much longer. Nobody throttles guacd meanwhile, so it is not kept for good.
 */
export const DETACH_DEADLINE_MS = 60_000;

type TimerServices = Pick<SessionServices, 'clock' | 'wallTime' | 'random'>;

/** The two waits of a session: for the next automatic attempt, and for a page. */
export class SessionTimers {
  readonly #services: TimerServices;
  readonly #pacer: AttemptPacer;
  #nextAttemptAt: number | null = null;
  #cancelCountdown: () => void = () => undefined;
  #cancelPageWait: () => void = () => undefined;

  constructor(services: TimerServices, pacer: AttemptPacer) {
    this.#services = services;
    this.#pacer = pacer;
  }

  /** Wall-clock milliseconds of the next automatic attempt, for people to read; null when none is due. */
  get nextAttemptAt(): number | null {
    return this.#nextAttemptAt;
  }

  /** Starts the countdown to the automatic attempt of that number in its row. */
  countDown(attempt: number, onDue: () => void): void {
    const { clock, wallTime, random } = this.#services;
    const delayMs = this.#pacer.reserve(clock.now(), reconnectDelayMs(attempt, random()));
    this.#nextAttemptAt = wallTime() + delayMs;
    this.#cancelCountdown = clock.after(delayMs, onDue);
  }

  stopCountdown(): void {
    this.#cancelCountdown();
    this.#nextAttemptAt = null;
  }

  /** Waits for a page, {@link DETACH_DEADLINE_MS} from now. */
  awaitPage(onExpired: () => void): void {
    this.#cancelPageWait();
    this.#cancelPageWait = startDeadline(this.#services.clock, DETACH_DEADLINE_MS, onExpired);
  }

  stopPageWait(): void {
    this.#cancelPageWait();
  }
}
