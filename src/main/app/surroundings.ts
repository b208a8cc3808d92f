import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import type { SessionManager } from '../sessions/session-manager';
import type { Logger } from './logging';

/** How often the networks and the clocks are looked at. It costs a tenth of a millisecond. */
export const LOOK_EVERY_MS = 2_000;
/**
 * A look that comes so much later than planned, or between which the wall clock went so much further than the
 * monotonic one, means that the computer slept and nobody said so, or that its clock was set. guacd gives a silent
 * client 15 s; shorter gaps do no harm.
 */
export const JUMP_MS = 5_000;

export type SurroundingsOptions = {
  sessions: Pick<SessionManager, 'checkAll' | 'holdAttempts'>;
  /** See `readAddresses`. None: this computer has no network. */
  readAddresses: () => readonly string[];
  clock: Clock;
  /** Wall-clock milliseconds: only compared with the monotonic clock, no deadline depends on them. */
  wallTime: () => number;
  logger: Logger;
};

/**
 * Watches what happens to the computer around the sessions, and tells them what follows.
 *
 * | what happens                                   | live sessions                  | automatic attempts    |
 * |------------------------------------------------|--------------------------------|-----------------------|
 * | it goes to sleep                               | left alone                     | held back             |
 * | it wakes, or a clock has jumped                | checked                        | free, if there is a network |
 * | its addresses change                           | checked                        |                       |
 * | its last address is gone                       | left alone: it may come back   | held back             |
 * | the screen is locked                           | left alone: nothing is lost    |                       |
 * | the screen is unlocked                         | checked                        |                       |
 *
 * Main looks at the networks itself, because `navigator.onLine` of a page is a word of the page, and main has no event
 * for them.
 */
export class Surroundings implements Disposable {
  readonly #options: SurroundingsOptions;
  #addresses: string;
  #isAsleep = false;
  #lookedAt: { now: number; wall: number };
  #hold: 'asleep' | 'offline' | null = null;
  #cancelLook: () => void = () => undefined;

  /** Starts watching. */
  constructor(options: SurroundingsOptions) {
    this.#options = options;
    this.#addresses = this.#readAddresses();
    this.#lookedAt = { now: options.clock.now(), wall: options.wallTime() };
    this.#updateHold();
    this.#plan();
  }

  /** The computer is about to sleep. */
  suspended(): void {
    this.#options.logger.info('computer.suspended', {});
    this.#isAsleep = true;
    this.#updateHold();
  }

  /** The computer has woken up. */
  resumed(): void {
    this.#woke('computer.resumed', {});
  }

  /** Somebody is back: what was lost meanwhile should show at once, not with the first key. */
  unlocked(): void {
    this.#options.logger.info('computer.unlocked', {});
    this.#options.sessions.checkAll();
  }

  dispose(): void {
    this.#cancelLook();
  }

  #plan(): void {
    this.#cancelLook = this.#options.clock.after(LOOK_EVERY_MS, () => {
      this.#look();
      this.#plan();
    });
  }

  #look(): void {
    const { clock, wallTime, logger, sessions } = this.#options;
    const before = this.#lookedAt;
    this.#lookedAt = { now: clock.now(), wall: wallTime() };
    const passedMs = this.#lookedAt.now - before.now;
    const lateMs = Math.round(passedMs - LOOK_EVERY_MS);
    const driftMs = Math.round(this.#lookedAt.wall - before.wall - passedMs);
    if (lateMs > JUMP_MS || Math.abs(driftMs) > JUMP_MS) {
      this.#woke('computer.clock-jumped', { lateMs, driftMs });
      return;
    }
    if (!this.#updateAddresses()) return;
    const isOnline = this.#addresses !== '';
    logger.info('computer.network-changed', { isOnline });
    if (isOnline) sessions.checkAll();
    this.#updateHold();
  }

  #woke(event: string, facts: Readonly<Record<string, unknown>>): void {
    const { clock, wallTime, logger, sessions } = this.#options;
    logger.info(event, facts);
    this.#lookedAt = { now: clock.now(), wall: wallTime() };
    this.#isAsleep = false;
    this.#updateAddresses();
    sessions.checkAll();
    this.#updateHold();
  }

  /** True when they are others than before. */
  #updateAddresses(): boolean {
    const before = this.#addresses;
    this.#addresses = this.#readAddresses();
    return this.#addresses !== before;
  }

  #readAddresses(): string {
    return [...this.#options.readAddresses()].sort().join(' ');
  }

  #updateHold(): void {
    const hold = this.#isAsleep ? 'asleep' : this.#addresses === '' ? 'offline' : null;
    if (hold === this.#hold) return;
    this.#hold = hold;
    this.#options.sessions.holdAttempts(hold);
  }
}
