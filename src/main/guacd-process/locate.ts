import type { EngineChoice } from '../../shared/model/engine';
import { assertNever } from '../../shared/assert-never';
import type { EngineProblem } from './engine-problem';
import { installAdvice, runtimeAdvice, type SystemFacts } from './install-advice';
import type { CommandResult } from './run-command';

/** The container runtimes we can drive, in the order `auto` tries them: Podman needs no service and no root. */
export const RUNTIMES = ['podman', 'docker'] as const;
export type RuntimeName = (typeof RUNTIMES)[number];

/** A container runtime that answers. */
export type ContainerRuntime = { readonly name: RuntimeName; readonly path: string };

/** Where the engine comes from, or why there is none. */
export type EngineLocation =
  | { readonly kind: 'binary'; readonly path: string; readonly version: string }
  | { readonly kind: 'container'; readonly runtime: ContainerRuntime }
  | { readonly kind: 'remote'; readonly choice: Extract<EngineChoice, { kind: 'remote' }> }
  | { readonly kind: 'none'; readonly location: string | null; readonly problem: EngineProblem };

/** What the search asks of the system. */
export type LocateTools = SystemFacts & {
  /** Absolute paths of the executables of this name, best first. */
  readonly findExecutables: (name: string) => Promise<readonly string[]>;
  readonly isExecutable: (path: string) => Promise<boolean>;
  /** Runs a command to its end, at most `deadlineMs` milliseconds. `use` says whose environment it gets. */
  readonly run: (
    file: string,
    args: readonly string[],
    options: { readonly deadlineMs: number; readonly use: 'guacd' | 'runtime' },
  ) => Promise<CommandResult>;
  readonly log: (text: string) => void;
};

/** guacd answers at once; a first start from a slow disk may take a moment. */
const VERSION_DEADLINE_MS = 5_000;

/** `podman info` on a cold system was seen to take several seconds. */
const RUNTIME_DEADLINE_MS = 10_000;

/** What a runtime is asked, so that it has to reach its service. */
export const RUNTIME_QUESTION: Readonly<Record<RuntimeName, readonly string[]>> = {
  docker: ['version', '--format', '{{.Server.Version}}'],
  podman: ['info', '--format', '{{.Version.Version}}'],
};

/** The version a guacd names with `-v`; null when it does not answer like guacd. */
async function askVersion(path: string, tools: LocateTools): Promise<string | null> {
  const result = await tools.run(path, ['-v'], { deadlineMs: VERSION_DEADLINE_MS, use: 'guacd' });
  if (result.kind !== 'ended') return null;
  for (const line of result.lines) {
    const [, version] = /guacd\b.*\bversion (\d+\.\d+\.\d+\S{0,20})/.exec(line) ?? [];
    if (version !== undefined) return version;
  }
  return null;
}

async function locateOwnBinary(path: string, tools: LocateTools): Promise<EngineLocation> {
  const problem = (code: EngineProblem['code'], message: string): EngineLocation => ({
    kind: 'none',
    location: path,
    problem: {
      code,
      message,
      advice: 'Choose another guacd on the Engine page, or let Pestle search for one.',
    },
  });
  if (!(await tools.isExecutable(path))) {
    return problem('ENGINE_MISSING', `There is no program that can be run at ${path}.`);
  }
  const version = await askVersion(path, tools);
  if (version === null)
    return problem('ENGINE_START_FAILED', `The program at ${path} does not answer like guacd.`);
  return { kind: 'binary', path, version };
}

async function findBinary(tools: LocateTools): Promise<EngineLocation | null> {
  for (const path of await tools.findExecutables('guacd')) {
    const version = await askVersion(path, tools);
    if (version !== null) return { kind: 'binary', path, version };
    tools.log(`${path} does not answer like guacd; it is not used.`);
  }
  return null;
}

/** The runtime of this name, if it answers; else whether one is installed at all. */
async function findRuntime(
  name: RuntimeName,
  tools: LocateTools,
): Promise<ContainerRuntime | 'silent' | 'absent'> {
  const [path] = await tools.findExecutables(name);
  if (path === undefined) return 'absent';
  const options = { deadlineMs: RUNTIME_DEADLINE_MS, use: 'runtime' } as const;
  const result = await tools.run(path, RUNTIME_QUESTION[name], options);
  if (result.kind === 'ended' && result.status === 0) return { name, path };
  tools.log(`${path} is installed but does not answer.`);
  return 'silent';
}

async function locateContainer(name: RuntimeName, tools: LocateTools): Promise<EngineLocation> {
  const runtime = await findRuntime(name, tools);
  const label = name === 'docker' ? 'Docker' : 'Podman';
  if (typeof runtime === 'object') return { kind: 'container', runtime };
  const problem: EngineProblem =
    runtime === 'silent'
      ? {
          code: 'ENGINE_MISSING',
          message: `${label} is installed but does not answer.`,
          advice: runtimeAdvice(name, tools.platform),
        }
      : {
          code: 'ENGINE_MISSING',
          message: `${label} was not found on this computer.`,
          advice: `Install ${label}, or choose another engine. Then search again on the Engine page.`,
        };
  return { kind: 'none', location: name, problem };
}

async function locateAny(tools: LocateTools): Promise<EngineLocation> {
  const binary = await findBinary(tools);
  if (binary !== null) return binary;
  for (const name of RUNTIMES) {
    const runtime = await findRuntime(name, tools);
    if (typeof runtime === 'object') return { kind: 'container', runtime };
  }
  const message = 'No guacd was found on this computer, and no Docker or Podman that answers.';
  return {
    kind: 'none',
    location: null,
    problem: { code: 'ENGINE_MISSING', message, advice: installAdvice(tools) },
  };
}

/**
 * Finds the engine that the user wants. `auto`: the first guacd that answers, else a container runtime that
 * answers, else nothing, with what to do on this system. A path or runtime that the user chose is never
 * replaced by another one. Decides only; whatever is asked of the system is asked through `tools`.
 */
export async function locateEngine(choice: EngineChoice, tools: LocateTools): Promise<EngineLocation> {
  switch (choice.kind) {
    case 'auto':
      return locateAny(tools);
    case 'binary':
      return locateOwnBinary(choice.path, tools);
    case 'container':
      return locateContainer(choice.runtime, tools);
    case 'remote':
      return { kind: 'remote', choice };
    default:
      return assertNever(choice);
  }
}
