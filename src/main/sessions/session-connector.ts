import { AppError } from '../../shared/errors';
import type { Profile } from '../../shared/model/profile';
import type { Viewport } from '../../shared/model/session-state';
import { ATTEMPT_SPACING_MS, type AttemptPacer } from './attempt-pacer';
import type { Credentials } from './credentials';
import { joinRoute, openRoute, type SessionRoute } from './session-attempt';
import type { SessionLinks } from './session-links';
import type { SessionConnection, SessionServices } from './session-services';

/** What comes of an attempt. At most one of them is told, and none after the attempt was given up. */
export type AttemptOutcome = {
  /** The session owns the connection from here on. */
  onConnected(connection: SessionConnection): void;
  /** Nothing was sent: the user has to give these first. */
  onMissing(names: readonly string[]): void;
  onFailed(error: AppError): void;
};

/** Whom an attempt is made for. */
export type AttemptSubject = { viewport: Viewport; clientName: string };

type ConnectorServices = Pick<SessionServices, 'engine' | 'connect' | 'clock' | 'timeZone' | 'folders'>;

/** Makes the connections of one session: one attempt at a time. */
export class SessionConnector {
  readonly #services: ConnectorServices;
  readonly #credentials: Credentials;
  readonly #links: Pick<SessionLinks, 'closeLater'>;
  #attempt: AbortController | null = null;
  /** The way of the last new connection; joining goes the same. */
  #route: SessionRoute | null = null;

  /** @param links take the closing of a connection that came when nobody wanted it any more */
  constructor(
    services: ConnectorServices,
    credentials: Credentials,
    links: Pick<SessionLinks, 'closeLater'>,
  ) {
    this.#services = services;
    this.#credentials = credentials;
    this.#links = links;
  }

  /**
   * Makes a new connection: credentials, the user's word on folders, the engine's address, then the handshake.
   *
   * @param pacer for an attempt that nobody asked for: when the engine had to be waited for, others waited, too, and
   * they go on one after the other
   */
  open(
    profile: Profile,
    subject: AttemptSubject,
    outcome: AttemptOutcome,
    pacer: AttemptPacer | null = null,
  ): void {
    this.#run(outcome, async (signal) => {
      const { parameters, missing } = await this.#credentials.plan(profile);
      if (signal.aborted) return null;
      if (missing.length > 0) {
        outcome.onMissing(missing);
        return null;
      }
      const { clock, engine, folders } = this.#services;
      await folders.require(profile, parameters);
      signal.throwIfAborted();
      const askedAt = clock.now();
      const address = await engine.address();
      if (pacer !== null && clock.now() - askedAt > ATTEMPT_SPACING_MS) await pacer.turn(clock, signal);
      signal.throwIfAborted();
      const told = await folders.locate(parameters);
      signal.throwIfAborted();
      this.#route = { address, protocol: profile.protocol, parameters: told };
      return openRoute(this.#services, this.#route, { ...subject, signal });
    });
  }

  /** Makes a second connection to the running remote session. Joining works only in the guacd that has it. */
  join(connectionId: string, subject: AttemptSubject, outcome: AttemptOutcome): void {
    this.#run(outcome, (signal) => {
      if (this.#route === null) throw new AppError('RESOURCE_NOT_FOUND');
      return joinRoute(this.#services, this.#route, connectionId, { ...subject, signal });
    });
  }

  /** Gives up the attempt that is under way, if any. */
  giveUp(): void {
    this.#attempt?.abort();
    this.#attempt = null;
  }

  /** Gives up, and forgets the way of the last connection with its secrets. */
  reset(): void {
    this.giveUp();
    this.#route = null;
  }

  #run(outcome: AttemptOutcome, make: (signal: AbortSignal) => Promise<SessionConnection | null>): void {
    this.giveUp();
    const attempt = new AbortController();
    this.#attempt = attempt;
    const { signal } = attempt;
    const settle = async (): Promise<void> => {
      try {
        const connection = await make(signal);
        if (connection === null) return;
        if (signal.aborted) this.#links.closeLater(connection.close());
        else outcome.onConnected(connection);
      } catch (thrown) {
        if (!signal.aborted) outcome.onFailed(AppError.from(thrown));
      } finally {
        if (this.#attempt === attempt) this.#attempt = null;
      }
    };
    void settle();
  }
}
