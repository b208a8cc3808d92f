import type { SessionLog } from './session-services';

/**
 * The name that guacd writes to its log and shows to other users of the same remote session. It tells sessions
 * apart and nothing else: the name of a profile is the user's own business.
 */
export function clientNameOf(sessionId: string): string {
  return `Pestle ${sessionId.slice(0, 8)}`;
}

/** The log as one session writes it: each event says whose it is. */
export function logOfSession(log: SessionLog, sessionId: string): SessionLog {
  const owner = { sessionId, clientName: clientNameOf(sessionId) };
  return {
    info: (event, facts) => log.info(event, { ...owner, ...facts }),
    warn: (event, facts) => log.warn(event, { ...owner, ...facts }),
  };
}
