import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../../shared/clock';
import type { ProfileDraft } from '../../shared/model/profile';
import type { SessionState } from '../../shared/model/session-state';
import { ClipboardSync } from '../clipboard/clipboard-sync';
import { systemClipboard } from '../clipboard/system-clipboard';
import { engineFoldersOf, makeEngineFolders, withRealFolders } from '../folders/engine-folders';
import { FolderConsents, type FolderQuestion } from '../folders/folder-consents';
import { FOLDERS_DOCUMENT } from '../folders/folders-document';
import { connectGuacd, HandshakeQueue, probeGuacd, type GuacdConnectOptions } from '../guacd';
import { Engine } from '../guacd-process/engine';
import { realFolder } from '../guacd-process/real-folder';
import { createJournalDisk } from '../journal/journal-disk';
import { JournalStore } from '../journal/journal-store';
import { ProfileStore } from '../profiles/profile-store';
import { TemporaryProfiles } from '../profiles/temporary-profiles';
import { PROFILES_DOCUMENT } from '../profiles/profiles-document';
import { createOsSecretStore } from '../secrets/os-secret-store';
import type { SecretStore } from '../secrets/secret-store';
import { SECRETS_DOCUMENT } from '../secrets/secrets-document';
import { createSessionHooks } from '../sessions/hooks/create-session-hooks';
import { SessionManager } from '../sessions/session-manager';
import { recentTimeZone } from '../sessions/time-zone';
import { SETTINGS_DOCUMENT } from '../settings/settings-document';
import { SettingsStore } from '../settings/settings-store';
import type { DocumentSpec } from '../storage/document-spec';
import type { JsonDocument } from '../storage/json-document';
import { openDocument } from '../storage/open-document';
import { createWindowBoundsStore, WINDOW_DOCUMENT, type WindowBoundsStore } from '../windows/window-document';
import { dataFolderIn } from '../storage/data-folder';
import type { Logger } from './logging';
import type { NoticeBoard } from './notice-board';
import type { TraceLog } from './trace-log';

/** Everything the app does, without its windows. */
export type Services = {
  settings: SettingsStore;
  secrets: SecretStore;
  profiles: ProfileStore;
  engine: Engine;
  journal: JournalStore;
  sessions: SessionManager;
  /** The connections that are used once and not saved. */
  temporaryProfiles: TemporaryProfiles;
  windowBounds: WindowBoundsStore;
};

export type ServicesOptions = {
  /**
   * The folder of this user's data: documents go to `data` in it, session logs to `session-log`, the engine's own
   * files to `engine`.
   */
  userData: string;
  /** Of the engine that Pestle brings; it need not be there. */
  engineFolder: string;
  notices: NoticeBoard;
  logger: Logger;
  /** Null: the protocol is not traced. */
  trace: TraceLog | null;
  /** Asks the user whether a connection may make the engine use folders. */
  askAboutFolders: (question: FolderQuestion) => Promise<boolean>;
};

/** Builds the services in the order of their needs. Electron must be ready: the keyring is asked for. */
export function createServices({
  userData,
  engineFolder,
  notices,
  logger,
  trace,
  askAboutFolders,
}: ServicesOptions): Services {
  const open = <T>(spec: DocumentSpec<T>): JsonDocument<T> =>
    openDocument(spec, {
      folder: dataFolderIn(userData),
      notify: (notice) => {
        logger.warn('storage.notice', { document: spec.name, notice: notice.id, text: notice.text });
        notices.add(notice);
      },
    });
  const settings = new SettingsStore(open(SETTINGS_DOCUMENT));
  const secrets = createOsSecretStore({
    document: open(SECRETS_DOCUMENT),
    notify: (notice) => notices.add(notice),
  });
  const profiles = new ProfileStore({
    document: open(PROFILES_DOCUMENT),
    secrets,
    now: Date.now,
    createId: randomUUID,
  });
  const handshakes = new HandshakeQueue(systemClock);
  const engine = new Engine({
    choice: settings.get().engine,
    homeFolder: join(userData, 'engine'),
    includedFolder: engineFolder,
    env: process.env,
    probe: (...probe) => handshakes.run(() => probeGuacd(...probe)),
  });
  const journal = createJournal(userData, notices, logger);
  const temporaryProfiles = new TemporaryProfiles({ now: Date.now, createId: randomUUID });
  const sources = { settings, secrets, profiles, temporaryProfiles, engine, journal };
  const folders = new FolderConsents({
    document: open(FOLDERS_DOCUMENT),
    ask: askAboutFolders,
    onNotSaved: (error) => logger.warn('folders.not-saved', { error }),
  });
  engine.allowFolders(agreedFolders(folders, profiles));
  const sessions = createSessions({ ...sources, folders, handshakes, logger, trace });
  const windowBounds = createWindowBoundsStore(open(WINDOW_DOCUMENT), (error) =>
    logger.warn('window.place-not-saved', { error }),
  );
  return { ...sources, sessions, windowBounds };
}

function agreedFolders(consents: FolderConsents, profiles: ProfileStore): string[] {
  const agreed = consents.agreedTo(profiles.list());
  return agreed.flatMap(({ parameters }) => engineFoldersOf(parameters).map(({ path }) => path));
}

function createJournal(userData: string, notices: NoticeBoard, logger: Logger): JournalStore {
  return new JournalStore({
    disk: createJournalDisk(join(userData, 'session-log')),
    wallTime: Date.now,
    notify: (notice) => notices.add(notice),
    onFailure: (error) => logger.warn('journal.failed', { error }),
  });
}

type SessionSources = Pick<
  Services,
  'settings' | 'secrets' | 'profiles' | 'temporaryProfiles' | 'engine' | 'journal'
> & {
  folders: FolderConsents;
  handshakes: HandshakeQueue;
  logger: Logger;
  trace: TraceLog | null;
};

function createSessions(sources: SessionSources): SessionManager {
  const { settings, secrets, profiles, temporaryProfiles, engine, journal, folders } = sources;
  const { handshakes, logger, trace } = sources;
  const isTemporary = (profileId: string): boolean => temporaryProfiles.get(profileId) !== undefined;
  // Through the profile store, so that the windows are told which secrets a profile has now.
  const remember = async (profileId: string, values: Readonly<Record<string, string>>): Promise<void> => {
    if (!isTemporary(profileId)) await profiles.remember(profileId, values);
  };
  const sessions = new SessionManager({
    profiles: {
      get: (profileId) => temporaryProfiles.get(profileId) ?? profiles.get(profileId),
      isTemporary,
      remember,
      opened: (profileId) => (isTemporary(profileId) ? undefined : profiles.touch(profileId)),
    },
    secrets: {
      get canPersist() {
        return secrets.canPersist;
      },
      names: (profileId) => secrets.names(profileId),
      get: (profileId, name) => secrets.get(profileId, name),
      set: (profileId, name, value) => remember(profileId, { [name]: value }),
    },
    clipboard: new ClipboardSync(systemClipboard, () => settings.get().clipboard),
    folders: {
      async require(profile, parameters) {
        await folders.require(profile, parameters);
        await engine.reach(await makeEngineFolders(parameters), () => sessions.liveCount === 0);
      },
      async locate(parameters) {
        if (engine.state.source !== 'included') return parameters;
        return withRealFolders(parameters, (path) => realFolder(path, systemClock));
      },
    },
    engine,
    connect: (options) => handshakes.run(() => connectGuacd(withTrace(options, trace))),
    hooks: createSessionHooks,
    log: logger,
    journal,
    clock: systemClock,
    wallTime: Date.now,
    timeZone: recentTimeZone(systemClock),
    random: Math.random,
    createId: randomUUID,
    afterTurn: setImmediate,
  });
  journal.followProfiles(profiles.list().map(({ id }) => id));
  sessions.onRemoved(() =>
    temporaryProfiles.keepOnly(new Set(sessions.list().map(({ profileId }) => profileId))),
  );
  profiles.onChanged((all) => {
    for (const { id, name } of all) sessions.rename(id, name);
    journal.followProfiles(all.map(({ id }) => id));
  });
  return sessions;
}

function withTrace(options: GuacdConnectOptions, trace: TraceLog | null): GuacdConnectOptions {
  return trace === null ? options : { ...options, trace: trace.connection(options.clientName ?? '') };
}

/**
 * Opens a session of a connection that is not saved.
 *
 * @throws AppError PROFILE_INVALID, SESSION_LIMIT, or ABORTED while the app ends
 */
export function openOnce(
  { sessions, temporaryProfiles }: Pick<Services, 'sessions' | 'temporaryProfiles'>,
  draft: ProfileDraft,
): SessionState {
  const profile = temporaryProfiles.add(draft);
  try {
    return sessions.open(profile.id);
  } finally {
    temporaryProfiles.keepOnly(new Set(sessions.list().map(({ profileId }) => profileId)));
  }
}
