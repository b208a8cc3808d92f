import { ipcMain } from 'electron';
import { createSenderGuard } from '../../../../src/main/ipc/sender-guard';
import { SessionChannels } from '../../../../src/main/ipc/session-channels';
import { LiveSessions } from '../../../support/live-sessions';
import { makeProfile } from '../../../support/session-services';
import type { Backend } from './main';

const VIEWPORT = { width: 1024, height: 768, dpi: 96 };

/** The app's own path: its guacd client, sessions and channels. */
export function createPestleBackend(contents: Electron.WebContents, pageOrigin: string): Backend {
  const logger = { debug: quiet, info: quiet, warn: complain, error: complain };
  const channels = new SessionChannels(ipcMain, {
    isTrusted: createSenderGuard((id) => id === contents.id, pageOrigin),
    targetOf: () => contents,
    logger,
    onViolation: (sessionId) => complain('violation', { sessionId }),
  });
  const engines = new Map<number, LiveSessions>();
  return {
    async open({ port, protocol, parameters, use }, show) {
      const sessions = engines.get(port) ?? new LiveSessions({ host: '127.0.0.1', port });
      engines.set(port, sessions);
      const profile = makeProfile(protocol, parameters);
      sessions.profiles.set(profile.id, profile);
      const { id } = sessions.manager.open(profile.id);
      const number = await show({ kind: 'pestle', sessionId: id, use });
      sessions.manager.attach(id, channels.open(contents.id, id), VIEWPORT);
      // A page that only counts shows no frame, by which a session comes to live.
      await sessions.reach(id, use === 'count' ? 'waiting' : 'live');
      return number;
    },
  };
}

const quiet = (): void => undefined;
const complain = (event: string, facts: unknown = {}): void =>
  void process.stderr.write(`${event} ${JSON.stringify(facts)}\n`);
