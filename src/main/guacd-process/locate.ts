import type { EngineChoice } from '../../shared/model/engine';
import { assertNever } from '../../shared/assert-never';
import { IMAGE_QUESTION } from './container-image';
import type { EngineProblem } from './engine-problem';
import { installAdvice, runtimeAdvice, type SystemFacts } from './install-advice';
import type { CommandResult } from './run-command';
import { isOlder, parseVersion } from './version-order';

/** The container runtimes we can drive, in the order `auto` tries them: Podman needs no service and no root. */
export const RUNTIMES = ['podman', 'docker'] as const;
export type RuntimeName = (typeof RUNTIMES)[number];

/** A container runtime that answers. */
export type ContainerRuntime = { readonly name: RuntimeName; readonly path: string };

/** Where the engine comes from, or why there is none. */
export type EngineLocation =
  | { readonly kind: 'included' }
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
  /** The engine that Pestle brings, tried out. `absent`: none is here; `broken`: it does not run on this system. */
  readonly askIncluded: () => Promise<IncludedAnswer>;
  readonly log: (text: string) => void;
};

/** Whether the included engine can be used, and its version. */
export type IncludedAnswer =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'broken' };

/** guacd answers at once; a first start from a slow disk may take a moment. */
const VERSION_DEADLINE_MS = 5_000;

/** `podman info` on a cold system was seen to take several seconds. */
const RUNTIME_DEADLINE_MS = 10_000;

/** Its files are looked at; a service that does not answer must not hold up the start. */
const IMAGE_DEADLINE_MS = 3_000;

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

async function findBinary(tools: LocateTools): Promise<Extract<EngineLocation, { kind: 'binary' }> | null> {
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

/** The first runtime that has the image on this computer. Asking for it needs the runtime's service, but no network. */
async function findRuntimeWithImage(tools: LocateTools): Promise<ContainerRuntime | null> {
  const options = { deadlineMs: IMAGE_DEADLINE_MS, use: 'runtime' } as const;
  for (const name of RUNTIMES) {
    const [path] = await tools.findExecutables(name);
    if (path === undefined) continue;
    const result = await tools.run(path, IMAGE_QUESTION, options);
    if (result.kind === 'ended' && result.status === 0) return { name, path };
  }
  return null;
}

async function locateIncluded(tools: LocateTools): Promise<EngineLocation> {
  const answer = await tools.askIncluded();
  if (answer.kind === 'ready') return { kind: 'included' };
  const problem: EngineProblem =
    answer.kind === 'absent'
      ? {
          code: 'ENGINE_MISSING',
          message: 'This copy of Pestle brings no engine of its own.',
          advice: 'Choose another engine on the Engine page.',
        }
      : {
          code: 'ENGINE_START_FAILED',
          message: 'The engine that Pestle brings does not run on this system.',
          advice: 'The log shows what it wrote. Choose another engine on the Engine page.',
        };
  return { kind: 'none', location: null, problem };
}

function isNewer(version: string, than: string): boolean {
  const [one, other] = [parseVersion(version), parseVersion(than)];
  return one !== null && other !== null && isOlder(other, one);
}

async function locateAny(tools: LocateTools): Promise<EngineLocation> {
  const included = await tools.askIncluded();
  const binary = await findBinary(tools);
  if (binary !== null && (included.kind !== 'ready' || isNewer(binary.version, included.version)))
    return binary;
  const runtime = await findRuntimeWithImage(tools);
  if (runtime !== null) return { kind: 'container', runtime };
  if (included.kind === 'ready') return { kind: 'included' };
  for (const name of RUNTIMES) {
    const other = await findRuntime(name, tools);
    // It starts only when the image is there; until then it says what has to be set up.
    if (typeof other === 'object') return { kind: 'container', runtime: other };
  }
  const message = 'No guacd was found on this computer, and no Docker or Podman that answers.';
  return {
    kind: 'none',
    location: null,
    problem: { code: 'ENGINE_MISSING', message, advice: installAdvice(tools) },
  };
}

/**
 * Finds the engine that the user wants. What the user chose is never replaced by another one. `auto`, in this order,
 * and never with a download:
 *
 * 1. the first guacd of the system that answers, if it is newer than the included one or there is none included;
 * 2. a container, if its image is here;
 * 3. the included one;
 * 4. a container runtime that answers: its engine then says what has to be set up;
 * 5. nothing, with what to do on this system.
 *
 * Decides only; whatever is asked of the system is asked through `tools`.
 */
export async function locateEngine(choice: EngineChoice, tools: LocateTools): Promise<EngineLocation> {
  switch (choice.kind) {
    case 'auto':
      return locateAny(tools);
    case 'included':
      return locateIncluded(tools);
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
