import type { Clock } from '../../shared/clock';
import { runtimeEnvironment } from '../guacd-process/engine-environment';
import { runCommand } from '../guacd-process/run-command';
import { findExecutables, readOsRelease } from '../guacd-process/system-search';
import type { EngineSetupOptions } from './engine-setup';

/** Tools answer within a second or two; `podman info` on a cold system was seen to take several. */
const QUESTION_DEADLINE_MS = 12_000;

export type SystemToolsOptions = {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** A folder that exists, where commands are run. */
  readonly folder: string;
};

/** How the set-up reaches the real system: what it asks by, and what it runs steps with. */
export function createSystemTools(options: SystemToolsOptions): Pick<EngineSetupOptions, 'tools' | 'run'> {
  const { env, platform, clock, folder } = options;
  // WSL writes UTF-16 without it.
  const shared = { env: { ...runtimeEnvironment(env, platform), WSL_UTF8: '1' }, folder };
  return {
    tools: {
      platform,
      env,
      osRelease: () => (platform === 'linux' ? readOsRelease() : Promise.resolve(null)),
      findExecutables: (name) => findExecutables(name, env, platform),
      ask: (file, args, signal) =>
        runCommand({
          ...{ command: { file, args, ...shared }, clock, platform, signal },
          deadlineMs: QUESTION_DEADLINE_MS,
        }),
    },
    run: ({ file, args, deadlineMs, isLasting }, { signal, onLine }) =>
      runCommand({
        command: { file, args, isLasting, ...shared },
        clock,
        platform,
        deadlineMs,
        signal,
        onLine,
      }),
  };
}
