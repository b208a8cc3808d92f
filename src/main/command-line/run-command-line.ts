import { existsSync } from 'node:fs';
import type { Profile } from '../../shared/model/profile';
import { fail, ok, type Result } from '../../shared/result';
import type { LaunchRequest } from '../intents/launch-request';
import { parseLink } from '../intents/parse-link';
import { refusalText } from '../intents/refusal-text';
import { requestOfWord } from '../intents/request-of-word';
import { PROFILES_DOCUMENT } from '../profiles/profiles-document';
import { SETTINGS_DOCUMENT } from '../settings/settings-document';
import { dataFolderIn } from '../storage/data-folder';
import { readDocumentFile } from '../storage/read-document-file';
import { EXIT_CODES } from './exit-codes';
import { formatConnections, formatConnectionsJson } from './format-connections';
import { formatEngine, formatEngineJson } from './format-engine';
import { formatHelp } from './format-help';
import type { CommandLine } from './parse-command-line';
import { resolveConnection } from './resolve-connection';
import { readRunningApp } from './running-app';
import { terminalText } from './terminal-text';

/** What is left to do: end with an answer, or start the app or hand over to the running one. */
export type CommandOutcome =
  | { kind: 'exit'; code: number; output: string; errors: string }
  | {
      kind: 'launch';
      requests: readonly LaunchRequest[];
      /** Said when the running app took it over. */ handedOver: string;
    };

export type CommandHost = {
  version: string;
  electron: string;
  /** The app's data folder. It is only read. */
  userData: string;
  /** Absolute path that relative ones begin at. */
  folder: string;
};

/**
 * Does what the command line wants, as far as that needs no window: reads, writes nothing, waits for nothing. A
 * fault in what it reads is an exit code, never an exception.
 */
export function runCommandLine(line: CommandLine, host: CommandHost): CommandOutcome {
  switch (line.kind) {
    case 'help':
      return answer(formatHelp());
    case 'version':
      return answer(
        line.isJson
          ? `${JSON.stringify({ pestle: host.version, electron: host.electron })}\n`
          : `pestle ${host.version}\n`,
      );
    case 'misuse':
      return refuse(EXIT_CODES.usage, `${terminalText(line.message)}\n\n${formatHelp().trimEnd()}`);
    case 'list':
      return list(host, line.isJson);
    case 'engine-status':
      return engineStatus(host, line.isJson);
    case 'connect':
      return connect(host, line.target);
    case 'new':
      return {
        kind: 'launch',
        requests: [{ kind: 'new-connection' }],
        handedOver: 'The running Pestle shows a new connection.\n',
      };
    case 'start':
      return open(host, line.opens, 'system');
  }
}

const answer = (output: string): CommandOutcome => ({
  kind: 'exit',
  code: EXIT_CODES.ok,
  output,
  errors: '',
});
const refuse = (code: number, sentence: string): CommandOutcome => ({
  kind: 'exit',
  code,
  output: '',
  errors: `pestle: ${sentence}\n`,
});

function list(host: CommandHost, isJson: boolean): CommandOutcome {
  const profiles = readProfiles(host);
  if (!profiles.ok) return profiles.error;
  return answer(isJson ? formatConnectionsJson(profiles.value) : formatConnections(profiles.value));
}

function readProfiles({ userData }: CommandHost): Result<readonly Profile[], CommandOutcome> {
  const profiles = readDocumentFile(PROFILES_DOCUMENT, dataFolderIn(userData));
  return profiles.ok
    ? ok(profiles.value)
    : fail(refuse(EXIT_CODES.io, `The saved connections cannot be used: ${profiles.error}.`));
}

function engineStatus({ userData }: CommandHost, isJson: boolean): CommandOutcome {
  const engine = readRunningApp(userData);
  const settings = readDocumentFile(SETTINGS_DOCUMENT, dataFolderIn(userData));
  const choice = settings.ok ? settings.value.engine.kind : 'auto';
  const output = isJson ? formatEngineJson(engine, choice) : formatEngine(engine, choice);
  const code = engine?.phase === 'ready' ? EXIT_CODES.ok : EXIT_CODES.unavailable;
  return { kind: 'exit', code, output, errors: '' };
}

function connect(host: CommandHost, target: string): CommandOutcome {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return open(host, [target], 'command-line');
  const profiles = readProfiles(host);
  if (!profiles.ok) return profiles.error;
  const found = resolveConnection(target, profiles.value);
  const quoted = `“${terminalText(target)}”`;
  if (found.kind === 'found') {
    return {
      kind: 'launch',
      requests: [{ kind: 'profile', profileId: found.profile.id }],
      handedOver: `The running Pestle opens “${terminalText(found.profile.name)}”.\n`,
    };
  }
  if (found.kind === 'ambiguous') {
    const ids = found.profiles.map(
      ({ id, parameters }) => `  ${id}  ${terminalText(parameters.hostname ?? '-')}`,
    );
    const sentence = `Several connections are called ${quoted}. Name the ID of one:`;
    return refuse(EXIT_CODES.noInput, [sentence, ...ids].join('\n'));
  }
  if (/\.rdp$/i.test(target)) return open(host, [target], 'command-line');
  const near = found.near.map((name) => `“${terminalText(name)}”`).join(', ');
  const advice = near === '' ? 'See: pestle list' : `Did you mean ${near}?`;
  return refuse(EXIT_CODES.noInput, `There is no connection ${quoted}. ${advice}`);
}

/** Links and files are looked at here only to tell a mistake at once; the app judges them again. */
function open(
  { folder }: CommandHost,
  words: readonly string[],
  origin: 'command-line' | 'system',
): CommandOutcome {
  const requests: LaunchRequest[] = [];
  for (const word of words) {
    const request = requestOfWord(word, folder, origin);
    const quoted = `“${terminalText(word.slice(0, 80))}”`;
    if (request === null) return refuse(EXIT_CODES.data, `${quoted} cannot be opened.`);
    if (request.kind === 'file' && !existsSync(request.path))
      return refuse(EXIT_CODES.noInput, `There is no file ${quoted}.`);
    if (request.kind === 'link' && origin === 'command-line') {
      const link = parseLink(request.text);
      if (!link.ok) return refuse(EXIT_CODES.data, refusalText(link.error));
    }
    requests.push(request);
  }
  const asks = words.length > 0;
  return {
    kind: 'launch',
    requests,
    handedOver: asks ? 'The running Pestle asks about it in its window.\n' : '',
  };
}
