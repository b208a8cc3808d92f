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

/**
 * Brings the page of a window back after its process crashed, and offers to when the page hangs. The remote sessions go
 * on meanwhile.
 */
export function recoverRenderer(window: BrowserWindow, { clock, logger, quit }: RecoveryOptions): void {
  const policy = new RecoveryPolicy();
  const hang = watchHang(window, logger);
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const step = hang.wasEnded() ? 'reload' : policy.onProcessGone(reason, clock.now());
    logger.error('page.crashed', { reason, exitCode, step });
    if (step === 'reload') window.webContents.reload();
    else if (step === 'ask') void askAndReload(window, quit);
  });
}

/** Asks what to do about a page that hangs, until it goes on by itself. One question at a time. */
function watchHang(window: BrowserWindow, logger: Logger): { wasEnded(): boolean } {
  let question: AbortController | null = null;
  let isEnded = false;
  const close = (): void => question?.abort();
  window.on('responsive', close);
  window.webContents.on('render-process-gone', close);
  window.on('unresponsive', () => {
    if (question !== null) return;
    logger.warn('page.hangs');
    question = new AbortController();
    void askToEnd(window, question.signal).then((isWanted) => {
      question = null;
      if (!isWanted || window.isDestroyed()) return;
      isEnded = true;
      // A page that hangs takes no order to reload; once its process is gone it is made anew.
      window.webContents.forcefullyCrashRenderer();
    });
  });
  return {
    wasEnded() {
      const was = isEnded;
      isEnded = false;
      return was;
    },
  };
}

/** Resolves to false also when the question is taken back. */
async function askToEnd(window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Pestle',
    message: 'The window of Pestle does not respond.',
    detail: 'You can wait, or reload the window. Your sessions go on either way.',
    buttons: ['Wait', 'Reload'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1 && !signal.aborted;
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
