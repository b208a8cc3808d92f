import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors';
import { INTENT_PROTOCOLS, type IntentProtocol } from '../../shared/model/intent';
import type { LinkHandling } from '../../shared/model/link-handling';
import { writeFileAtomically } from '../storage/atomic-file';
import { readPlainFile } from '../storage/read-plain-file';
import type { LinkHandler } from './link-handler';
import { readChoice, withChoice } from './mime-choices';

/** What the desktop knows Pestle by: the file that the packages bring. */
const DESKTOP_ENTRY = 'pestle.desktop';
/** Far more than the choices of anybody. */
const MAX_LIST_BYTES = 1_048_576;

export type DesktopFolders = {
  /** Where the user's choices are. */
  config: string;
  /** Where desktop entries are, below `applications`. */
  data: readonly string[];
  /** Names of the desktop that runs, in lower case; each may have choices of its own, which come first. */
  desktops: readonly string[];
};

/** The folders of the XDG base directory specification. */
export function desktopFolders(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): DesktopFolders {
  const list = (value: string | undefined, otherwise: string): string[] =>
    (value === undefined || value === '' ? otherwise : value).split(':').filter((each) => each !== '');
  const [dataHome] = list(env.XDG_DATA_HOME, join(home, '.local/share'));
  const [config] = list(env.XDG_CONFIG_HOME, join(home, '.config'));
  return {
    config: config ?? join(home, '.config'),
    data: [
      ...(dataHome === undefined ? [] : [dataHome]),
      ...list(env.XDG_DATA_DIRS, '/usr/local/share:/usr/share'),
    ],
    desktops: list(env.XDG_CURRENT_DESKTOP, '').map((name) => name.toLowerCase()),
  };
}

/**
 * The user's choices on a desktop of freedesktop.org, in `mimeapps.list`. Electron would run a shell script for each
 * scheme and wait for it, and could not take a choice back.
 */
export function createDesktopLinkHandler({ config, data, desktops }: DesktopFolders): LinkHandler {
  const own = join(config, 'mimeapps.list');
  const files = [...desktops.map((name) => join(config, `${name}-mimeapps.list`)), own];

  /** The list that decides about a scheme: the first that says something. */
  const deciding = (scheme: IntentProtocol): string =>
    files.find((file) => readChoice(readList(file), typeOf(scheme)).length > 0) ?? own;

  const state = (): LinkHandling => ({
    schemes: INTENT_PROTOCOLS.filter(
      (scheme) => readChoice(readList(deciding(scheme)), typeOf(scheme))[0] === DESKTOP_ENTRY,
    ),
    obstacle: data.some((folder) => existsSync(join(folder, 'applications', DESKTOP_ENTRY)))
      ? null
      : 'no-desktop-entry',
  });

  /** Puts Pestle before the others, or takes it from among them, so that the choice of before holds again. */
  const choose = (file: string, scheme: IntentProtocol, isOn: boolean): void => {
    const text = readList(file);
    const others = readChoice(text, typeOf(scheme)).filter((entry) => entry !== DESKTOP_ENTRY);
    const next = withChoice(text, typeOf(scheme), isOn ? [DESKTOP_ENTRY, ...others] : others);
    if (next !== text) writeList(file, next);
  };

  return {
    state,
    set(isOn) {
      try {
        for (const scheme of INTENT_PROTOCOLS) {
          for (const file of isOn ? [deciding(scheme)] : files) choose(file, scheme, isOn);
        }
      } catch (thrown) {
        throw thrown instanceof AppError
          ? thrown
          : new AppError('LINKS_NOT_SET', undefined, { cause: thrown });
      }
      return state();
    },
  };
}

const typeOf = (scheme: IntentProtocol): string => `x-scheme-handler/${scheme}`;

/** Empty where no list is. One that cannot be read is never written over. */
function readList(file: string): string {
  const found = readPlainFile(realPath(file), MAX_LIST_BYTES);
  if (!found.ok) throw new AppError('LINKS_NOT_SET');
  return found.value?.toString('utf8') ?? '';
}

function writeList(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileAtomically(realPath(file), text);
}

/** People keep such files elsewhere and link to them. */
function realPath(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}
