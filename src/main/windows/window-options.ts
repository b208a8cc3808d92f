import type { BrowserWindowConstructorOptions } from 'electron';
import { MIN_HEIGHT, MIN_WIDTH, type WindowPlace } from './window-bounds';

export type WindowOptionsInput = {
  place: WindowPlace;
  preloadPath: string;
  /** A PNG file: what the task bar of Linux shows where no desktop entry tells. */
  iconPath: string | null;
  isDark: boolean;
  /** How large the page is shown; 1 is its natural size. */
  zoom: number;
  /** Only with the development server: a shipped window has no developer tools. */
  hasDevTools: boolean;
};

/** Behind the page until its first picture; `--surface` of src/renderer/ui/tokens.css in sRGB. */
const BACKGROUND = { light: '#f9fafb', dark: '#171a1e' };

/**
 * How a window of ours is made. The security settings are items 2 to 6, 8, 9 and 10 of Electron's checklist, written
 * out although most are defaults, so that a test can hold them.
 */
export function createWindowOptions({
  place,
  preloadPath,
  iconPath,
  isDark,
  zoom,
  hasDevTools,
}: WindowOptionsInput): BrowserWindowConstructorOptions {
  return {
    ...place,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    // A page that may paint waits for the process that draws before it runs anything; ours runs meanwhile.
    paintWhenInitiallyHidden: false,
    title: 'Pestle',
    ...(iconPath === null ? {} : { icon: iconPath }),
    backgroundColor: isDark ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: preloadPath,
      zoomFactor: zoom,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: hasDevTools,
      // Sessions go on in a hidden window: without this their pictures would be flushed once a second.
      backgroundThrottling: false,
    },
  };
}
