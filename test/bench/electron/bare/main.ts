import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';

/** The least that an Electron app with a React page can be. */
async function start(): Promise<void> {
  await app.whenReady();
  const window = new BrowserWindow({ width: 1180, height: 780, show: false });
  window.once('ready-to-show', () => window.show());
  await window.loadFile(join(__dirname, 'page', 'index.html'));
}

app.on('window-all-closed', () => app.quit());
void start();
