import { app, ipcMain, nativeTheme, powerMonitor, shell } from 'electron';
import { join } from 'node:path';
import { systemClock } from '../../shared/clock';
import { Broadcaster } from '../ipc/broadcaster';
import { connectEvents } from '../ipc/connect-events';
import { createAppHandlers } from '../ipc/handlers/app';
import { createEngineHandlers } from '../ipc/handlers/engine';
import { createEngineTestHandlers } from '../ipc/handlers/engine-test';
import { createFileHandlers } from '../ipc/handlers/files';
import { createIntentHandlers } from '../ipc/handlers/intents';
import { createJournalHandlers } from '../ipc/handlers/journal';
import { createLinkHandlers } from '../ipc/handlers/links';
import { createProfileHandlers } from '../ipc/handlers/profiles';
import { createSessionHandlers } from '../ipc/handlers/sessions';
import { createSettingsHandlers } from '../ipc/handlers/settings';
import { createSetupHandlers } from '../ipc/handlers/setup';
import { testEngine } from '../guacd-process/test-engine';
import { registerCalls } from '../ipc/register';
import { createSenderGuard } from '../ipc/sender-guard';
import { SessionChannels } from '../ipc/session-channels';
import type { SessionManager } from '../sessions/session-manager';
import { loadElectronStore } from '../storage/electron-store-writer';
import { AppMenu } from '../windows/app-menu';
import { createAppInfo } from './app-info';
import { chooseFile } from './choose-file';
import { createEngineSetup } from './create-engine-setup';
import { createLinkHandler } from './create-link-handler';
import { findEngineFolder } from './engine-folder';
import { askToUseEngine } from './engine-question';
import { askToUseFolders } from './folder-question';
import { composeIntents } from './intents';
import type { LaunchRequests } from './launch-requests';
import { NOTICES_FILE, readLicences } from './licences';
import type { Lifecycle } from './lifecycle';
import type { Logger } from './logging';
import { NoticeBoard } from './notice-board';
import type { OpenedWindow } from './open-window';
import { askToQuit } from './quit-question';
import { readTextFile } from './read-text-file';
import { readAddresses } from './read-addresses';
import { createServices, type Services } from './services';
import { askToSetUp } from './setup-question';
import { Surroundings } from './surroundings';
import { tellRunning } from './tell-running';
import type { TraceLog } from './trace-log';
import { whenPaintedOrLate } from './when-painted-or-late';

export type ComposeOptions = {
  logger: Logger;
  lifecycle: Lifecycle;
  /** Null: the protocol is not traced. */
  trace: TraceLog | null;
  /** What starts of the program ask for. */
  launches: LaunchRequests;
} & Pick<OpenedWindow, 'windows' | 'page'>;

/** What the start of the app needs of the composed one. */
export type ComposedApp = {
  /** Whether the app may end: asks the user when live sessions would be lost and the user wants to be asked. */
  confirmQuit: () => Promise<boolean>;
  /** Does what can wait until the window is shown, which it waits for, but not for ever. */
  finish: () => Promise<void>;
};

/**
 * How long sessions may take to say goodbye to their remote computers. The engine ends after them; together they
 * stay below the deadline of the lifecycle.
 */
const SESSIONS_DEADLINE_MS = 2000;

/**
 * How long after its first picture the page has the processor for itself: engine and electron-store would take it away
 * while the page shows what is saved. Nobody opens a connection as fast; if somebody does, the session waits.
 */
const PAGE_REST_MS = 250;

/**
 * Builds every part of the app once, in order, behind the window that is already there. What has to end is joined to
 * the lifecycle. Electron must be ready.
 */
export function composeApp(options: ComposeOptions): ComposedApp {
  const { logger, lifecycle, trace, launches, windows, page } = options;
  const notices = new NoticeBoard();
  const services = createServices({
    userData: app.getPath('userData'),
    engineFolder: findEngineFolder({
      isPackaged: app.isPackaged,
      resourcesPath: process.resourcesPath,
      appPath: app.getAppPath(),
    }),
    notices,
    logger,
    trace,
    askAboutFolders: (question) => askToUseFolders(windows.window, question),
  });
  const { engine, journal, sessions, settings } = services;
  lifecycle.join('sessions, their logs, engine', async () => {
    await sessions.disposeAll(SESSIONS_DEADLINE_MS);
    await Promise.all([journal.close(), engine.dispose()]);
  });

  const isTrusted = createSenderGuard((id) => windows.contentsOf(id) !== undefined, page.origin);
  const channels = new SessionChannels(ipcMain, {
    isTrusted,
    targetOf: (id) => windows.contentsOf(id),
    logger,
    onViolation: (sessionId) => sessions.failForViolation(sessionId),
  });
  windows.onPageGone((contentsId) => channels.pageGone(contentsId));
  const targets = () => (windows.window === undefined ? [] : [windows.window.webContents]);
  const broadcaster = new Broadcaster({ targets, checkValues: !app.isPackaged, logger });
  const engineSetup = createEngineSetup({
    ...{ engine, settings, logger },
    confirm: (steps, signal) => askToSetUp(windows.window, steps, signal),
  });
  lifecycle.join('set-up of an engine', () => engineSetup.dispose());
  const intents = composeIntents(services, launches, {
    focus: () => windows.focus(),
    showSession: (sessionId) => broadcaster.send('session.show', { sessionId }),
    // A page that is not there yet hears nothing.
    editNew: () =>
      void whenPaintedOrLate(windows.whenPainted, systemClock).then(() =>
        broadcaster.send('command.run', { command: 'connection.new' }),
      ),
    notify: (notice) => notices.add(notice),
    chooseFile: () => chooseFile(windows.window, 'rdp'),
  });
  connectEvents({ ...services, notices, engineSetup, intents: intents.desk }, broadcaster);
  const menu = new AppMenu(process.platform, {
    run: (command) => broadcaster.send('command.run', { command }),
    showLogs: () => shell.showItemInFolder(join(app.getPath('userData'), 'logs', 'pestle.log')),
  });
  const handlers = {
    ...createProfileHandlers(services.profiles, services.temporaryProfiles),
    ...createIntentHandlers(intents.desk, intents),
    ...createSessionHandlers(sessions, (id, sessionId) => channels.open(id, sessionId)),
    ...createJournalHandlers(journal),
    ...createEngineHandlers(engine),
    ...createEngineTestHandlers((target, signal) => testEngine(target, { clock: systemClock, signal })),
    ...createSetupHandlers(engineSetup),
    ...createSettingsHandlers(settings, (choice) => askToUseEngine(windows.window, choice)),
    ...createLinkHandlers(createLinkHandler()),
    ...createAppHandlers({
      info: () => describeApp(services),
      notices: () => notices.list(),
      dismissNotice: (id) => notices.dismiss(id),
      requestQuit: () => void lifecycle.requestQuit(),
      toggleFullScreen: () => windows.toggleFullScreen(),
      setMenuState: (state) => menu.setState(state),
      showMenu: (at) => menu.popUp(windows.window, windows.placeOf(at)),
      licences: () => (app.isPackaged ? readLicences(join(process.resourcesPath, NOTICES_FILE)) : null),
      showLicenceFiles: () => {
        if (app.isPackaged) shell.showItemInFolder(join(process.resourcesPath, NOTICES_FILE));
      },
    }),
    ...createFileHandlers({
      choose: (purpose) => chooseFile(windows.window, purpose),
      readText: readTextFile,
    }),
  };
  registerCalls(ipcMain, handlers, { isTrusted, logger, checkResponses: !app.isPackaged });

  followSettings(services, windows);
  followComputer(sessions, { logger, lifecycle });
  intents.begin();
  lifecycle.join('window', () => windows.retire(services.windowBounds));
  lifecycle.join('what other starts are told', tellRunning(engine, app.getPath('userData'), logger));
  return {
    confirmQuit: async () =>
      sessions.liveCount === 0 ||
      !settings.get().confirmQuit ||
      (await askToQuit(windows.window, sessions.liveCount)),
    finish: async () => {
      await whenPaintedOrLate(windows.whenPainted, systemClock);
      await new Promise<void>((resolve) => systemClock.after(PAGE_REST_MS, resolve));
      void engine.start();
      await loadElectronStore();
    },
  };
}

function describeApp({ secrets }: Services) {
  return createAppInfo({
    version: app.getVersion(),
    versions: process.versions,
    platform: process.platform,
    systemVersion: process.getSystemVersion(),
    arch: process.arch,
    environment: process.env,
    canPersistSecrets: secrets.canPersist,
  });
}

function followComputer(
  sessions: SessionManager,
  { logger, lifecycle }: Pick<ComposeOptions, 'logger' | 'lifecycle'>,
): void {
  const surroundings = new Surroundings({
    sessions,
    readAddresses,
    clock: systemClock,
    wallTime: Date.now,
    logger,
  });
  powerMonitor.on('suspend', () => surroundings.suspended());
  powerMonitor.on('resume', () => surroundings.resumed());
  powerMonitor.on('unlock-screen', () => surroundings.unlocked());
  lifecycle.join('surroundings', () => surroundings.dispose());
}

function followSettings({ settings, engine }: Services, windows: OpenedWindow['windows']): void {
  nativeTheme.themeSource = settings.get().theme;
  windows.zoomTo(settings.get().zoomPercent);
  settings.onChanged(({ theme, engine: choice, zoomPercent }) => {
    nativeTheme.themeSource = theme;
    windows.zoomTo(zoomPercent);
    void engine.setChoice(choice);
  });
}
