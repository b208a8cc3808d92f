import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import { Listeners } from '../../shared/listeners';
import type { Logger } from '../app/logging';
import { recoverRenderer } from './renderer-recovery';
import { placeWindow, type WindowBounds } from './window-bounds';
import type { WindowBoundsStore } from './window-document';
import { createWindowOptions } from './window-options';

export type WindowManagerOptions = {
  pageUrl: string;
  preloadPath: string;
  iconPath: string;
  hasDevTools: boolean;
  /** How large the page is shown, in per cent of its natural size. */
  zoomPercent: number;
  /** Where the window was; null for the first start. */
  savedBounds: WindowBounds | null;
  clock: Clock;
  logger: Logger;
  /** The user wants to close the window. It stays open; closing it is the same as quitting. */
  onCloseRequested: () => void;
};

/**
 * Owns the one window of the app. Sessions live in it, so closing it ends the app on every system.
 */
export class WindowManager {
  readonly #options: WindowManagerOptions;
  readonly #pageGone = new Listeners<[contentsId: number]>();
  #window: BrowserWindow | undefined;
  #zoom: number;

  /** Resolves when the window has shown its first picture: never while it is where nobody sees it. */
  readonly whenPainted: Promise<void>;
  #tellPainted = (): void => undefined;

  constructor(options: WindowManagerOptions) {
    this.#options = options;
    this.#zoom = options.zoomPercent / 100;
    this.whenPainted = new Promise((resolve) => (this.#tellPainted = resolve));
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

  /** Tells that the document that the window showed is gone: reloaded, crashed or closed. */
  onPageGone(listener: (contentsId: number) => void): Disposable {
    return this.#pageGone.add(listener);
  }

  /** Makes the window. It shows itself once the page has something to show. */
  open(): void {
    if (this.window !== undefined) return;
    const { savedBounds: saved, preloadPath, iconPath, hasDevTools } = this.#options;
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    const isDark = nativeTheme.shouldUseDarkColors;
    const place = placeWindow(saved, workAreas);
    const window = new BrowserWindow(
      createWindowOptions({ place, preloadPath, iconPath, isDark, zoom: this.#zoom, hasDevTools }),
    );
    this.#window = window;
    if (saved?.isMaximized === true) window.maximize();
    if (saved?.isFullScreen === true) window.setFullScreen(true);
    this.#watch(window);
  }

  /** Loads the page. */
  load(): void {
    const { window } = this;
    const { pageUrl, logger } = this.#options;
    window?.loadURL(pageUrl).catch((error: unknown) => {
      logger.error('page.load-failed', { error });
      this.#tellPainted();
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

  /** Shows the page, and those that take its place, in a size in per cent of its natural one. */
  zoomTo(percent: number): void {
    this.#zoom = percent / 100;
    this.#applyZoom();
  }

  /** Where a point of the page, in its CSS pixels, is in the window. */
  placeOf({ x, y }: { x: number; y: number }): { x: number; y: number } {
    return { x: Math.round(x * this.#zoom), y: Math.round(y * this.#zoom) };
  }

  toggleFullScreen(): void {
    const { window } = this;
    window?.setFullScreen(!window.isFullScreen());
  }

  /** Remembers where the window is and takes it off the screen, so that quitting looks as quick as it should. */
  retire(boundsStore: WindowBoundsStore): void {
    const { window } = this;
    if (window === undefined) return;
    boundsStore.save({
      ...window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      isFullScreen: window.isFullScreen(),
    });
    window.hide();
  }

  #applyZoom(): void {
    const contents = this.window?.webContents;
    if (contents !== undefined && contents.getZoomFactor() !== this.#zoom) contents.setZoomFactor(this.#zoom);
  }

  #watch(window: BrowserWindow): void {
    const { onCloseRequested } = this.#options;
    const contents = window.webContents;
    const { id } = contents;
    // All scripts of the first picture have run. Not `ready-to-show`: nothing is painted before the window is shown.
    contents.once('dom-ready', () => window.show());
    window.once('ready-to-show', this.#tellPainted);
    window.on('close', (event) => {
      event.preventDefault();
      onCloseRequested();
    });
    // The moment a new document takes over. `did-start-navigation` would be too early: it also comes for a
    // navigation that is then denied, and the old page would lose its sessions.
    contents.on('did-navigate', () => {
      this.#applyZoom();
      this.#pageGone.emit(id);
    });
    contents.on('render-process-gone', () => this.#pageGone.emit(id));
    contents.once('destroyed', () => this.#pageGone.emit(id));
    recoverRenderer(window, { ...this.#options, quit: onCloseRequested });
  }
}
