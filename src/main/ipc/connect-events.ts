import type { Disposable } from '../../shared/disposable';
import type { EngineState } from '../../shared/model/engine';
import type { SetupState } from '../../shared/model/engine-setup';
import type { IntentState } from '../../shared/model/intent';
import type { Notice } from '../../shared/model/notice';
import type { ProfileView } from '../../shared/model/profile';
import type { SessionState } from '../../shared/model/session-state';
import type { Settings } from '../../shared/model/settings';
import type { Broadcaster } from './broadcaster';

type Source<T> = { onChanged(listener: (value: T) => void): Disposable };

/** Everything whose changes the windows are told. */
export type EventSources = {
  profiles: Source<ProfileView[]>;
  sessions: Source<SessionState> & { onRemoved(listener: (sessionId: string) => void): Disposable };
  engine: Source<EngineState>;
  engineSetup: Source<SetupState>;
  settings: Source<Settings>;
  notices: Source<Notice[]>;
  intents: Source<IntentState>;
};

/** Tells the windows of every change, in the order the changes happen. */
export function connectEvents(sources: EventSources, broadcaster: Broadcaster): void {
  sources.profiles.onChanged((profiles) => broadcaster.send('profiles.changed', profiles));
  sources.sessions.onChanged((state) => broadcaster.send('session.changed', state));
  sources.sessions.onRemoved((sessionId) => broadcaster.send('session.removed', { sessionId }));
  sources.engine.onChanged((state) => broadcaster.send('engine.changed', state));
  sources.engineSetup.onChanged((state) => broadcaster.send('setup.changed', state));
  sources.settings.onChanged((settings) => broadcaster.send('settings.changed', settings));
  sources.intents.onChanged((state) => broadcaster.send('intents.changed', state));
  sources.notices.onChanged((notices) => broadcaster.send('notices.changed', notices));
}
