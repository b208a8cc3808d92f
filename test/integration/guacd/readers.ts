import type { GuacdConnection } from '../../../src/main/guacd';
import type { AppError } from '../../../src/shared/errors';

/** Reads everything; resolves with what came and why it ended. */
export function readToEnd(connection: GuacdConnection): Promise<{ text: string; reason: AppError | null }> {
  return new Promise((resolve) => {
    let text = '';
    connection.onInstructions((bytes) => (text += Buffer.from(bytes).toString()));
    connection.onClosed((reason) => resolve({ text, reason }));
  });
}

/** Resolves once everything that was read contains the text. */
export function readUntil(connection: GuacdConnection, expected: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    connection.onInstructions((bytes) => {
      text += Buffer.from(bytes).toString();
      if (text.includes(expected)) resolve(text);
    });
  });
}
