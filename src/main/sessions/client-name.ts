import type { LogFacts, SessionLog } from './session-services';

/**
 * The name that guacd writes to its log and shows to other users of the same remote session. It tells sessions
 * apart and nothing else: the name of a profile is the user's own business.
 */
export function clientNameOf(sessionId: string): string {
  return `Pestle ${sessionId.slice(0, 8)}`;
}

/** The log as one session writes it: each event says whose it is. */
export function logOfSession(log: SessionLog, sessionId: string): SessionLog {
  return new OwnedLog(log, sessionId);
}

class OwnedLog implements SessionLog {
  readonly #log: SessionLog;
  readonly #sessionId: string;

  constructor(log: SessionLog, sessionId: string) {
    this.#log = log;
    this.#sessionId = sessionId;
  }

  info(event: string, facts?: LogFacts): void {
    this.#log.info(event, { ...this.#owner, ...facts });
  }

  warn(event: string, facts?: LogFacts): void {
    this.#log.warn(event, { ...this.#owner, ...facts });
  }

  get #owner(): LogFacts {
    return { sessionId: this.#sessionId, clientName: clientNameOf(this.#sessionId) };
  }
}
