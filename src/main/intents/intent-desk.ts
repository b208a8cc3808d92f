import type { Disposable } from '../../shared/disposable';
import { Listeners } from '../../shared/listeners';
import {
  DEFAULT_PORTS,
  type IntentAnswer,
  type IntentOutcome,
  type IntentSource,
  type IntentState,
} from '../../shared/model/intent';
import { INITIAL_PARAMETERS } from '../../shared/model/parameters/catalogue';
import { MAX_PROFILE_NAME_LENGTH, type Profile, type ProfileDraft } from '../../shared/model/profile';
import type { SessionState } from '../../shared/model/session-state';
import type { Result } from '../../shared/result';
import { safeText } from '../../shared/safe-text';
import type { ConnectionRequest, Refusal } from './connection-request';
import { refusalText } from './refusal-text';

/** Requests that wait behind the one that is shown. More are dropped and counted: a page may open a link a thousand times. */
export const MAX_WAITING = 3;
const MAX_MATCHES = 5;

export type IntentDeskOptions = {
  profiles: { list(): readonly Profile[] };
  /** Opens a session of a saved connection. Throws as `SessionManager.open` does. */
  open: (profileId: string) => SessionState;
  /** Opens a session of a connection that is not saved. Throws as `SessionManager.open` does. */
  openOnce: (draft: ProfileDraft) => SessionState;
  /** A new UUID. */
  createId: () => string;
};

type Entry = { id: string; source: IntentSource; parsed: Result<ConnectionRequest, Refusal> };

/**
 * The requests of links and files. Each becomes a question, and only its answer connects anything. One is shown at a
 * time and stays until it is answered; up to {@link MAX_WAITING} wait in the order they came; what comes beyond that
 * is dropped, and so is what is the same as one that is there.
 */
export class IntentDesk {
  readonly #options: IntentDeskOptions;
  readonly #listeners = new Listeners<[state: IntentState]>();
  #entries: readonly Entry[] = [];
  #ignored = 0;

  constructor(options: IntentDeskOptions) {
    this.#options = options;
  }

  get state(): IntentState {
    const [shown] = this.#entries;
    return {
      shown: shown === undefined ? null : this.#present(shown),
      waiting: Math.max(0, this.#entries.length - 1),
      ignored: this.#ignored,
    };
  }

  /** Takes a request in. */
  offer(source: IntentSource, parsed: Result<ConnectionRequest, Refusal>): void {
    const entry = { id: this.#options.createId(), source, parsed };
    if (this.#entries.some((each) => isSame(each, entry))) return;
    if (this.#entries.length > MAX_WAITING) this.#ignored += 1;
    else this.#entries = [...this.#entries, entry];
    this.#listeners.emit(this.state);
  }

  /**
   * Does what the user chose about the request that is shown. An answer to another one does nothing. When it fails,
   * the question stays: PROFILE_UNKNOWN, SESSION_LIMIT, ABORTED.
   */
  answer(id: string, answer: IntentAnswer): IntentOutcome {
    const [shown] = this.#entries;
    if (shown?.id !== id) return { kind: 'nothing' };
    const outcome = this.#act(shown, answer);
    this.#entries = answer.kind === 'dismiss-all' ? [] : this.#entries.slice(1);
    if (this.#entries.length === 0) this.#ignored = 0;
    this.#listeners.emit(this.state);
    return outcome;
  }

  /** Calls back after each change. */
  onChanged(listener: (state: IntentState) => void): Disposable {
    return this.#listeners.add(listener);
  }

  #act({ source, parsed }: Entry, answer: IntentAnswer): IntentOutcome {
    if (!parsed.ok) return { kind: 'nothing' };
    switch (answer.kind) {
      case 'connect':
        return { kind: 'session', session: this.#options.openOnce(draftOf(parsed.value, source)) };
      case 'edit':
        return { kind: 'draft', draft: draftOf(parsed.value, source) };
      case 'open': {
        const isOffered = this.#matches(parsed.value).some(({ profileId }) => profileId === answer.profileId);
        if (!isOffered) return { kind: 'nothing' };
        return { kind: 'session', session: this.#options.open(answer.profileId) };
      }
      case 'dismiss':
      case 'dismiss-all':
        return { kind: 'nothing' };
    }
  }

  #present({ id, source, parsed }: Entry): NonNullable<IntentState['shown']> {
    if (!parsed.ok) return { kind: 'refusal', id, source, reason: refusalText(parsed.error) };
    const { protocol, host, port, username, domain, remarks } = parsed.value;
    return {
      kind: 'question',
      id,
      source,
      protocol,
      host,
      port: port ?? DEFAULT_PORTS[protocol],
      username,
      domain,
      remarks: [...remarks],
      matches: this.#matches(parsed.value),
    };
  }

  /** Saved connections to the same place; when the request names a user, only those of that user. */
  #matches(wanted: ConnectionRequest): { profileId: string; name: string }[] {
    const port = wanted.port ?? DEFAULT_PORTS[wanted.protocol];
    return this.#options.profiles
      .list()
      .filter(({ protocol, parameters }) => {
        if (protocol !== wanted.protocol) return false;
        if ((parameters.hostname ?? '').toLowerCase() !== wanted.host) return false;
        if (Number(parameters.port ?? DEFAULT_PORTS[wanted.protocol]) !== port) return false;
        return wanted.username === null || (parameters.username ?? '') === wanted.username;
      })
      .slice(0, MAX_MATCHES)
      .map(({ id, name }) => ({ profileId: id, name }));
  }
}

function isSame(a: Entry, b: Entry): boolean {
  return JSON.stringify([a.source, a.parsed]) === JSON.stringify([b.source, b.parsed]);
}

/** What a new connection would be, without any secret. */
function draftOf(request: ConnectionRequest, { fileName }: IntentSource): ProfileDraft {
  const { protocol, host, port, username, domain } = request;
  const given = { hostname: host, port: port === null ? null : String(port), username, domain };
  const set = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  const name = fileName?.replace(/\.rdp$/i, '').trim() ?? '';
  return {
    name: safeText(name === '' ? host : name, MAX_PROFILE_NAME_LENGTH),
    protocol,
    parameters: { ...INITIAL_PARAMETERS[protocol], ...Object.fromEntries(set) },
    secrets: {},
  };
}
