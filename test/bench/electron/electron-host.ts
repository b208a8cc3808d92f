import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { script as load } from './scripts';
import { ANSWER_MARK, type HostAnswer, type HostCalls, type HostContestant, type PageApi } from './host/wire';

const START_DEADLINE_MS = 30_000;
const ANSWER_DEADLINE_MS = 120_000;
/** How far apart the two readings of the clock may be; delays are tenths of a millisecond and more. */
const MOST_CLOCK_ERROR_MS = 0.3;
const STDERR_LINES = 40;

export type ElectronHostOptions = {
  executable: string;
  script: string;
  contestant: HostContestant;
  /** With the display to show on. */
  environment: NodeJS.ProcessEnv;
  /** Chromium's switches. */
  switches: readonly string[];
};

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** One contestant's Electron, with all its processes, held by the parent. */
export class ElectronHost {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #stderr: string[] = [];
  #lastId = 0;
  #pids = { main: 0, page: 0 };

  private constructor({ executable, script, contestant, environment, switches }: ElectronHostOptions) {
    this.#folder = mkdtempSync(join(tmpdir(), 'pestle-bench-'));
    const args = [script, `--bench-contestant=${contestant}`, `--user-data-dir=${this.#folder}`, ...switches];
    this.#child = spawn(executable, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('Electron has no output');
    createInterface({ input: stdout }).on('line', (line) => this.#read(line));
    createInterface({ input: stderr }).on('line', (line) => {
      this.#stderr.push(line);
      this.#stderr.splice(0, this.#stderr.length - STDERR_LINES);
    });
    this.#child.once('exit', () => this.#fail(`Electron has ended:\n${this.#stderr.join('\n')}`));
  }

  /** Starts it and resolves once its page can be called. */
  static async start(options: ElectronHostOptions): Promise<ElectronHost> {
    const host = new ElectronHost(options);
    try {
      await host.#answer(0, START_DEADLINE_MS);
      host.#pids = await host.call('pids', null);
      const errorMs = await host.page('setClock');
      if (errorMs > MOST_CLOCK_ERROR_MS) throw new Error(`the clocks differ by up to ${errorMs} ms`);
      return host;
    } catch (error) {
      await host.dispose();
      throw error;
    }
  }

  async call<N extends keyof HostCalls>(
    name: N,
    value: HostCalls[N]['request'],
  ): Promise<HostCalls[N]['answer']> {
    const id = ++this.#lastId;
    const answer = this.#answer(id, ANSWER_DEADLINE_MS);
    this.#child.stdin?.write(`${JSON.stringify({ id, name, value })}\n`);
    return await answer;
  }

  /** Calls a function of the page. */
  async page<N extends keyof PageApi>(
    name: N,
    ...args: Parameters<PageApi[N]>
  ): Promise<Awaited<ReturnType<PageApi[N]>>> {
    return (await this.call('page', { name, args })) as Awaited<ReturnType<PageApi[N]>>;
  }

  /** Whether processor times can be read here: they come from Linux's /proc. */
  static readonly hasProcessorTimes = existsSync('/proc/self/schedstat');

  /** Milliseconds of processor time that all its processes have used. Linux only. */
  async processorMs(): Promise<number> {
    const { readProcessTable, treeOf } = await load('process/process-table.mjs');
    const table = await readProcessTable();
    return treeOf(table, this.#pids.main).reduce((sum, { pid }) => sum + processMs(pid), 0);
  }

  /** Milliseconds of processor time that the main thread of the page's process has used. Linux only. */
  pageThreadMs(): number {
    return threadMs(this.#pids.page, this.#pids.page);
  }

  async dispose(): Promise<void> {
    const { pid } = this.#child;
    const { endTree } = await load('process/end-tree.mjs');
    if (pid !== undefined) await endTree(pid);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #answer(id: number, deadlineMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`no answer in ${deadlineMs / 1000} s\n${this.#stderr.join('\n')}`));
      }, deadlineMs);
      const settle = (): void => clearTimeout(deadline);
      this.#waiting.set(id, {
        resolve: (value) => {
          settle();
          resolve(value);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
    });
  }

  #read(line: string): void {
    if (!line.startsWith(ANSWER_MARK)) return;
    const { id, value, error } = JSON.parse(line.slice(ANSWER_MARK.length)) as HostAnswer;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  #fail(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}

function processMs(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + threadMs(pid, thread), 0);
  } catch {
    return 0;
  }
}

/** The first number of `schedstat` is the nanoseconds that a thread has run (sched-stats.rst of the kernel). */
function threadMs(pid: number, thread: number | string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
