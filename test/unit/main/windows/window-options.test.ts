import { describe, expect, it } from 'vitest';
import { createWindowOptions } from '../../../../src/main/windows/window-options';

const options = createWindowOptions({
  place: { width: 800, height: 600 },
  preloadPath: '/app/preload.js',
  iconPath: '/app/icon.png',
  isDark: true,
  zoom: 1.25,
  hasDevTools: false,
});

describe('createWindowOptions', () => {
  it('holds every setting of the security checklist', () => {
    expect(options.webPreferences).toEqual({
      preload: '/app/preload.js',
      zoomFactor: 1.25,
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
      devTools: false,
      backgroundThrottling: false,
    });
  });

  it('shows nothing until the page has something to show, on a background of the theme', () => {
    const light = createWindowOptions({
      place: { width: 1, height: 1 },
      preloadPath: '',
      iconPath: null,
      isDark: false,
      zoom: 1,
      hasDevTools: false,
    });
    expect(options.show).toBe(false);
    expect(options.paintWhenInitiallyHidden).toBe(false);
    expect(options.backgroundColor).not.toBe(light.backgroundColor);
  });
});
