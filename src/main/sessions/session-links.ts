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
  readonly #clock: Clock;
  /** Made when a connection is replaced for the first time. */
  #handover: Handover | null = null;
  /** Null when nothing is closing. */
  #closings: Set<Promise<void>> | null = null;
  #current: SessionLink | null = null;
  /** The connection that `start` is to show. */
  #arrived: SessionConnection | null = null;
  #epoch = 0;
  #unknownParameters: readonly string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
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
    if (former !== null) this.#replace(former);
    this.#epoch += 1;
    this.#unknownParameters = connection.unknownParameters;
    const link = createLink({ connection, epoch: this.#epoch, isJoined: former !== null });
    this.#current = link;
    link.open();
  }

  /** Closes the present connection and the former one. */
  release(): void {
    this.#handover?.end();
    const link = this.#current;
    this.#current = null;
    if (link !== null) this.closeLater(link.close());
  }

  /** Takes note of a connection that is closing. */
  closeLater(closing: Promise<void>): void {
    this.#closings ??= new Set();
    this.#closings.add(closing);
    void closing.finally(() => this.#forget(closing));
  }

  /** Resolves once all that were closing are closed. */
  async closed(): Promise<void> {
    await Promise.all([...(this.#closings ?? [])]);
  }

  #replace(former: SessionLink): void {
    this.#handover ??= new Handover(this.#clock, (link) => this.closeLater(link.close()));
    this.#handover.begin(former);
  }

  #forget(closing: Promise<void>): void {
    this.#closings?.delete(closing);
    if (this.#closings?.size === 0) this.#closings = null;
  }
}
