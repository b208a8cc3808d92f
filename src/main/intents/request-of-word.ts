import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LaunchRequest, MAX_LINK_LENGTH } from './launch-request';

type Origin = 'command-line' | 'system';

/**
 * What a word of the command line, or what the system hands over, asks for: a `file:` address or a path is a file,
 * everything else a link, which is judged when it is parsed. Null when it is too long or no file of this computer.
 *
 * @param folder what a relative path begins at
 */
export function requestOfWord(word: string, folder: string, origin: Origin): LaunchRequest | null {
  if (word.length > MAX_LINK_LENGTH || word.includes('\0')) return null;
  if (/^file:/i.test(word)) {
    const path = pathOfFileUrl(word);
    return path === null ? null : { kind: 'file', path, origin };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(word)) return { kind: 'link', text: word, origin };
  return { kind: 'file', path: isAbsolute(word) ? word : resolve(folder, word), origin };
}

function pathOfFileUrl(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
