import type { BrowserWindow } from 'electron';
import type { SetupStep } from '../../shared/model/engine-setup';
import { consentWords } from '../engine-setup/consent-words';
import { askQuestion } from './ask-question';

/**
 * Asks whether steps of the set-up may be run: something is downloaded. The question is main's own, so that a hijacked
 * page cannot answer it.
 *
 * @param signal closes the dialog
 * @returns true when the user wants it
 */
export function askToSetUp(
  window: BrowserWindow | undefined,
  steps: readonly SetupStep[],
  signal: AbortSignal,
): Promise<boolean> {
  return askQuestion(window, {
    title: 'Set up an engine',
    ...consentWords(steps),
    agree: 'Set up',
    isRisky: true,
    signal,
  });
}
