import { resolve } from 'node:path';

export type AppWordsInput = {
  /** The whole command line: `process.argv`. */
  argv: readonly string[];
  /** Electron runs an app folder that is named on its command line, as `npm start` does. */
  isDefaultApp: boolean;
  /** Absolute path of that folder. */
  appPath: string;
};

/**
 * The words of a command line that are for the app: without the program, and without what only Electron needs to find
 * the app. Electron's own parser is not used, since it writes switches in lower case and drops their order.
 */
export function appWords({ argv, isDefaultApp, appPath }: AppWordsInput): readonly string[] {
  const words = argv.slice(1);
  if (!isDefaultApp) return words;
  const folder = words.findIndex((word) => !word.startsWith('-') && resolve(word) === appPath);
  return words.slice(folder + 1);
}
