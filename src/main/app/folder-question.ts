import type { BrowserWindow } from 'electron';
import type { FolderQuestion } from '../folders/folder-consents';
import { askQuestion } from './ask-question';
import { describeFolders } from './folder-words';

/**
 * Asks whether a connection may make the engine use folders. The question is main's own, so that a hijacked page cannot
 * answer it, and Enter refuses: it may have been meant for a session.
 *
 * @returns true when the user wants it
 */
export function askToUseFolders(
  window: BrowserWindow | undefined,
  question: FolderQuestion,
): Promise<boolean> {
  return askQuestion(window, {
    title: 'Folders',
    ...describeFolders(question),
    agree: 'Allow',
    isRisky: true,
  });
}
