import type { DisplayLimit } from '../../../shared/model/display-limit';
import type { SessionMetrics } from '../../../shared/model/session-metrics';
import type { SessionState, Viewport } from '../../../shared/model/session-state';
import type { PageEnd } from '../../sessions/session-services';
import type { CallContext, Handlers } from '../register';

/** What the calls about sessions need of the session manager. */
export type SessionService = {
  list(): SessionState[];
  open(profileId: string): SessionState | Promise<SessionState>;
  metrics(sessionId: string): SessionMetrics;
  attach(sessionId: string, channel: PageEnd, viewport: Viewport): void | Promise<void>;
  reconnect(sessionId: string, channel: PageEnd, viewport: Viewport): void | Promise<void>;
  cancelReconnect(sessionId: string): void | Promise<void>;
  answerPrompt(
    sessionId: string,
    values: Readonly<Record<string, string>>,
    remember: boolean,
  ): void | Promise<void>;
  disconnect(sessionId: string): void | Promise<void>;
  close(sessionId: string): void | Promise<void>;
  reportFault(sessionId: string, epoch: number, limit: DisplayLimit | null): void | Promise<void>;
  sendClipboard(sessionId: string): Promise<boolean>;
  receiveClipboard(sessionId: string, text: string): void | Promise<void>;
};

/** Makes the channel between the page that calls and a session. */
export type OpenChannel = (contentsId: number, sessionId: string) => PageEnd;

type Names = Extract<keyof Handlers, `sessions.${string}`>;

/** The calls `sessions.*`. */
export function createSessionHandlers(
  sessions: SessionService,
  openChannel: OpenChannel,
): Pick<Handlers, Names> {
  type AttachRequest = { sessionId: string; viewport: Viewport };
  const attachBy =
    (verb: 'attach' | 'reconnect') =>
    async ({ sessionId, viewport }: AttachRequest, { contentsId }: CallContext): Promise<undefined> => {
      const channel = openChannel(contentsId, sessionId);
      try {
        await sessions[verb](sessionId, channel, viewport);
        return undefined;
      } catch (error) {
        channel.close();
        throw error;
      }
    };
  return {
    'sessions.list': () => sessions.list(),
    'sessions.open': ({ profileId }) => sessions.open(profileId),
    'sessions.metrics': ({ sessionId }) => sessions.metrics(sessionId),
    'sessions.attach': attachBy('attach'),
    'sessions.reconnect': attachBy('reconnect'),
    'sessions.cancelReconnect': ({ sessionId }) => done(sessions.cancelReconnect(sessionId)),
    'sessions.answerPrompt': ({ sessionId, values, remember }) =>
      done(sessions.answerPrompt(sessionId, values, remember)),
    'sessions.disconnect': ({ sessionId }) => done(sessions.disconnect(sessionId)),
    'sessions.close': ({ sessionId }) => done(sessions.close(sessionId)),
    'sessions.reportFault': ({ sessionId, epoch, limit }) =>
      done(sessions.reportFault(sessionId, epoch, limit)),
    'sessions.sendClipboard': async ({ sessionId }) => ({ sent: await sessions.sendClipboard(sessionId) }),
    'sessions.receiveClipboard': ({ sessionId, text }) => done(sessions.receiveClipboard(sessionId, text)),
  };
}

async function done(work: void | Promise<void>): Promise<undefined> {
  await work;
  return undefined;
}
