import { systemClock, type Clock } from '../../shared/clock';
import { createDisposable, type Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import type {
  EngineAudience,
  EngineChoice,
  EngineLogLine,
  EnginePhase,
  EngineState,
} from '../../shared/model/engine';
import type { EnginePart } from '../../shared/model/engine-manifest';
import { probeGuacd, type GuacdAddress } from '../guacd';
import type { EngineBackend, RunningEngine } from './engine-backend';
import { createEngineFinder, type FindEngine } from './engine-finder';
import { EngineLog } from './engine-log';
import { problemOf, type EngineProblem } from './engine-problem';
import { FolderReach } from './folder-reach';
import { formatAddress } from './format-address';
import { isAborted } from './is-aborted';
import { ParameterNames } from './parameter-names';
import { realFolder } from './real-folder';
import { SANDBOXES, type Sandbox } from './sandbox-command';
import { superviseEngine, type SupervisionEvents } from './supervise-engine';
import { protocolVersionWarnings } from './version-warnings';

/** Lines of the engine's log that are kept by default. */
const LOG_LIMIT = 500;

/** Deadlines of the engine, all in milliseconds. */
export type EngineDeadlines = {
  /** guacd as our child: from its start until it accepts connections. It was measured to need under 100. */
  readonly binaryReadyMs: number;
  /** A container whose image is here: the runtime has to set up network and file system first. */
  readonly containerReadyMs: number;
  /** How long `address()` waits for an engine that is on its way. */
  readonly addressMs: number;
};

const DEFAULT_DEADLINES: EngineDeadlines = {
  binaryReadyMs: 10_000,
  containerReadyMs: 60_000,
  addressMs: 15_000,
};

export type EngineOptions = {
  readonly choice: EngineChoice;
  /** A private folder that is guacd's home; made when it is not there. */
  readonly homeFolder: string;
  /** Where the engine that Pestle brings is, if it brings one. */
  readonly includedFolder?: string | null;
  /** Ways to shut the included engine in, in order; all that are known when left out. */
  readonly sandboxes?: readonly Sandbox[];
  /** The environment of the app; only a few variables are handed on. */
  readonly env: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  readonly clock?: Clock;
  /** Milliseconds since 1970, for the log and `nextStartAt`. */
  readonly wallClock?: () => number;
  /** Lines of the log that are kept. */
  readonly logLimit?: number;
  readonly deadlines?: Partial<EngineDeadlines>;
  /** Stand in for the real system in tests. */
  readonly find?: FindEngine;
  readonly probe?: typeof probeGuacd;
};

/** Phases after which nothing more happens by itself for now. */
const SETTLED: readonly EnginePhase[] = ['ready', 'restarting', 'missing', 'failed', 'stopped'];

/** Phases of an engine that may still become ready without the user. */
const ON_ITS_WAY: readonly EnginePhase[] = ['stopped', 'searching', 'starting', 'restarting'];

/** The published state, with a code that is known to be one of ours. */
type OwnState = EngineState & { readonly problem: EngineProblem | null };

type Life = { readonly controller: AbortController; readonly over: Promise<void> };

/**
 * The guacd that sessions are opened through: found, started, supervised and ended as the user's choice says.
 *
 * | phase | next |
 * |---|---|
 * | stopped | searching (`start`) |
 * | searching | starting, missing, failed |
 * | starting | ready, restarting, failed |
 * | ready | restarting (lost) |
 * | restarting | starting, failed (gave up) |
 * | missing, failed | searching (`restart`, `setChoice`) |
 *
 * `restart` and `setChoice` lead from any phase to searching, `dispose` to stopped, for good. An engine of ours
 * listens on a private local socket, or else on 127.0.0.1 only, and never outlives the app, however that ends.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #deadlines: EngineDeadlines;
  readonly #find: FindEngine;
  readonly #probe: typeof probeGuacd;
  readonly #log: EngineLog;
  readonly #folders = new FolderReach((folder) => realFolder(folder, this.#clock));
  readonly #listeners = new Set<(state: EngineState) => void>();
  #choice: EngineChoice;
  #life: Life | null = null;
  #isDisposed = false;
  #running: RunningEngine | null = null;
  #parameters: ParameterNames | null = null;
  #parts: readonly EnginePart[] = [];
  #state: OwnState = {
    phase: 'stopped',
    source: null,
    location: null,
    version: null,
    address: null,
    openTo: null,
    encrypted: false,
    isolation: null,
    pid: null,
    problem: null,
    nextStartAt: null,
    warnings: [],
    revision: 0,
  };

  /** Does nothing until `start`. */
  constructor(options: EngineOptions) {
    this.#options = options;
    this.#choice = options.choice;
    this.#clock = options.clock ?? systemClock;
    this.#wallClock = options.wallClock ?? Date.now;
    this.#deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
    this.#probe = options.probe ?? probeGuacd;
    this.#log = new EngineLog(options.logLimit ?? LOG_LIMIT, this.#wallClock);
    this.#find = options.find ?? this.#createFinder();
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Packages that the engine in use is made of; empty when there is none, or it is not the included one. */
  get parts(): readonly EnginePart[] {
    return this.#parts;
  }

  /** The version of the engine; null when there is none or it does not tell. */
  get version(): string | null {
    return this.#state.version;
  }

  /** Tells each change of `state`, synchronously and with the whole new state. */
  onChanged(listener: (state: EngineState) => void): Disposable {
    this.#listeners.add(listener);
    return createDisposable(() => this.#listeners.delete(listener));
  }

  /** Lines that were read at or after `since` (wall-clock milliseconds; null: all that are kept), oldest first. */
  log(since: number | null): EngineLogLine[] {
    return this.#log.read(since);
  }

  /**
   * Begins to look for the engine and to run it; does nothing when that was done before. Resolves with the state
   * once it is known how it went (`ready`, `missing`, `failed`, or `restarting` after a first failure). Never
   * rejects.
   */
  start(): Promise<EngineState> {
    return this.#life === null ? this.restart() : this.#settled();
  }

  /** Ends the engine if it is ours and looks for one anew. Resolves like `start`; the phase changes at once. */
  restart(): Promise<EngineState> {
    if (this.#isDisposed) return Promise.resolve(this.#state);
    const previous = this.#endLife();
    const controller = new AbortController();
    this.#parts = [];
    this.#publish({
      ...{ phase: 'searching', source: null, location: null, version: null },
      ...{ encrypted: false, isolation: null, problem: null, warnings: [] },
    });
    const over = previous.then(() => this.#live(controller.signal));
    this.#life = { controller, over };
    return this.#settled();
  }

  /** Uses another engine from now on; an equal choice changes nothing. Resolves like `start`. */
  setChoice(choice: EngineChoice): Promise<EngineState> {
    const isSame = JSON.stringify(choice) === JSON.stringify(this.#choice);
    this.#choice = choice;
    if (this.#life === null) return Promise.resolve(this.#state);
    return isSame ? this.#settled() : this.restart();
  }

  /** Ends the engine for good. Resolves when no process of it is left. */
  async dispose(): Promise<void> {
    const over = this.#endLife();
    if (!this.#isDisposed) {
      this.#isDisposed = true;
      this.#publish({ phase: 'stopped', problem: null });
    }
    await over;
    this.#listeners.clear();
  }

  /**
   * Where to connect. Waits for an engine that is on its way. Rejects with ENGINE_MISSING, ENGINE_START_FAILED or
   * another reason it failed for, and with ENGINE_NOT_READY at the deadline or after `dispose`.
   */
  async address(): Promise<GuacdAddress> {
    const isDecided = (): boolean => this.#isDisposed || !ON_ITS_WAY.includes(this.#state.phase);
    await this.#until(isDecided, this.#deadlines.addressMs);
    if (this.#running !== null) return this.#running.address;
    throw this.#notReadyError();
  }

  /** Folders that the engine is given from its next start on, if it is one that sees only what it is given. */
  allowFolders(folders: readonly string[]): void {
    this.#folders.want(folders);
  }

  /**
   * Sees to it that the engine can use these folders. One in a sandbox that was started without one of them is started
   * anew, which ends its sessions. One that is not there, or does not answer within 2 s, changes nothing.
   *
   * @param mayRestart tells whether nothing is lost by that, when it would have to be
   * @throws AppError FOLDER_OUT_OF_REACH when it would have to be started anew and may not
   */
  async reach(folders: readonly string[], mayRestart: () => boolean): Promise<void> {
    this.#folders.want(folders);
    const isShutIn = (): boolean => this.#state.source === 'included' && this.#state.isolation !== 'none';
    if (!isShutIn() || !(await this.#folders.lacks(folders)) || !isShutIn()) return;
    if (!mayRestart()) throw new AppError('FOLDER_OUT_OF_REACH');
    void this.restart();
  }

  /**
   * Names of the connection parameters that the running engine knows for a protocol; asked once per start of the
   * engine. Rejects like `address()`, with GUACD_PROTOCOL_MISSING, and like a connection to guacd.
   */
  async parameterNames(protocol: string): Promise<string[]> {
    await this.address();
    if (this.#parameters === null) throw this.#notReadyError();
    return this.#parameters.get(protocol);
  }

  #createFinder(): FindEngine {
    const { homeFolder, env, platform = process.platform } = this.#options;
    const { includedFolder = null, sandboxes = SANDBOXES } = this.#options;
    return createEngineFinder({
      ...{ homeFolder, includedFolder, sandboxes, env, platform, clock: this.#clock },
      folders: () => this.#folders.give(),
      binaryReadyDeadlineMs: this.#deadlines.binaryReadyMs,
      containerReadyDeadlineMs: this.#deadlines.containerReadyMs,
    });
  }

  /** Begins the end of what runs now. Resolves when it is gone. */
  #endLife(): Promise<void> {
    this.#forgetRunning();
    this.#life?.controller.abort();
    return this.#life?.over ?? Promise.resolve();
  }

  async #live(signal: AbortSignal): Promise<void> {
    const log = (text: string): void => this.#log.add(text);
    try {
      if (signal.aborted) return;
      const found = await this.#find(this.#choice, { signal, log });
      if (isAborted(signal)) return;
      if (found.backend === null) {
        const phase = found.problem.code === 'ENGINE_MISSING' ? 'missing' : 'failed';
        this.#publish({ phase, location: found.location, problem: found.problem });
        return;
      }
      await this.#supervise(found.backend, signal, log);
    } catch (thrown) {
      if (!isAborted(signal))
        this.#publish({ phase: 'failed', problem: problemOf(AppError.from(thrown), false) });
    }
  }

  #supervise(backend: EngineBackend, signal: AbortSignal, log: (text: string) => void): Promise<void> {
    const { source, location, version, encrypted, isolation, warnings } = backend;
    const events: SupervisionEvents = {
      onStarting: () => this.#publish({ phase: 'starting', nextStartAt: null }),
      onReady: (engine) => this.#becomeReady(engine),
      onLost: (error) => {
        this.#forgetRunning();
        this.#publish({ phase: 'restarting', problem: problemOf(error, true) });
      },
      onWaiting: (error, delayMs) => {
        const nextStartAt = this.#wallClock() + delayMs;
        log(error.message);
        log(`Next try in ${delayMs / 1000} s.`);
        this.#publish({ phase: 'restarting', problem: problemOf(error, true), nextStartAt });
      },
      onFailed: (error) => {
        log(error.message);
        this.#publish({ phase: 'failed', problem: problemOf(error, false) });
      },
    };
    this.#parts = backend.parts ?? [];
    this.#publish({ source, location, version, encrypted, isolation, warnings: [...warnings] });
    return superviseEngine({ backend, clock: this.#clock, events, context: { signal, log } });
  }

  #becomeReady(engine: RunningEngine): void {
    const { address, pid } = engine;
    this.#running = engine;
    this.#parameters = new ParameterNames({
      ...{ address, clock: this.#clock, probe: this.#probe },
      onProtocolVersion: (version) => this.#judgeProtocolVersion(engine, version),
    });
    const openTo = this.#audienceOf(address);
    this.#publish({ phase: 'ready', address: formatAddress(address), openTo, pid, problem: null });
  }

  #audienceOf(address: GuacdAddress): EngineAudience | null {
    if (this.#state.source === 'remote') return null;
    return address.path === undefined ? 'computer' : 'user';
  }

  /** An engine whose version is not known is judged by what it says when it is first asked. */
  #judgeProtocolVersion(engine: RunningEngine, protocolVersion: string | null): void {
    if (this.#running !== engine || this.#state.version !== null) return;
    const news = protocolVersionWarnings(protocolVersion).filter(
      (text) => !this.#state.warnings.includes(text),
    );
    if (news.length > 0) this.#publish({ warnings: [...this.#state.warnings, ...news] });
  }

  #forgetRunning(): void {
    this.#running = null;
    this.#parameters?.dispose();
    this.#parameters = null;
  }

  #publish(change: Partial<Omit<OwnState, 'revision'>>): void {
    const gone = this.#running === null ? { address: null, openTo: null, pid: null } : {};
    const waiting = change.phase === undefined || change.phase === 'restarting' ? {} : { nextStartAt: null };
    this.#state = { ...this.#state, ...gone, ...waiting, ...change, revision: this.#state.revision + 1 };
    for (const listener of [...this.#listeners]) this.#tellListener(listener);
  }

  /** A listener that fails is its owner's fault and must not stop the supervision. */
  #tellListener(listener: (state: EngineState) => void): void {
    try {
      listener(this.#state);
    } catch (thrown) {
      queueMicrotask(() => {
        throw thrown;
      });
    }
  }

  async #settled(): Promise<EngineState> {
    await this.#until(() => SETTLED.includes(this.#state.phase), null);
    return this.#state;
  }

  /** Resolves when the condition holds after a change of state, or after `deadlineMs`. */
  #until(holds: () => boolean, deadlineMs: number | null): Promise<void> {
    return new Promise((resolve) => {
      if (holds()) {
        resolve();
        return;
      }
      const finish = (): void => {
        subscription.dispose();
        cancel?.();
        resolve();
      };
      const subscription = this.onChanged(() => {
        if (holds()) finish();
      });
      const cancel = deadlineMs === null ? null : this.#clock.after(deadlineMs, finish);
    });
  }

  #notReadyError(): AppError {
    const { phase, problem } = this.#state;
    if (problem !== null && (phase === 'missing' || phase === 'failed')) {
      return new AppError(problem.code, problem.message);
    }
    const reason = problem === null ? '' : ` ${problem.message}`;
    return new AppError('ENGINE_NOT_READY', `The engine (guacd) did not become ready in time.${reason}`);
  }
}
