import type { Clock } from '../../shared/clock';
import type { SessionLink } from './session-link';

/**
 * How long the former connection stays beside the one that has joined. guacd says `ready` before it counts the new
 * user, and ends the remote session when the last one it counts leaves (guacd 1.3.0 did within 50 ms).
 */
export const HANDOVER_MS = 3_000;

/** Keeps the connection that was replaced by a joined one until guacd surely counts the new one. */
export class Handover {
  readonly #clock: Clock;
  readonly #close: (link: SessionLink) => void;
  #former: SessionLink | null = null;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, close: (link: SessionLink) => void) {
    this.#clock = clock;
    this.#close = close;
  }

  /** Takes over a connection that nobody listens to any more. One from before is closed. */
  begin(former: SessionLink): void {
    this.end();
    former.retire();
    this.#former = former;
    this.#cancel = this.#clock.after(HANDOVER_MS, () => this.end());
  }

  /** Closes the former connection now. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    const former = this.#former;
    this.#former = null;
    if (former !== null) this.#close(former);
  }
}
