import { type BrowserWindow, dialog } from 'electron';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../app/logging';
import { RecoveryPolicy } from './recovery-policy';

export type RecoveryOptions = {
  clock: Clock;
  logger: Logger;
  /** Ends the app, when the user has had enough of a page that crashes. */
  quit: () => void;
};

/** Brings the page of a window back after its process crashed. The remote sessions go on meanwhile. */
export function recoverRenderer(window: BrowserWindow, { clock, logger, quit }: RecoveryOptions): void {
  const policy = new RecoveryPolicy();
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const step = policy.onProcessGone(reason, clock.now());
    logger.error('page.crashed', { reason, exitCode, step });
    if (step === 'reload') window.webContents.reload();
    else if (step === 'ask') void askAndReload(window, quit);
  });
}

async function askAndReload(window: BrowserWindow, quit: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Pestle',
    message: 'The window of Pestle crashed twice within a minute.',
    detail: 'Your saved connections are safe. Reload the window, or quit and start Pestle again.',
    buttons: ['Quit', 'Reload'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) quit();
  else window.webContents.reload();
}
