import type { IntentSource } from '../../shared/model/intent';

/** Where a request came from, in one sentence. */
export function sourceWords({ kind, by, fileName }: IntentSource): string {
  const what = kind === 'link' ? 'A link' : `The file “${fileName ?? ''}”`;
  switch (by) {
    case 'command-line':
      return `${what} from the command line asks for it.`;
    case 'system':
      return kind === 'link'
        ? 'A link in another program or on a web page asks for it.'
        : `${what}, opened in another program, asks for it.`;
    case 'window':
      return `${what} that you opened here asks for it.`;
  }
}

/** What is said about requests behind the one that is shown; null when there is none. */
export function countWords(waiting: number, ignored: number): string | null {
  const waits =
    waiting === 0 ? '' : waiting === 1 ? 'One more request waits.' : `${waiting} more requests wait.`;
  const dropped =
    ignored === 0 ? '' : `${ignored} came too fast and ${ignored === 1 ? 'was' : 'were'} ignored.`;
  const words = [waits, dropped].filter((text) => text !== '').join(' ');
  return words === '' ? null : words;
}
