import * as v from 'valibot';
import { adviceFor, AppError, type AppErrorCode, type WireError } from '../../src/shared/errors';
import type { Bridge, BridgeSessionListener, Envelope } from '../../src/shared/ipc/bridge';
import { CONTRACT, type CallName, type CallRequest, type CallResponse } from '../../src/shared/ipc/contract';
import { EVENTS, type EventName, type EventValue } from '../../src/shared/ipc/events';
import type { AppInfo } from '../../src/shared/model/app-info';
import type { EnginePart } from '../../src/shared/model/engine-manifest';
import type { EngineLogLine, EngineState } from '../../src/shared/model/engine';
import type { SetupState } from '../../src/shared/model/engine-setup';
import {
  INTENT_PROTOCOLS,
  type IntentAnswer,
  type IntentOutcome,
  type IntentState,
} from '../../src/shared/model/intent';
import type { Journal } from '../../src/shared/model/journal';
import type { LinkHandling } from '../../src/shared/model/link-handling';
import type { Notice } from '../../src/shared/model/notice';
import { PARAMETER_CATALOGUE } from '../../src/shared/model/parameters/catalogue';
import type { ProfileDraft, ProfileView } from '../../src/shared/model/profile';
import { validateProfile } from '../../src/shared/model/profile-validation';
import type { Protocol } from '../../src/shared/model/protocol';
import type { SessionMetrics } from '../../src/shared/model/session-metrics';
import type { SessionState } from '../../src/shared/model/session-state';
import { DEFAULT_SETTINGS, type Settings } from '../../src/shared/model/settings';
import { sampleMetrics } from './sample-data';

/** What the double starts with; everything absent is empty, healthy or the default. */
export type DoubleSetUp = {
  profiles?: ProfileView[];
  sessions?: SessionState[];
  /** Figures that differ from the sample, the same for every session. */
  metrics?: Partial<SessionMetrics>;
  /** Session logs by profile id. */
  journals?: Record<string, Journal>;
  engine?: Partial<EngineState>;
  engineLog?: EngineLogLine[];
  engineParts?: EnginePart[];
  /** The set-up of an engine; a look leaves it as it is. */
  setup?: Partial<SetupState>;
  /** Parameter names the engine does not know, by protocol; `no-plug-in` when it lacks the protocol. */
  unknownParameters?: Partial<Record<Protocol, string[] | 'no-plug-in'>>;
  settings?: Partial<Settings>;
  info?: Partial<AppInfo>;
  notices?: Notice[];
  /** Which links of the desktop open in Pestle. */
  links?: Partial<LinkHandling>;
  /** The licence notices of the package; absent in a development run. */
  licences?: string;
  /** What links and files ask for. */
  intents?: IntentState;
  /** What the file dialogs answer. */
  textFile?: { name: string; text: string } | null;
  enginePath?: string | null;
  /** Calls that are not answered before they are released. */
  held?: CallName[];
};

/** One call that the page made. */
export type RecordedCall = { name: CallName; request: unknown };

type Handlers = { [N in CallName]: (request: CallRequest<N>) => CallResponse<N> | Promise<CallResponse<N>> };

/**
 * A main process inside the page, for tests of the page alone. It keeps the contract: requests, responses and
 * events are parsed with its schemas, and each breach is written to `breaches`, which the tests expect to be empty.
 */
export class BridgeDouble {
  readonly calls: RecordedCall[] = [];
  readonly breaches: string[] = [];
  /** Session messages that the page sent, in order. */
  readonly inputs: { sessionId: string; epoch: number; text: string }[] = [];
  readonly acks: { sessionId: string; epoch: number; bytes: number }[] = [];

  profiles: ProfileView[];
  sessions: SessionState[];
  metrics: Partial<SessionMetrics>;
  engine: EngineState;
  setup: SetupState;
  settings: Settings;
  notices: Notice[];
  intents: IntentState;

  #links: LinkHandling;
  readonly #setUp: DoubleSetUp;
  readonly #deleted = new Map<string, ProfileView>();
  readonly #failures = new Map<CallName, WireError>();
  readonly #held = new Map<CallName, { released: Promise<void>; release: () => void }>();
  readonly #eventListeners = new Map<EventName, Set<(value: never) => void>>();
  readonly #sessionListeners = new Map<string, BridgeSessionListener>();

  constructor(setUp: DoubleSetUp) {
    this.#setUp = setUp;
    for (const name of setUp.held ?? []) this.#held.set(name, gate());
    this.profiles = setUp.profiles ?? [];
    this.sessions = setUp.sessions ?? [];
    this.metrics = setUp.metrics ?? {};
    this.notices = setUp.notices ?? [];
    this.#links = { schemes: [], obstacle: null, ...setUp.links };
    this.intents = setUp.intents ?? { shown: null, waiting: 0, ignored: 0 };
    this.settings = { ...DEFAULT_SETTINGS, ...setUp.settings };
    this.setup = {
      revision: 1,
      phase: 'idle',
      planId: 1,
      routes: [],
      running: null,
      problem: null,
      notes: [],
      ...setUp.setup,
    };
    this.engine = {
      phase: 'ready',
      source: 'binary',
      location: '/usr/sbin/guacd',
      version: '1.6.0',
      address: '127.0.0.1:41822',
      openTo: 'computer',
      encrypted: false,
      isolation: 'none',
      pid: 4711,
      problem: null,
      nextStartAt: null,
      warnings: [],
      revision: 1,
      ...setUp.engine,
    };
  }

  /** The object the page finds as `window.pestle`. */
  bridge(): Bridge {
    const calls: Record<string, Record<string, unknown>> = {};
    for (const name of Object.keys(CONTRACT) as CallName[]) {
      const [domain = '', verb = ''] = name.split('.');
      (calls[domain] ??= {})[verb] = (request: unknown) => this.#answer(name, request);
    }
    return {
      calls: calls as unknown as Bridge['calls'],
      on: (name, listener) => {
        const listeners = this.#eventListeners.get(name) ?? new Set();
        this.#eventListeners.set(name, listeners);
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      session: {
        listen: (sessionId, listener) => {
          this.#sessionListeners.set(sessionId, listener);
          return () => {
            if (this.#sessionListeners.get(sessionId) === listener) this.#sessionListeners.delete(sessionId);
          };
        },
        input: (sessionId, epoch, text) => this.inputs.push({ sessionId, epoch, text }),
        ack: (sessionId, epoch, bytes) => this.acks.push({ sessionId, epoch, bytes }),
      },
    };
  }

  /** Tells the page something, as main does. */
  emit<N extends EventName>(name: N, value: EventValue<N>): void {
    this.#check(`event ${name}`, EVENTS[name], value);
    for (const listener of this.#eventListeners.get(name) ?? []) listener(structuredClone(value) as never);
  }

  /** Lets every further call of a name fail; null lets it work again. */
  fail(name: CallName, code: AppErrorCode | null, details: WireError['details'] = {}): void {
    if (code === null) this.#failures.delete(name);
    else this.#failures.set(name, new AppError(code, undefined, { details }).toWire());
  }

  /** Answers the calls of a name that were held back from the start, see {@link DoubleSetUp.held}. */
  release(name: CallName): void {
    this.#held.get(name)?.release();
    this.#held.delete(name);
  }

  /** Changes a session and tells the page. */
  changeSession(sessionId: string, change: Partial<SessionState>): void {
    const present = this.#session(sessionId);
    const next = { ...present, ...change, revision: present.revision + 1 };
    this.sessions = this.sessions.map((session) => (session.id === sessionId ? next : session));
    this.emit('session.changed', next);
  }

  changeEngine(change: Partial<EngineState>): void {
    this.engine = { ...this.engine, ...change, revision: this.engine.revision + 1 };
    this.emit('engine.changed', this.engine);
  }

  changeSetup(change: Partial<SetupState>): void {
    this.setup = { ...this.setup, ...change, revision: this.setup.revision + 1 };
    this.emit('setup.changed', this.setup);
  }

  changeProfiles(profiles: ProfileView[]): void {
    this.profiles = profiles;
    this.emit('profiles.changed', profiles);
  }

  changeIntents(intents: IntentState): void {
    this.intents = intents;
    this.emit('intents.changed', intents);
  }

  changeNotices(notices: Notice[]): void {
    this.notices = notices;
    this.emit('notices.changed', notices);
  }

  /** Begins a guacd connection of a session. */
  start(sessionId: string, epoch: number): void {
    this.#sessionListeners.get(sessionId)?.start(epoch);
  }

  /** Sends whole instructions to the page. `bytes` is what an acknowledgement must return. */
  data(sessionId: string, epoch: number, text: string): void {
    const bytes = new TextEncoder().encode(text).length;
    this.#sessionListeners.get(sessionId)?.data(epoch, text, bytes, bytes === text.length);
  }

  /** Whether the page listens to the messages of a session. */
  isListening(sessionId: string): boolean {
    return this.#sessionListeners.has(sessionId);
  }

  /** The requests of every call of a name so far, oldest first. */
  requests<N extends CallName>(name: N): CallRequest<N>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.request as CallRequest<N>);
  }

  async #answer(name: CallName, request: unknown): Promise<Envelope<unknown>> {
    this.calls.push({ name, request: structuredClone(request) });
    this.#check(`request of ${name}`, CONTRACT[name].request, request);
    await this.#held.get(name)?.released;
    const failure = this.#failures.get(name);
    if (failure !== undefined) return { ok: false, error: failure };
    try {
      const handler = this.#handlers[name] as (request: unknown) => unknown;
      const value = await handler(request);
      this.#check(`response of ${name}`, CONTRACT[name].response, value);
      return { ok: true, value: structuredClone(value) };
    } catch (thrown) {
      return { ok: false, error: AppError.from(thrown).toWire() };
    }
  }

  readonly #handlers: Handlers = {
    'profiles.list': () => this.profiles,
    'profiles.save': (draft) => this.#save(draft),
    'profiles.duplicate': ({ profileId }) => {
      const original = this.#profile(profileId);
      const copy = {
        ...original,
        id: crypto.randomUUID(),
        name: `${original.name} copy`,
        lastOpenedAt: null,
      };
      this.changeProfiles([...this.profiles, copy]);
      return copy;
    },
    'profiles.delete': ({ profileId }) => {
      this.#deleted.set(profileId, this.#profile(profileId));
      this.changeProfiles(this.profiles.filter((profile) => profile.id !== profileId));
      return undefined;
    },
    'profiles.restore': ({ profileId }) => {
      const profile = this.#deleted.get(profileId);
      if (profile === undefined) throw new AppError('PROFILE_UNKNOWN');
      this.changeProfiles([...this.profiles, profile]);
      return profile;
    },
    'profiles.temporary': () => null,
    'intents.state': () => this.intents,
    'intents.answer': ({ answer }) => this.#answerIntent(answer),
    'intents.offer': () => undefined,
    'intents.chooseFile': () => undefined,
    'sessions.list': () => this.sessions,
    'sessions.open': ({ profileId }) => this.#open(profileId),
    'sessions.metrics': ({ sessionId }) => sampleMetrics(this.#session(sessionId).id, this.metrics),
    'sessions.attach': () => undefined,
    'sessions.reconnect': ({ sessionId }) => {
      this.changeSession(sessionId, { phase: 'connecting', problem: null, nextAttemptAt: null, attempt: 0 });
      return undefined;
    },
    'sessions.cancelReconnect': ({ sessionId }) => {
      this.changeSession(sessionId, { phase: 'failed', nextAttemptAt: null, attempt: 0 });
      return undefined;
    },
    'sessions.answerPrompt': ({ sessionId }) => {
      this.changeSession(sessionId, { prompt: null });
      return undefined;
    },
    'sessions.disconnect': ({ sessionId }) => {
      this.changeSession(sessionId, { phase: 'closed', prompt: null, nextAttemptAt: null, attempt: 0 });
      return undefined;
    },
    'sessions.reportFault': ({ sessionId }) => {
      const { message } = new AppError('DISPLAY_LIMIT');
      this.changeSession(sessionId, {
        phase: 'failed',
        problem: { code: 'DISPLAY_LIMIT', message, advice: adviceFor('DISPLAY_LIMIT') },
      });
      return undefined;
    },
    'sessions.close': ({ sessionId }) => {
      this.#session(sessionId);
      this.sessions = this.sessions.filter((session) => session.id !== sessionId);
      this.emit('session.removed', { sessionId });
      return undefined;
    },
    'sessions.sendClipboard': () => ({ sent: true }),
    'sessions.receiveClipboard': () => undefined,
    'journal.read': ({ profileId }) =>
      this.#setUp.journals?.[this.#profile(profileId).id] ?? { entries: [], lost: 0 },
    'engine.state': () => this.engine,
    'engine.restart': () => {
      this.changeEngine({ phase: 'starting' });
      return this.engine;
    },
    'engine.log': ({ since }) =>
      (this.#setUp.engineLog ?? []).filter((line) => since === null || line.at >= since),
    'engine.parts': () => this.#setUp.engineParts ?? [],
    'engine.parameters': ({ protocol }) => {
      const unknown = this.#setUp.unknownParameters?.[protocol] ?? [];
      if (unknown === 'no-plug-in') throw new AppError('GUACD_PROTOCOL_MISSING');
      return PARAMETER_CATALOGUE[protocol].map(({ name }) => name).filter((name) => !unknown.includes(name));
    },
    'engine.test': () => ({ protocolVersion: 'VERSION_1_5_0', connectMs: 12.4 }),
    'setup.state': () => this.setup,
    'setup.look': () => {
      if (this.setup.phase === 'idle') this.changeSetup({ problem: null });
      return this.setup;
    },
    'setup.run': ({ stepId }) => {
      this.changeSetup({
        phase: 'running',
        problem: null,
        running: { stepId, progress: null, output: [] },
      });
      return this.setup;
    },
    'setup.cancel': () => {
      this.changeSetup({ phase: 'idle', running: null });
      return this.setup;
    },
    'settings.get': () => this.settings,
    'settings.update': (change) => {
      this.settings = { ...this.settings, ...(change as Partial<Settings>) };
      this.emit('settings.changed', this.settings);
      return this.settings;
    },
    'links.state': () => this.#links,
    'links.set': ({ isOn }) => (this.#links = { ...this.#links, schemes: isOn ? [...INTENT_PROTOCOLS] : [] }),
    'app.info': () => ({
      version: '0.1.0',
      electron: '45.4.1',
      chromium: '156.0.8078.79',
      node: '24.14.0',
      platform: 'linux',
      systemVersion: '6.1.0-28-amd64',
      arch: 'x64',
      isTestRuntime: false,
      secretStorage: 'keyring',
      ...this.#setUp.info,
    }),
    'app.notices': () => this.notices,
    'app.dismissNotice': ({ id }) => {
      this.changeNotices(this.notices.filter((notice) => notice.id !== id));
      return undefined;
    },
    'app.quit': () => undefined,
    'app.toggleFullScreen': () => undefined,
    'app.menuState': () => undefined,
    'app.showMenu': () => undefined,
    'app.licences': () => this.#setUp.licences ?? null,
    'app.showLicenceFiles': () => undefined,
    'files.openText': () => this.#setUp.textFile ?? null,
    'files.chooseEngine': () => this.#setUp.enginePath ?? null,
  };

  #answerIntent(answer: IntentAnswer): IntentOutcome {
    const { shown } = this.intents;
    this.changeIntents({ shown: null, waiting: 0, ignored: 0 });
    if (shown?.kind !== 'question') return { kind: 'nothing' };
    const { protocol, host, port } = shown;
    if (answer.kind === 'edit') {
      const parameters = { hostname: host, port: String(port) };
      return { kind: 'draft', draft: { name: host, protocol, parameters, secrets: {} } };
    }
    if (answer.kind === 'open') return { kind: 'session', session: this.#open(answer.profileId) };
    return { kind: 'nothing' };
  }

  #save(draft: ProfileDraft): ProfileView {
    const problems = validateProfile(draft);
    if (Object.keys(problems).length > 0)
      throw new AppError('PROFILE_INVALID', undefined, { details: problems });
    const present = draft.id === undefined ? undefined : this.#profile(draft.id);
    const secretNames = new Set(present?.secretNames);
    for (const [name, value] of Object.entries(draft.secrets)) {
      if (value === null) secretNames.delete(name);
      else secretNames.add(name);
    }
    const now = Date.now();
    const saved: ProfileView = {
      id: present?.id ?? crypto.randomUUID(),
      name: draft.name.trim(),
      protocol: draft.protocol,
      parameters: draft.parameters,
      createdAt: present?.createdAt ?? now,
      updatedAt: now,
      lastOpenedAt: present?.lastOpenedAt ?? null,
      secretNames: [...secretNames],
    };
    this.changeProfiles([...this.profiles.filter((profile) => profile.id !== saved.id), saved]);
    return saved;
  }

  #open(profileId: string): SessionState {
    const profile = this.#profile(profileId);
    const session: SessionState = {
      id: crypto.randomUUID(),
      profileId,
      name: profile.name,
      protocol: profile.protocol,
      phase: 'connecting',
      readOnly: profile.parameters['read-only'] === 'true',
      prompt: null,
      problem: null,
      attempt: 0,
      nextAttemptAt: null,
      unknownParameters: [],
      isPictureStalled: false,
      isTemporary: false,
      startedAt: Date.now(),
      epoch: 0,
      revision: 1,
    };
    this.sessions = [...this.sessions, session];
    this.changeProfiles(
      this.profiles.map((each) => (each.id === profileId ? { ...each, lastOpenedAt: Date.now() } : each)),
    );
    this.emit('session.changed', session);
    return session;
  }

  #profile(id: string): ProfileView {
    const profile = this.profiles.find((each) => each.id === id);
    if (profile === undefined) throw new AppError('PROFILE_UNKNOWN');
    return profile;
  }

  #session(id: string): SessionState {
    const session = this.sessions.find((each) => each.id === id);
    if (session === undefined) throw new AppError('SESSION_UNKNOWN');
    return session;
  }

  #check(what: string, schema: v.GenericSchema, value: unknown): void {
    const parsed = v.safeParse(schema, value);
    if (!parsed.success) this.breaches.push(`${what}: ${JSON.stringify(v.flatten(parsed.issues))}`);
  }
}

function gate(): { released: Promise<void>; release: () => void } {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { released, release };
}

declare global {
  interface Window {
    /** Read by {@link installBridgeDouble}; put there first. */
    pestleSetUp?: DoubleSetUp;
    /** For tests to look into and to steer. */
    pestleDouble: BridgeDouble;
  }
}

/** Puts the double in place of the preload script's bridge. Runs in the page before its own scripts. */
export function installBridgeDouble(): void {
  window.pestleDouble = new BridgeDouble(window.pestleSetUp ?? {});
  Object.defineProperty(window, 'pestle', { value: Object.freeze(window.pestleDouble.bridge()) });
}
