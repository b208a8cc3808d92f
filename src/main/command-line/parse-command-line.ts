import { MAX_REQUESTS } from '../intents/max-requests';
import { isNearMiss } from './near-names';

/** What the user wants of `pestle`. */
export type CommandLine =
  /** The window; each word is a link or the path of a file that a question is asked about. */
  | { kind: 'start'; opens: readonly string[] }
  /** A session of a saved connection by name or ID; or like `start`, for a link or a file. */
  | { kind: 'connect'; target: string }
  /** The window with a new connection in the editor. */
  | { kind: 'new' }
  | { kind: 'list'; isJson: boolean }
  | { kind: 'engine-status'; isJson: boolean }
  | { kind: 'version'; isJson: boolean }
  | { kind: 'help' }
  /** It cannot be understood. The message is one sentence. */
  | { kind: 'misuse'; message: string };

const LINK_OR_FILE = /^(?:(?:ssh|rdp|vnc|telnet|file):\/\/|.*\.rdp$)/is;
const OUR_OPTIONS = ['--help', '--version', '--json', '--log'] as const;

/**
 * Switches of Chromium and Electron that are understood after a command too. Before it every switch is let pass,
 * because nobody has the list of all of them and Chromium ignores those that it does not know.
 */
const CHROMIUM_SWITCH =
  /^--(?:no-|disable-|enable-|force-|use-|ozone-|user-data-dir|password-store|lang|class|gtk-|inspect|remote-debugging-|proxy-|log-|vmodule|v=|js-flags|trace-|in-process-|single-process)/;

/**
 * Understands the words for the app. Whatever follows `--` is never a switch. Never throws.
 *
 * @param words see `appWords`
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const end = words.indexOf('--');
  const open = end < 0 ? words : words.slice(0, end);
  const scan = new Scan();
  for (const word of open) scan.take(word);
  for (const word of end < 0 ? [] : words.slice(end + 1)) scan.takePlain(word);
  return scan.result();
}

class Scan {
  readonly #plain: string[] = [];
  readonly #options = new Set<string>();
  #misuse: string | null = null;

  take(word: string): void {
    if (word.startsWith('-') && word.length > 1) this.#takeSwitch(word);
    else this.takePlain(word);
  }

  takePlain(word: string): void {
    if (word !== '') this.#plain.push(word);
  }

  result(): CommandLine {
    if (this.#options.has('--help')) return { kind: 'help' };
    if (this.#misuse !== null) return { kind: 'misuse', message: this.#misuse };
    const isJson = this.#options.has('--json');
    if (this.#options.has('--version')) return { kind: 'version', isJson };
    const [command, ...rest] = this.#plain;
    const surplus = (allowed: number): CommandLine | null =>
      rest.length > allowed ? misuse(`There is a word too many: ${quote(rest[allowed] ?? '')}.`) : null;
    switch (command) {
      case undefined:
        return isJson ? misuse('--json needs a command.') : { kind: 'start', opens: [] };
      case 'help':
        return { kind: 'help' };
      case 'new':
        return surplus(0) ?? { kind: 'new' };
      case 'list':
        return surplus(0) ?? { kind: 'list', isJson };
      case 'engine':
        return rest[0] === 'status'
          ? (surplus(1) ?? { kind: 'engine-status', isJson })
          : misuse('“engine” needs the word “status”.');
      case 'connect':
        if (rest[0] === undefined) return misuse('“connect” needs the name of a connection, or a link.');
        return surplus(1) ?? { kind: 'connect', target: rest[0] };
      default:
        return this.#opens();
    }
  }

  #takeSwitch(word: string): void {
    const [name = ''] = word.split('=', 1);
    if (word === '-h') this.#options.add('--help');
    else if (word === '-v') this.#options.add('--version');
    else if (word === '--help' || word === '--version' || word === '--json') this.#options.add(word);
    else if (name === '--log') this.#takeLog(word);
    else if (OUR_OPTIONS.some((ours) => name === ours || isNearMiss(name, ours))) this.#unknown(word);
    else if (this.#plain.length > 0 && !CHROMIUM_SWITCH.test(word) && !word.startsWith('-psn_'))
      this.#unknown(word);
  }

  #takeLog(word: string): void {
    if (word !== '--log=trace' && word !== '--log=info')
      this.#misuse ??= '--log is “info” or “trace”, for instance --log=trace.';
  }

  #unknown(word: string): void {
    this.#misuse ??= `There is no option ${quote(word)}.`;
  }

  #opens(): CommandLine {
    const stranger = this.#plain.find((word) => !LINK_OR_FILE.test(word));
    if (stranger !== undefined) return misuse(`There is no command ${quote(stranger)}.`);
    return this.#plain.length > MAX_REQUESTS
      ? misuse(`At most ${MAX_REQUESTS} links and files can be opened at a time.`)
      : { kind: 'start', opens: this.#plain };
  }
}

const misuse = (message: string): CommandLine => ({ kind: 'misuse', message });
const quote = (word: string): string => `“${word.slice(0, 80)}”`;
