import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import { startChildEngine, startOnFreePort } from './child-engine';
import { IMAGE, IMAGE_QUESTION, IMAGE_TITLE, IMAGE_VERSION } from './container-image';
import type { EngineBackend, StartContext } from './engine-backend';
import { runtimeEnvironment } from './engine-environment';
import type { GuardedCommand } from './guarded-process';
import type { ContainerRuntime } from './locate';
import { runCommand, type CommandResult } from './run-command';
import { CHILD_RESTART_POLICY } from './supervisor';
import { versionWarnings } from './version-warnings';

/** Port of guacd inside its image. */
const IMAGE_PORT = 4822;

const QUESTION_DEADLINE_MS = 10_000;

/** A port proxy accepts before guacd listens and then closes at once, so a connection must last. */
const HOLD_MS = 300;

export type ContainerEngineOptions = {
  readonly runtime: ContainerRuntime;
  /** Private folder that exists; containers are told apart by it after a crash. */
  readonly homeFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** Milliseconds from the start of the container until it must accept connections. */
  readonly readyDeadlineMs: number;
};

/**
 * guacd from its official image in a container of ours, which ends with us. Nothing is fetched here: without the
 * image the start fails with ENGINE_SETUP_NEEDED, for good, and the set-up can fetch it when the user wants that.
 * Containers that an earlier run left behind are removed.
 */
export function createContainerEngine(options: ContainerEngineOptions): EngineBackend {
  const { runtime, homeFolder, env, platform, clock, readyDeadlineMs } = options;
  const label = `app.pestle.home=${createHash('sha256').update(homeFolder).digest('hex').slice(0, 16)}`;
  const runtimeEnv = runtimeEnvironment(env, platform);

  const command = (...args: string[]): GuardedCommand => ({
    file: runtime.path,
    args,
    env: runtimeEnv,
    folder: homeFolder,
  });

  const ask = async (context: StartContext, ...args: string[]): Promise<CommandResult> => {
    const { signal } = context;
    return runCommand({
      command: command(...args),
      clock,
      platform,
      signal,
      deadlineMs: QUESTION_DEADLINE_MS,
    });
  };

  const requireImage = async (context: StartContext): Promise<void> => {
    const answer = await ask(context, ...IMAGE_QUESTION);
    if (answer.kind === 'aborted') throw new AppError('ABORTED');
    const tool = runtime.name === 'docker' ? 'Docker' : 'Podman';
    if (answer.kind === 'timed-out') {
      throw new AppError('ENGINE_NOT_READY', `${tool} does not say whether ${IMAGE_TITLE} is here.`);
    }
    if (answer.status === 0) return;
    throw new AppError('ENGINE_SETUP_NEEDED', `${tool} does not have ${IMAGE_TITLE} yet.`, {
      details: { permanent: true },
    });
  };

  const removeLeftovers = async (context: StartContext): Promise<void> => {
    const listed = await ask(context, 'ps', '-aq', '--filter', `label=${label}`);
    const ids = listed.kind === 'ended' ? listed.lines.filter((line) => /^[0-9a-f]{12,64}$/.test(line)) : [];
    if (ids.length === 0) return;
    context.log(`Removing ${ids.length} container(s) that an earlier run left behind.`);
    await ask(context, 'rm', '-f', ...ids);
  };

  const runArguments = (name: string, port: number): string[] => [
    'run',
    '--rm',
    ...['--name', name, '--label', label],
    // Never a silent download.
    '--pull=never',
    // guacd reads what hostile servers send; it needs no rights beyond those of its own user.
    ...['--cap-drop=ALL', '--security-opt=no-new-privileges'],
    ...['-p', `127.0.0.1:${port}:${IMAGE_PORT}`],
    IMAGE,
  ];

  return {
    source: 'container',
    location: `${runtime.name} ${IMAGE_TITLE}`,
    version: IMAGE_VERSION,
    encrypted: false,
    isolation: null,
    warnings: [
      ...versionWarnings(IMAGE_VERSION),
      'This engine runs in a container: "localhost" in a connection means the container, not this computer.',
    ],
    policy: CHILD_RESTART_POLICY,
    async start(context) {
      await requireImage(context);
      await removeLeftovers(context);
      return startOnFreePort((port) => {
        const name = `pestle-guacd-${randomBytes(6).toString('hex')}`;
        const container = { runtime: runtime.path, name };
        const child = { ...command(...runArguments(name, port)), container };
        const shared = { clock, platform, readyDeadlineMs, holdMs: HOLD_MS, ownsProcess: false };
        return startChildEngine({ command: child, port, ...shared }, context);
      }, context);
    },
  };
}
