import { spawn, type ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import type { Clock } from '../../shared/clock';
import { guardianScript } from './guardian-script';
import { withoutInherited } from './inherited-descriptors';
import { LineReader } from './line-reader';
import { pause } from './pause';

/** Lines that are kept for telling why a command ended. */
const TAIL_LINES = 20;

/**
 * The guardian needs up to 3 s for a command and 8 s more for a container, on a busy computer a little more. To end
 * the guardian itself is the last resort: it knows better what belongs to the command.
 */
const STOP_DEADLINE_MS = 8_000;
const CONTAINER_STOP_DEADLINE_MS = 16_000;

/** Lifeline, two outputs, and reports. */
const GUARDIAN_STDIO = ['pipe', 'pipe', 'pipe', 'pipe'] as const;

/** The same without reports, for a command that has no guardian. */
const PLAIN_STDIO = ['pipe', 'pipe', 'pipe'] as const;

/** What may hold the output open after the guardian has ended gets this long, milliseconds. */
const CLOSE_GRACE_MS = 1_000;

/** A container that has to be stopped by name, because its processes are not children of the command. */
export type ContainerName = { readonly runtime: string; readonly name: string };

export type GuardedCommand = {
  /** An absolute path, or a name that is looked up in the `PATH` of `env`. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Working folder; must exist. */
  readonly folder: string;
  readonly container?: ContainerName;
  /**
   * True: what it starts goes on after it, as a virtual machine does, and after the app. There is no guardian then,
   * and only the command itself is ended.
   */
  readonly isLasting?: boolean;
};

/** How a command ended: its exit status, 128 + n when signal n ended it, null when it never ran or is not known. */
export type CommandEnd = { readonly status: number | null; readonly problem: string | null };

export type GuardedProcessOptions = {
  readonly command: GuardedCommand;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Called for each line of output as safe text. */
  readonly onLine: (text: string) => void;
};

type Settle<T> = { readonly promise: Promise<T>; readonly resolve: (value: T) => void };

function settleLater<T>(): Settle<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left, which is what was wanted.
  }
}

/**
 * A command that never outlives the app. On Linux and macOS a guardian stands in between, see
 * {@link guardianScript}; Windows has no guacd, and a container's client ends with its standard input there.
 * It starts at once. The owner waits for `gone` or calls {@link GuardedProcess.stop}.
 */
export class GuardedProcess {
  /** Process id of the command itself; null when it could not be started. */
  readonly started: Promise<number | null>;
  /** The command has ended; others of its family may still run. Never rejects. */
  readonly ended: Promise<CommandEnd>;
  /** Nothing of the family runs any more. Never rejects. */
  readonly gone: Promise<void>;

  readonly #options: GuardedProcessOptions;
  readonly #isGuarded: boolean;
  readonly #child: ChildProcess;
  readonly #tail: string[] = [];
  readonly #started = settleLater<number | null>();
  readonly #ended = settleLater<CommandEnd>();
  readonly #gone = settleLater<undefined>();
  #stopping: Promise<void> | null = null;

  constructor(options: GuardedProcessOptions) {
    this.#options = options;
    this.#isGuarded = options.platform !== 'win32' && options.command.isLasting !== true;
    this.started = this.#started.promise;
    this.ended = this.#ended.promise;
    this.gone = this.#gone.promise;
    this.#child = this.#spawn();
    this.#listen();
  }

  /** The last lines of output, oldest first. */
  get tail(): readonly string[] {
    return this.#tail;
  }

  /**
   * Ends the command and all it started: politely first, by force after two seconds. Resolves when they are
   * gone, or after a last resort when the system does not let them go.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const { command, clock, platform, onLine } = this.#options;
    this.#child.stdin?.end();
    if (!this.#isGuarded) {
      if (command.container !== undefined) {
        const { runtime, name } = command.container;
        const removal = { file: runtime, args: ['rm', '-f', name], env: command.env, folder: command.folder };
        const remover = new GuardedProcess({ command: removal, clock, platform, onLine });
        await Promise.race([remover.gone, pause(clock, CONTAINER_STOP_DEADLINE_MS)]);
      }
      this.#child.kill('SIGKILL');
    }
    const deadline = command.container === undefined ? STOP_DEADLINE_MS : CONTAINER_STOP_DEADLINE_MS;
    await this.#goneWithin(deadline);
    signalGroup(this.#child, 'SIGKILL');
    await this.#goneWithin(CLOSE_GRACE_MS);
  }

  #goneWithin(delayMs: number): Promise<void> {
    const over = new AbortController();
    void this.gone.then(() => over.abort());
    return pause(this.#options.clock, delayMs, over.signal);
  }

  #spawn(): ChildProcess {
    const { command, platform } = this.#options;
    const { file, args, env, folder, container } = command;
    const common = { cwd: folder, env, windowsHide: true };
    if (!this.#isGuarded) {
      return withoutInherited(PLAIN_STDIO.length, (covers) =>
        spawn(file, args, { ...common, stdio: [...PLAIN_STDIO, ...covers] }),
      );
    }
    const script = guardianScript(platform === 'linux' ? 'proc' : 'ps');
    const target = [container?.runtime ?? '', container?.name ?? '', file, ...args];
    return withoutInherited(GUARDIAN_STDIO.length, (covers) =>
      spawn('/bin/sh', ['-c', script, 'pestle-guardian', ...target], {
        ...common,
        // A session of its own: the guardian finds what it has to end by it, and Ctrl+C in a terminal stays away.
        detached: true,
        stdio: [...GUARDIAN_STDIO, ...covers],
      }),
    );
  }

  #listen(): void {
    const child = this.#child;
    // Writing to or closing a lifeline whose other end is gone is no failure.
    child.stdin?.on('error', () => undefined);
    for (const stream of [child.stdout, child.stderr]) this.#readLines(stream, (line) => this.#addLine(line));
    const reports = child.stdio[3];
    if (reports instanceof Readable) this.#readLines(reports, (line) => this.#takeReport(line));
    else if (child.pid !== undefined) this.#started.resolve(child.pid);
    child.once('error', (error) => {
      if (child.pid === undefined) this.#finish({ status: null, problem: error.message });
    });
    child.once('exit', (status) => void this.#afterExit(status));
    child.once('close', (status) => this.#finish({ status, problem: null }));
  }

  #readLines(stream: Readable | null, onLine: (line: string) => void): void {
    if (stream === null) return;
    const reader = new LineReader(onLine);
    stream.on('data', (chunk: Uint8Array) => reader.write(chunk));
    stream.once('end', () => reader.end());
    stream.on('error', () => undefined);
  }

  #addLine(line: string): void {
    this.#tail.push(line);
    if (this.#tail.length > TAIL_LINES) this.#tail.shift();
    this.#options.onLine(line);
  }

  #takeReport(line: string): void {
    const [, event, number] = /^(started|ended) (\d{1,10})$/.exec(line) ?? [];
    if (event === 'started') this.#started.resolve(Number(number));
    if (event === 'ended') this.#ended.resolve({ status: Number(number), problem: null });
  }

  /** A guardian that was killed leaves its command behind, which shows by output that stays open. */
  async #afterExit(status: number | null): Promise<void> {
    await this.#goneWithin(CLOSE_GRACE_MS);
    signalGroup(this.#child, 'SIGKILL');
    await this.#goneWithin(CLOSE_GRACE_MS);
    for (const stream of this.#child.stdio) stream?.destroy();
    this.#finish({ status, problem: null });
  }

  #finish(end: CommandEnd): void {
    this.#started.resolve(null);
    this.#ended.resolve(end);
    this.#gone.resolve(undefined);
  }
}
