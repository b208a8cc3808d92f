import { type BrowserWindow, dialog } from 'electron';

/**
 * Asks whether the app may end although sessions are live.
 *
 * @param liveCount how many sessions would end, 1 or more
 * @returns true when the user wants to quit
 */
export async function askToQuit(window: BrowserWindow | undefined, liveCount: number): Promise<boolean> {
  const options = {
    type: 'question' as const,
    title: 'Quit Pestle',
    message: liveCount === 1 ? 'Quit and end 1 live session?' : `Quit and end ${liveCount} live sessions?`,
    detail: 'Pestle disconnects from the remote computers. What runs there may end with it.',
    buttons: ['Cancel', 'Quit'],
    defaultId: 1,
    cancelId: 0,
    noLink: true,
  };
  const { response } =
    window === undefined || window.isDestroyed()
      ? await dialog.showMessageBox(options)
      : await dialog.showMessageBox(window, options);
  return response === 1;
}
