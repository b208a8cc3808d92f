import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import type { EngineChoice } from '../../shared/model/engine';
import type { EngineManifest } from '../../shared/model/engine-manifest';
import { createBinaryEngine } from './binary-engine';
import { createContainerEngine } from './container-engine';
import type { EngineBackend } from './engine-backend';
import { guacdEnvironment, runtimeEnvironment } from './engine-environment';
import type { EngineProblem } from './engine-problem';
import { prepareIncludedEngine } from './included-engine';
import { readIncludedManifest } from './included-manifest';
import { locateEngine, type LocateTools } from './locate';
import { createRemoteEngine } from './remote-engine';
import { runCommand } from './run-command';
import type { Sandbox } from './sandbox-command';
import { findExecutables, isExecutable, readOsRelease } from './system-search';

/** A backend that is ready to start, or why there is none. */
export type FoundEngine =
  | { readonly backend: EngineBackend; readonly problem: null }
  | { readonly backend: null; readonly problem: EngineProblem; readonly location: string | null };

/** Finds the engine that a choice means. Rejects with ABORTED, or ENGINE_START_FAILED without a folder to use. */
export type FindEngine = (
  choice: EngineChoice,
  context: { readonly signal: AbortSignal; readonly log: (text: string) => void },
) => Promise<FoundEngine>;

export type EngineFinderOptions = {
  readonly homeFolder: string;
  /** Where the included engine is, if there is one. */
  readonly includedFolder: string | null;
  /** True paths of folders that connections make the engine use; asked for at each start of the included one. */
  readonly folders: () => Promise<readonly string[]>;
  /** Ways to shut the included engine in, in order. */
  readonly sandboxes: readonly Sandbox[];
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly binaryReadyDeadlineMs: number;
  readonly containerReadyDeadlineMs: number;
};

async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new AppError('ENGINE_START_FAILED', 'The private folder of the engine (guacd) could not be made.', {
      cause,
      details: { permanent: true },
    });
  }
}

/** The engine that Pestle brings, if there is one for this system. */
type Included = { readonly engineFolder: string; readonly manifest: EngineManifest };

async function readIncluded({ includedFolder, platform }: EngineFinderOptions): Promise<Included | null> {
  if (includedFolder === null || platform !== 'linux') return null;
  const manifest = await readIncludedManifest(includedFolder);
  return manifest === null ? null : { engineFolder: includedFolder, manifest };
}

/** Its library that gives a guacd a local socket needs nothing but the C library, so that it serves any other, too. */
function libraryOf(included: Included | null): string | null {
  const { localSocket } = included?.manifest ?? {};
  return included === null || localSocket === undefined ? null : join(included.engineFolder, localSocket);
}

/** The search on the real system. Makes the private folder, since guacd and all tools are run from there. */
export function createEngineFinder(options: EngineFinderOptions): FindEngine {
  const { homeFolder, env, platform, clock } = options;
  return async (choice, { signal, log }) => {
    await makePrivateFolder(homeFolder);
    const shared = { homeFolder, env, platform, clock };
    const included = await readIncluded(options);
    const found: { included: EngineBackend | null } = { included: null };
    const tools: LocateTools = {
      platform,
      osRelease: platform === 'linux' ? await readOsRelease() : null,
      // guacd does not exist for Windows.
      findExecutables: async (name) =>
        platform === 'win32' && name === 'guacd' ? [] : findExecutables(name, env, platform),
      isExecutable,
      async askIncluded() {
        if (included === null) return { kind: 'absent' };
        const { folders, sandboxes, binaryReadyDeadlineMs: readyDeadlineMs } = options;
        const own = { ...included, folders, sandboxes, signal, log, readyDeadlineMs };
        found.included = await prepareIncludedEngine({ ...shared, ...own });
        return found.included === null
          ? { kind: 'broken' }
          : { kind: 'ready', version: included.manifest.guacd };
      },
      run(file, args, { deadlineMs, use }) {
        const toolEnv =
          use === 'guacd' ? guacdEnvironment(env, homeFolder, platform) : runtimeEnvironment(env, platform);
        const command = { file, args, env: toolEnv, folder: homeFolder };
        return runCommand({ command, clock, platform, deadlineMs, signal });
      },
      log,
    };
    const location = await locateEngine(choice, tools);
    if (signal.aborted) throw new AppError('ABORTED');
    switch (location.kind) {
      case 'included':
        if (found.included === null) throw new AppError('ENGINE_MISSING');
        return { backend: found.included, problem: null };
      case 'binary': {
        const { path, version } = location;
        const readyDeadlineMs = options.binaryReadyDeadlineMs;
        const own = { path, version, readyDeadlineMs, library: libraryOf(included) };
        return { backend: createBinaryEngine({ ...shared, ...own }), problem: null };
      }
      case 'container': {
        const { runtime } = location;
        const readyDeadlineMs = options.containerReadyDeadlineMs;
        return { backend: createContainerEngine({ ...shared, runtime, readyDeadlineMs }), problem: null };
      }
      case 'remote':
        return { backend: createRemoteEngine({ choice: location.choice, clock }), problem: null };
      case 'none':
        return { backend: null, problem: location.problem, location: location.location };
    }
  };
}
