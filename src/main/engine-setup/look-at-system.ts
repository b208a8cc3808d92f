import type { SetupRuntime } from '../../shared/model/engine-setup';
import { IMAGE_QUESTION } from '../guacd-process/container-image';
import { releaseIds } from '../guacd-process/install-advice';
import { RUNTIME_QUESTION } from '../guacd-process/locate';
import type { CommandResult } from '../guacd-process/run-command';
import { readMachine, readRuntime, readWsl } from './read-answers';
import type { RuntimeFacts, SetupFacts } from './setup-facts';

/** How the set-up reaches the system. Nothing that is asked by it changes anything or uses the network. */
export type SetupTools = {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Text of /etc/os-release on Linux; null elsewhere. */
  readonly osRelease: () => Promise<string | null>;
  /** Absolute paths of the executables of this name, best first. */
  readonly findExecutables: (name: string) => Promise<readonly string[]>;
  /** Asks a program, for at most some seconds. */
  readonly ask: (file: string, args: readonly string[], signal: AbortSignal) => Promise<CommandResult>;
};

const ABSENT: RuntimeFacts = { path: null, trouble: null, version: null, hasImage: false };

/** What is asked of the system; the rest of the facts is what the app knows of itself. */
export type SeenFacts = Omit<SetupFacts, 'checked' | 'inUse'>;

/** Looks which tools this computer has and how they are. All of them are asked at the same time. */
export async function lookAtSystem(tools: SetupTools, signal: AbortSignal): Promise<SeenFacts> {
  const { platform, env } = tools;
  const isDesktop = platform !== 'linux';
  const find = async (name: string): Promise<string | null> => (await tools.findExecutables(name))[0] ?? null;

  const runtime = async (name: SetupRuntime): Promise<RuntimeFacts> => {
    const path = await find(name);
    if (path === null) return ABSENT;
    const seen = readRuntime(path, await tools.ask(path, RUNTIME_QUESTION[name], signal));
    if (seen.trouble !== null) return { ...seen, hasImage: false };
    const image = await tools.ask(path, IMAGE_QUESTION, signal);
    return { ...seen, hasImage: image.kind === 'ended' && image.status === 0 };
  };
  const machine = async () => {
    const path = isDesktop ? await find('podman') : null;
    if (path === null) return isDesktop ? 'none' : 'not-needed';
    return readMachine(await tools.ask(path, ['machine', 'list', '--format', 'json'], signal));
  };
  const wsl = async () => {
    if (platform !== 'win32') return 'not-needed';
    const path = await find('wsl');
    return readWsl(path === null ? null : await tools.ask(path, ['--status'], signal));
  };
  const [podman, docker, machineFacts, wslFacts, brew, osRelease] = await Promise.all([
    runtime('podman'),
    runtime('docker'),
    machine(),
    wsl(),
    platform === 'darwin' ? find('brew') : null,
    tools.osRelease(),
  ]);
  const proxies = [env.HTTPS_PROXY, env.https_proxy, env.HTTP_PROXY, env.http_proxy];
  return {
    platform,
    distribution: releaseIds(osRelease ?? ''),
    runtimes: { podman, docker },
    machine: machineFacts,
    wsl: wslFacts,
    brew,
    hasProxy: proxies.some((proxy) => proxy !== undefined && proxy !== ''),
  };
}
