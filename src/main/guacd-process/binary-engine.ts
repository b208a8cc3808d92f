import type { Clock } from '../../shared/clock';
import { startChildEngine, startOnFreePort } from './child-engine';
import type { EngineBackend } from './engine-backend';
import { guacdEnvironment } from './engine-environment';
import { guacdArguments } from './guacd-arguments';
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
};

/** A guacd of this computer as our child: in the foreground, on loopback only, on a free port. */
export function createBinaryEngine(options: BinaryEngineOptions): EngineBackend {
  const { path, version, homeFolder, env, platform, clock, readyDeadlineMs } = options;
  return {
    source: 'binary',
    location: path,
    version,
    encrypted: false,
    isolation: 'none',
    warnings: versionWarnings(version),
    policy: CHILD_RESTART_POLICY,
    start: (context) =>
      startOnFreePort((port) => {
        const command = {
          file: path,
          args: guacdArguments(port),
          env: guacdEnvironment(env, homeFolder, platform),
          folder: homeFolder,
        };
        const options = { command, port, clock, platform, readyDeadlineMs, holdMs: 0, ownsProcess: true };
        return startChildEngine(options, context);
      }, context),
  };
}
