import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock';
import type { EngineManifest } from '../../shared/model/engine-manifest';
import type { EngineBackend } from './engine-backend';
import { guacdEnvironment } from './engine-environment';
import { placeFreerdpLibrary } from './freerdp-library';
import type { GuardedCommand } from './guarded-process';
import { libraryVariables } from './library-variables';
import { placePrintPlugin } from './print-plugin';
import { runCommand } from './run-command';
import { SANDBOXES, sandboxPrefix, type Sandbox } from './sandbox-command';
import { readSandboxView } from './sandbox-view';
import { startOwnEngine, type LocalListening } from './start-own-engine';
import { CHILD_RESTART_POLICY } from './supervisor';
import { versionWarnings } from './version-warnings';

/** Starting guacd in a sandbox to ask for its version takes some 50 ms; a slow disk may take a moment. */
const TRIAL_DEADLINE_MS = 5_000;

/** The user and group that nothing belongs to, on all Linux systems. */
const NOBODY = 65_534;

export type IncludedEngineOptions = {
  /** Of the engine, with its manifest. */
  readonly engineFolder: string;
  readonly manifest: EngineManifest;
  /** Private folder that exists. All that this engine writes goes to a folder in it. */
  readonly homeFolder: string;
  /** True paths of folders that connections make the engine use; asked for at each start. */
  readonly folders: () => Promise<readonly string[]>;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: (text: string) => void;
  /** Milliseconds from the start until it must accept connections. */
  readonly readyDeadlineMs: number;
  /** What is tried, in order. */
  readonly sandboxes?: readonly Sandbox[];
};

/** The private folders of an included engine, all true paths. */
type Places = {
  readonly engine: string;
  readonly home: string;
  readonly libraries: string;
  readonly empty: string;
};

async function makePlaces(engineFolder: string, homeFolder: string): Promise<Places> {
  const base = join(await realpath(homeFolder), 'included');
  const places = {
    engine: await realpath(engineFolder),
    home: join(base, 'home'),
    libraries: join(base, 'libraries'),
    empty: join(base, 'empty'),
  };
  for (const folder of [base, places.home, places.libraries, places.empty]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  return places;
}

/** Who the engine is inside its sandbox: the user, or nobody when that is root. */
function identity(): { uid: number; gid: number } {
  const [uid = 0, gid = 0] = [process.getuid?.(), process.getgid?.()];
  return { uid: uid === 0 ? NOBODY : uid, gid: gid === 0 ? NOBODY : gid };
}

/** The engine that Pestle brings, in the strongest sandbox that this system allows. */
class IncludedEngine {
  readonly #options: IncludedEngineOptions;
  readonly #places: Places;
  readonly #variables: readonly string[];

  constructor(options: IncludedEngineOptions, places: Places, variables: readonly string[]) {
    this.#options = options;
    this.#places = places;
    this.#variables = variables;
  }

  /** guacd with these arguments in a sandbox. The working folder is where FreeRDP is made to look for plug-ins. */
  async command(
    sandbox: Sandbox,
    args: readonly string[],
    folders: readonly string[],
    listening: LocalListening | null,
  ): Promise<GuardedCommand> {
    const { env, platform } = this.#options;
    const { engine, home, libraries, empty } = this.#places;
    const { folder: socketFolder, variables } = listening ?? { folder: null, variables: [] };
    const writable = [home, ...(socketFolder === null ? [] : [socketFolder]), ...folders];
    const view = await readSandboxView([engine, libraries], writable);
    const prefix = sandboxPrefix(sandbox, { view, folder: engine, emptyFolder: empty, ...identity() });
    // The loader of guacd alone gets our libraries: the programs before it belong to the system.
    const words = [...prefix, 'env', ...this.#variables, ...variables, join(engine, 'sbin/guacd'), ...args];
    const [file = '', ...rest] = words;
    return { file, args: rest, env: guacdEnvironment(env, home, platform), folder: engine };
  }

  /** Whether guacd answers there, as it should. */
  async answersIn(sandbox: Sandbox): Promise<boolean> {
    const { clock, platform, signal, manifest, log } = this.#options;
    const command = await this.command(sandbox, ['-v'], [], null);
    const result = await runCommand({ command, clock, platform, signal, deadlineMs: TRIAL_DEADLINE_MS });
    if (result.kind !== 'ended') return false;
    if (result.status === 0 && result.lines.some((line) => line.includes(manifest.guacd))) return true;
    log(
      `The engine does not start with isolation "${sandbox.isolation}". ${result.lines.at(-1) ?? ''}`.trim(),
    );
    return false;
  }

  backend(sandbox: Sandbox, hasChannelPlugins: boolean): EngineBackend {
    const { manifest, folders } = this.#options;
    const { localSocket } = manifest;
    const { isolation } = sandbox;
    const warnings = versionWarnings(manifest.guacd);
    if (isolation === 'none') warnings.push(NOT_ISOLATED);
    if (!hasChannelPlugins) warnings.push(NO_CHANNELS);
    return {
      source: 'included',
      location: this.#places.engine,
      version: manifest.guacd,
      encrypted: false,
      isolation,
      warnings,
      parts: manifest.packages,
      policy: CHILD_RESTART_POLICY,
      start: (context) =>
        startOwnEngine(
          {
            ...this.#options,
            library: localSocket === undefined ? null : join(this.#places.engine, localSocket),
            command: async (args, listening) => this.command(sandbox, args, await folders(), listening),
          },
          context,
        ),
    };
  }
}

const NOT_ISOLATED =
  'This system allows no sandbox for the engine: it may do what you may. Installing bubblewrap usually helps.';
const NO_CHANNELS = 'FreeRDP was not found as expected: sound and drives of RDP sessions may be missing.';

/**
 * Makes the engine that Pestle brings ready to start: finds the strongest sandbox in which it answers. Null when it
 * answers in none, with the reason in the log.
 */
export async function prepareIncludedEngine(options: IncludedEngineOptions): Promise<EngineBackend | null> {
  const { engineFolder, manifest, homeFolder, signal, sandboxes = SANDBOXES } = options;
  const places = await makePlaces(engineFolder, homeFolder);
  const hasChannelPlugins = await placeFreerdpLibrary(manifest, places.engine, places.libraries);
  await placePrintPlugin(places.engine, places.libraries);
  const variables = await libraryVariables(manifest.flavour, places.engine, places.libraries);
  const engine = new IncludedEngine(options, places, variables);
  for (const sandbox of sandboxes) {
    if (signal.aborted) return null;
    if (await engine.answersIn(sandbox)) return engine.backend(sandbox, hasChannelPlugins);
  }
  return null;
}
