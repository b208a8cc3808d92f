import type { Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import type { SessionConnection } from './session-services';
import { UpstreamFilter, type UpstreamVerdict } from './upstream-filter';

export type UpstreamEvents = {
  /** The page has answered its first frame: a picture is on screen. At most once. */
  onFrame(): void;
  /** Some of a message goes to guacd. Each one tells, in order. */
  onPassed(verdict: UpstreamVerdict): void;
  /** The page asked for another size, in device pixels. */
  onSize(width: number, height: number): void;
  /** The page broke the rules. Nothing of that message or of later ones was sent. At most once. */
  onViolation(error: AppError): void;
};

/**
 * Carries what a page sends to guacd, after {@link UpstreamFilter} has let it pass. While guacd is slow, moves of the
 * mouse with unchanged buttons are replaced by the newest one; everything else is queued in order, up to the limit
 * of the connection, which then ends with GUACD_STALLED.
 */
export class Upstream {
  readonly #connection: Pick<SessionConnection, 'send' | 'onDrain'>;
  readonly #filter: UpstreamFilter;
  readonly #events: UpstreamEvents;
  readonly #drain: Disposable;
  #isBlocked = false;
  #isOver = false;
  #hasFrame = false;
  /** Button mask of the last `mouse` that was sent. */
  #mouseMask = 0;
  /** A move that waits for guacd. */
  #heldMove: Uint8Array | null = null;

  constructor(
    connection: Pick<SessionConnection, 'send' | 'onDrain'>,
    isReadOnly: boolean,
    events: UpstreamEvents,
  ) {
    this.#connection = connection;
    this.#filter = new UpstreamFilter(isReadOnly);
    this.#events = events;
    this.#drain = connection.onDrain(() => {
      this.#isBlocked = false;
      this.#sendHeldMove();
    });
  }

  /** Takes one message of the page. */
  receive(text: string): void {
    if (this.#isOver) return;
    const verdict = this.#judge(text);
    if (verdict === null) return;
    if (verdict.bytes !== null) {
      this.#events.onPassed(verdict);
      this.#pass(verdict.bytes, verdict);
    }
    if (verdict.size !== null) this.#events.onSize(verdict.size.width, verdict.size.height);
    if (verdict.hasSync && !this.#hasFrame) {
      this.#hasFrame = true;
      this.#events.onFrame();
    }
  }

  dispose(): void {
    this.#isOver = true;
    this.#drain.dispose();
    this.#heldMove = null;
  }

  #judge(text: string): UpstreamVerdict | null {
    try {
      return this.#filter.check(text);
    } catch (thrown) {
      this.#isOver = true;
      this.#events.onViolation(AppError.from(thrown));
      return null;
    }
  }

  #pass(bytes: Uint8Array, { mouseMask, isSingle }: UpstreamVerdict): void {
    if (this.#isBlocked && isSingle && mouseMask !== null && mouseMask === this.#mouseMask) {
      this.#heldMove = bytes;
      return;
    }
    this.#sendHeldMove();
    if (mouseMask !== null) this.#mouseMask = mouseMask;
    this.#send(bytes);
  }

  #sendHeldMove(): void {
    const move = this.#heldMove;
    if (move === null) return;
    this.#heldMove = null;
    this.#send(move);
  }

  #send(bytes: Uint8Array): void {
    if (!this.#connection.send(bytes)) this.#isBlocked = true;
  }
}
