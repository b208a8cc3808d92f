import { endedSession } from '../tabs/tabs-model';
import { openSession, showView, useTabs } from '../tabs/tabs-store';
import { reconnectSession } from './reconnect-session';

/**
 * Opens a connection that was just edited: in the tab of a session of it that has ended, since that is most often
 * why it was edited, else in a new one. Rejects as `sessions.reconnect` and `sessions.open` do.
 */
export async function connectEdited(profileId: string): Promise<void> {
  const ended = endedSession(useTabs.getState(), profileId);
  if (ended === undefined) {
    await openSession(profileId);
    return;
  }
  showView({ kind: 'session', sessionId: ended.id });
  await reconnectSession(ended.id);
}
