import type { BrowserWindow } from 'electron';
import type { EngineChoice } from '../../shared/model/engine';
import { askQuestion } from './ask-question';

/**
 * Asks whether an engine that the window named may be used: a program is run, another computer is told passwords. The
 * question is main's own, so that a hijacked page cannot answer it.
 *
 * @returns true when the user wants it
 */
export function askToUseEngine(window: BrowserWindow | undefined, choice: EngineChoice): Promise<boolean> {
  return askQuestion(window, {
    title: 'Engine',
    ...wordsFor(choice),
    agree: 'Use this engine',
    isRisky: true,
  });
}

function wordsFor(choice: EngineChoice): { message: string; detail: string } {
  if (choice.kind === 'remote') {
    return {
      message: `Use the engine on ${choice.host}, port ${choice.port}?`,
      detail: 'Whoever runs that computer sees your sessions and the passwords that they use.',
    };
  }
  return {
    message: 'Run this program as the engine?',
    detail: choice.kind === 'binary' ? choice.path : '',
  };
}
