import { SetupError } from './terminal.mjs';

/**
 * The words of a command line, when each of them is known.
 * @param {readonly string[]} words
 * @param {readonly string[]} known
 * @throws {SetupError} about the first that is not.
 */
export function knownWords(words, known) {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new SetupError(`Unknown option ${unknown}. There are: ${known.join(' ')}`);
  return words;
}
