import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const END_DEADLINE_MS = 3_000;
/** A folder for processor profiles of the companions: `PESTLE_BENCH_PROFILES=dir npm run bench -- relay`. */
const profileFolder = process.env.PESTLE_BENCH_PROFILES;

let startedCount = 0;

type Reply = { id: number; value?: unknown; failure?: string };

/** A program of `test/bench/processes` that runs beside the benchmark. `dispose` ends it. */
export class Companion {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #ended: Promise<void>;
  #lastId = 0;

  /** @param name its file without `.ts`; `args` are its own */
  constructor(name: string, args: readonly string[] = []) {
    const path = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
    this.#child = fork(path, args, {
      execArgv: ['--expose-gc', ...profiling(name, args)],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.failure === undefined) waiting?.resolve(reply.value);
      else waiting?.reject(new Error(`${name}: ${reply.failure}`));
    });
    this.#ended = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${name} has ended`));
      this.#waiting.clear();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Lets it carry out one of its commands; resolves to what that returns. */
  ask<Value = void>(command: string, ...args: readonly unknown[]): Promise<Value> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as Value), reject });
      this.#child.send({ id, command, args });
    });
  }

  /** Resolves once it has ended. */
  async dispose(): Promise<void> {
    if (this.#child.connected) {
      // It ends when the one who asks is gone.
      this.#child.disconnect();
      setTimeout(() => this.#child.kill('SIGKILL'), END_DEADLINE_MS).unref();
    }
    await this.#ended;
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each command has arguments of its own
type Commands = Record<string, (...args: any[]) => unknown>;

function profiling(name: string, args: readonly string[]): string[] {
  if (profileFolder === undefined) return [];
  const file = [name, ...args, ++startedCount].join('-');
  return ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`, `--cpu-prof-name=${file}.cpuprofile`];
}

/** The other side of {@link Companion}: carries out what is asked, and ends with the one who asks. */
export function serveCommands(commands: Commands): void {
  const carryOut = async ({
    id,
    command,
    args,
  }: {
    id: number;
    command: string;
    args: unknown[];
  }): Promise<void> => {
    try {
      process.send?.({ id, value: await commands[command]?.(...args) } satisfies Reply);
    } catch (thrown) {
      process.send?.({
        id,
        failure: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
      });
    }
  };
  process.on(
    'message',
    (message: { id: number; command: string; args: unknown[] }) => void carryOut(message),
  );
  process.on('disconnect', () => process.exit(0));
}
