import type { BrowserWindow } from 'electron';
import { askQuestion } from './ask-question';

/**
 * Asks whether the app may end although sessions are live.
 *
 * @param liveCount how many sessions would end, 1 or more
 * @returns true when the user wants to quit
 */
export function askToQuit(window: BrowserWindow | undefined, liveCount: number): Promise<boolean> {
  return askQuestion(window, {
    title: 'Quit Pestle',
    message: liveCount === 1 ? 'Quit and end 1 live session?' : `Quit and end ${liveCount} live sessions?`,
    detail: 'Pestle disconnects from the remote computers. What runs there may end with it.',
    agree: 'Quit',
  });
}
