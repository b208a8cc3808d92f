import type { Clock } from '../../shared/clock';

/**
 * How long a handshake may keep the next one waiting. A usual one takes 10 to 150 ms; one for a protocol that guacd
 * lacks stays silent until its own deadline, and others must not wait that long for it.
 */
export const TURN_MS = 2_000;

/**
 * Lets handshakes with one guacd happen one after the other.
 *
 * guacd forks a process for each connection while its other threads may be writing to the log. Caught in that
 * moment the new process inherits a locked log and hangs at its first line, after `ready`, with its keep-alive still
 * going: of 175 sessions opened five at once in guacd 1.3.0, 6 hung; of 200 opened in turn, none (measured).
 */
export class HandshakeQueue {
  readonly #clock: Clock;
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs a handshake when those before it are over or have had {@link TURN_MS}. Settles as the handshake does. */
  run<T>(handshake: () => Promise<T>): Promise<T> {
    const outcome = this.#last.then(handshake);
    this.#last = this.#last.then(() => this.#turn(outcome));
    return outcome;
  }

  #turn(outcome: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(TURN_MS, resolve);
      const settled = (): void => {
        cancel();
        resolve();
      };
      outcome.then(settled, settled);
    });
  }
}
