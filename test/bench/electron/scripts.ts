import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryPath } from '../harness/streams';

/** What the benchmarks use of scripts/, which is JavaScript that TypeScript does not see from here. */
type Scripts = {
  'process/end-tree.mjs': { endTree: (pid: number) => Promise<void> };
  'process/find-program.mjs': { findProgram: (name: string) => string | undefined };
  'process/process-table.mjs': {
    readProcessTable: () => Promise<ProcessEntry[]>;
    treeOf: (table: readonly ProcessEntry[], root: number) => ProcessEntry[];
  };
  'screen/virtual-screen.mjs': { VirtualScreen: new () => Started<NodeJS.ProcessEnv> };
  'servers/test-servers.mjs': { TestServers: new () => Started<ServersDescription> };
  'setup/build.mjs': { ensureBuild: () => Promise<void> };
  'setup/chromium-sandbox.mjs': { sandboxProblem: (runtime: ElectronRuntime) => Promise<string | undefined> };
  'setup/electron-runtime.mjs': {
    ensureElectron: () => Promise<ElectronRuntime>;
    electronEnvironment: (runtime: ElectronRuntime) => NodeJS.ProcessEnv;
  };
};

type Started<T> = { start(): Promise<T>; dispose(): Promise<void> };
type ProcessEntry = { pid: number; parent: number };
type ElectronRuntime = { executable: string; dist: string; kind: string };
type ServersDescription = {
  host: string;
  ports: { guacd: number; ssh: number };
  username: string;
  password: string;
};

/** Loads a module of scripts/ from where it is: it finds the repository by its own place. */
export async function script<N extends keyof Scripts>(name: N): Promise<Scripts[N]> {
  const { href } = pathToFileURL(join(repositoryPath, 'scripts', name));
  return (await import(/* @vite-ignore */ href)) as Scripts[N];
}
