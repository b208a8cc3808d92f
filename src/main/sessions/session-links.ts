import type { Clock } from '../../shared/clock';
import { Handover } from './handover';
import type { SessionLink } from './session-link';
import type { SessionConnection } from './session-services';

/** What the next link of a session is made of. */
export type NextLink = {
  connection: SessionConnection;
  epoch: number;
  /** The connection has joined the session of the present one, which it replaces. */
  isJoined: boolean;
};

/**
 * The guacd connections of one session, which outlives them: the present one, one that is to become it, a former one
 * for a while, and those that are closing.
 */
export class SessionLinks {
  readonly #handover: Handover;
  readonly #closings = new Set<Promise<void>>();
  #current: SessionLink | null = null;
  /** The connection that `start` is to show. */
  #arrived: SessionConnection | null = null;
  #epoch = 0;
  #unknownParameters: readonly string[] = [];

  constructor(clock: Clock) {
    this.#handover = new Handover(clock, (link) => this.closeLater(link.close()));
  }

  get current(): SessionLink | null {
    return this.#current;
  }

  /** Counts the connections that were started. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Parameters that the present or the last guacd does not know. */
  get unknownParameters(): readonly string[] {
    return this.#unknownParameters;
  }

  /** A connection is ready. It is this object's from here on. */
  arrive(connection: SessionConnection): void {
    this.#arrived = connection;
  }

  /** Makes the connection that arrived the present one. Without effect when none did. */
  start(createLink: (next: NextLink) => SessionLink): void {
    const connection = this.#arrived;
    if (connection === null) return;
    this.#arrived = null;
    const former = this.#current;
    if (former !== null) this.#handover.begin(former);
    this.#epoch += 1;
    this.#unknownParameters = connection.unknownParameters;
    const link = createLink({ connection, epoch: this.#epoch, isJoined: former !== null });
    this.#current = link;
    link.open();
  }

  /** Closes the present connection and the former one. */
  release(): void {
    this.#handover.end();
    const link = this.#current;
    this.#current = null;
    if (link !== null) this.closeLater(link.close());
  }

  /** Takes note of a connection that is closing. */
  closeLater(closing: Promise<void>): void {
    this.#closings.add(closing);
    void closing.finally(() => this.#closings.delete(closing));
  }

  /** Resolves once all that were closing are closed. */
  async closed(): Promise<void> {
    await Promise.all(this.#closings);
  }
}
