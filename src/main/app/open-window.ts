import { nativeTheme, session } from 'electron';
import { join } from 'node:path';
import { systemClock } from '../../shared/clock';
import { SETTINGS_DOCUMENT } from '../settings/settings-document';
import { readDocumentFile } from '../storage/read-document-file';
import { WINDOW_DOCUMENT } from '../windows/window-document';
import { WindowManager } from '../windows/window-manager';
import { hardenApp, hardenSession } from './hardening';
import type { Logger } from './logging';
import { findPage, type PageLocation } from './page-location';
import { servePage } from './scheme';

export type OpenWindowOptions = {
  isPackaged: boolean;
  /** The folder that documents lie in. */
  dataFolder: string;
  logger: Logger;
  /** The user wants to close the window. It stays open. */
  onCloseRequested: () => void;
  /** Resolves once main answers every call of the page. Until then no script of the page runs. */
  whenAnswering: Promise<void>;
};

/** The window, before there is anything behind it. */
export type OpenedWindow = {
  windows: WindowManager;
  page: PageLocation;
  /** Rejects when there is no page to show. */
  whenPageFound: Promise<void>;
};

/** Where the build puts preload and page, seen from main. */
const PRELOAD_PATH = join(__dirname, '../preload/preload.js');
const PAGE_FOLDER = join(__dirname, '../renderer');
/** The same place in the repository and in app.asar. */
const ICON_PATH = join(__dirname, '../../packaging/icons/png/256x256.png');

/**
 * Makes the window and lets it load the page, with as little as that needs: Chromium takes longer for it than
 * everything else of the start does, which goes on meanwhile. Electron must be ready.
 */
export function openWindow(options: OpenWindowOptions): OpenedWindow {
  const { isPackaged, dataFolder, logger, onCloseRequested, whenAnswering } = options;
  const page = findPage(process.env.ELECTRON_RENDERER_URL, isPackaged);
  hardenApp(page.origin, logger);
  hardenSession(session.defaultSession, page.origin, logger);
  const whenPageFound = page.isDevelopment ? Promise.resolve() : servePage(PAGE_FOLDER, whenAnswering);

  // Only read: what is wrong with a document is found, told and mended when the services open it.
  const settings = readDocumentFile(SETTINGS_DOCUMENT, dataFolder);
  const bounds = readDocumentFile(WINDOW_DOCUMENT, dataFolder);
  if (settings.ok) nativeTheme.themeSource = settings.value.theme;
  const windows = new WindowManager({
    pageUrl: page.url,
    preloadPath: PRELOAD_PATH,
    iconPath: ICON_PATH,
    hasDevTools: page.isDevelopment,
    zoomPercent: settings.ok ? settings.value.zoomPercent : 100,
    savedBounds: bounds.ok ? bounds.value : null,
    clock: systemClock,
    logger,
    onCloseRequested,
  });
  windows.open();
  // The development server does not know when main answers.
  if (page.isDevelopment) void whenAnswering.then(() => windows.load());
  else windows.load();
  return { windows, page, whenPageFound };
}
