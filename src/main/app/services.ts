import { join } from 'node:path';
import { AppError } from '../../shared/errors';
import { createDisposable, type Disposable } from '../../shared/disposable';
import type { ProfileView } from '../../shared/model/profile';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/model/settings';
import type { SessionState } from '../../shared/model/session-state';
import type { SessionService } from '../ipc/handlers/sessions';
import type { ProfileService } from '../ipc/handlers/profiles';
import type { SettingsService } from '../ipc/handlers/settings';
import { Engine } from '../guacd-process/engine';

type Changing<T> = { onChanged(listener: (value: T) => void): Disposable };

export type Services = {
  profiles: ProfileService & Changing<ProfileView[]>;
  settings: SettingsService & Changing<Settings>;
  secrets: { canPersist: boolean };
  engine: Engine;
  sessions: SessionService &
    Changing<SessionState> & {
      onRemoved(listener: (id: string) => void): Disposable;
      disposeAll(): Promise<void>;
      liveCount: number;
    };
};

export function createServices({ userData }: { userData: string }): Services {
  const none = (): never => {
    throw new AppError('SESSION_UNKNOWN');
  };
  const quiet = (): Disposable => createDisposable(() => undefined);
  let settings = DEFAULT_SETTINGS;
  return {
    profiles: { list: () => [], save: none, duplicate: none, delete: none, restore: none, onChanged: quiet },
    settings: {
      get: () => settings,
      update: (c) => (settings = { ...settings, ...c } as Settings),
      onChanged: quiet,
    },
    secrets: { canPersist: false },
    engine: new Engine({
      choice: { kind: 'auto' },
      homeFolder: join(userData, 'engine'),
      env: process.env,
    }),
    sessions: {
      list: () => [],
      open: none,
      attach: none,
      reconnect: none,
      cancelReconnect: none,
      answerPrompt: none,
      disconnect: none,
      close: none,
      sendClipboard: none,
      receiveClipboard: none,
      onChanged: quiet,
      onRemoved: quiet,
      disposeAll: () => Promise.resolve(),
      liveCount: 0,
    },
  };
}
