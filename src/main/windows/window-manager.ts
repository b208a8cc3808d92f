import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../app/logging';
import { recoverRenderer } from './renderer-recovery';
import { placeWindow } from './window-bounds';
import type { WindowBoundsStore } from './window-document';
import { createWindowOptions } from './window-options';

export type WindowManagerOptions = {
  pageUrl: string;
  preloadPath: string;
  iconPath: string;
  hasDevTools: boolean;
  boundsStore: WindowBoundsStore;
  clock: Clock;
  logger: Logger;
  /** The user wants to close the window. It stays open; closing it is the same as quitting. */
  onCloseRequested: () => void;
  /** The document that the window showed is gone: reloaded, crashed or closed. */
  onPageGone: (contentsId: number) => void;
};

/**
 * Owns the one window of the app. Sessions live in it, so closing it ends the app on every system.
 */
export class WindowManager {
  readonly #options: WindowManagerOptions;
  #window: BrowserWindow | undefined;

  constructor(options: WindowManagerOptions) {
    this.#options = options;
  }

  /** The window, unless it is not made yet or already gone. */
  get window(): BrowserWindow | undefined {
    return this.#window?.isDestroyed() === false ? this.#window : undefined;
  }

  /** The WebContents of the window, if it has this id. */
  contentsOf(contentsId: number): Electron.WebContents | undefined {
    const contents = this.window?.webContents;
    return contents?.id === contentsId ? contents : undefined;
  }

  /** Makes the window and loads the page; it shows itself once the page has something to show. */
  open(): void {
    if (this.window !== undefined) return;
    const { boundsStore, preloadPath, iconPath, hasDevTools, pageUrl, logger } = this.#options;
    const saved = boundsStore.load();
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    const isDark = nativeTheme.shouldUseDarkColors;
    const place = placeWindow(saved, workAreas);
    const window = new BrowserWindow(
      createWindowOptions({ place, preloadPath, iconPath, isDark, hasDevTools }),
    );
    this.#window = window;
    if (saved?.isMaximized === true) window.maximize();
    this.#watch(window);
    window.loadURL(pageUrl).catch((error: unknown) => {
      logger.error('page.load-failed', { error });
      if (!window.isDestroyed()) window.show();
    });
  }

  /** Brings the window to the front. */
  focus(): void {
    const { window } = this;
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  toggleFullScreen(): void {
    const { window } = this;
    window?.setFullScreen(!window.isFullScreen());
  }

  /** Remembers where the window is and takes it off the screen, so that quitting looks as quick as it should. */
  retire(): void {
    const { window } = this;
    if (window === undefined) return;
    this.#options.boundsStore.save({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    window.hide();
  }

  #watch(window: BrowserWindow): void {
    const { onCloseRequested, onPageGone } = this.#options;
    const contents = window.webContents;
    const { id } = contents;
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      event.preventDefault();
      onCloseRequested();
    });
    // The moment a new document takes over. `did-start-navigation` would be too early: it also comes for a
    // navigation that is then denied, and the old page would lose its sessions.
    contents.on('did-navigate', () => onPageGone(id));
    contents.on('render-process-gone', () => onPageGone(id));
    contents.once('destroyed', () => onPageGone(id));
    recoverRenderer(window, { ...this.#options, quit: onCloseRequested });
  }
}
