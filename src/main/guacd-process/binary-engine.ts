import type { Clock } from '../../shared/clock';
import type { EngineBackend } from './engine-backend';
import { guacdEnvironment } from './engine-environment';
import { startOwnEngine, type OwnEngineOptions } from './start-own-engine';
import { CHILD_RESTART_POLICY } from './supervisor';
import { versionWarnings } from './version-warnings';

export type BinaryEngineOptions = {
  /** Absolute path of guacd. */
  readonly path: string;
  readonly version: string;
  /** Private folder that exists; guacd's home and working folder. */
  readonly homeFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** Milliseconds from the start until it must accept connections. */
  readonly readyDeadlineMs: number;
  /** See OwnEngineOptions. */
  readonly library: string | null;
};

/** A guacd of this computer as our child: in the foreground, where nobody else can reach it or else on loopback only. */
export function createBinaryEngine(options: BinaryEngineOptions): EngineBackend {
  const { path, version, homeFolder, env, platform } = options;
  const command: OwnEngineOptions['command'] = (args, listening) =>
    Promise.resolve({
      // The loader of guacd alone gets the library: the guardian belongs to the system.
      ...(listening === null
        ? { file: path, args }
        : { file: 'env', args: [...listening.variables, path, ...args] }),
      env: guacdEnvironment(env, homeFolder, platform),
      folder: homeFolder,
    });
  return {
    source: 'binary',
    location: path,
    version,
    encrypted: false,
    isolation: 'none',
    warnings: versionWarnings(version),
    policy: CHILD_RESTART_POLICY,
    start: (context) => startOwnEngine({ ...options, command }, context),
  };
}
