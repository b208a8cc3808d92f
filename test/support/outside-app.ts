import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { findDescendants, findSurvivors, type FamilyMember } from '../e2e/support/process-family';
import { waitFor } from './wait-for';

const WINDOW_DEADLINE_MS = 30_000;
/** The app's own deadline for ending is 5 s. */
const END_DEADLINE_MS = 12_000;

export type OutsideAppOptions = {
  executable: string;
  args: readonly string[];
  /** Added to the environment of the test; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  cwd?: string;
};

/** A program that nobody drives: it is started as a user starts it, and looked at from outside. */
export class OutsideApp {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #family: FamilyMember[] = [];
  #output = '';

  constructor({ executable, args, env = {}, cwd }: OutsideAppOptions) {
    this.#child = spawn(executable, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: Object.fromEntries(
        Object.entries({ ...process.env, ...env }).filter(([, value]) => value !== undefined),
      ),
      ...(cwd === undefined ? {} : { cwd }),
    });
    if (this.#child.pid === undefined) throw new Error(`${executable} cannot be started`);
    this.pid = this.#child.pid;
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk) => (this.#output += String(chunk)));
    this.#ended = new Promise((resolve) => this.#child.once('exit', resolve));
  }

  /** What it wrote so far. */
  get output(): string {
    return this.#output;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** It and everything below it that runs now. */
  family(): number[] {
    this.#family = findDescendants(this.pid);
    return [this.pid, ...this.#family.map(({ pid }) => pid)];
  }

  /** The processes of its engine that run now. */
  engine(): number[] {
    this.family();
    return this.#family.flatMap(({ pid, command }) => (/(?:^|\/)guacd /.test(command) ? [pid] : []));
  }

  /** TCP sockets on which it listens now, without those of its engine. */
  ownListeners(): Listener[] {
    const engine = new Set(this.engine());
    return findListeners([this.pid, ...this.#family.map(({ pid }) => pid)].filter((pid) => !engine.has(pid)));
  }

  /** Waits until one of its windows is on the screen. */
  async window(): Promise<void> {
    await waitFor(
      `a window, after:\n${this.#output}`,
      () => {
        if (this.hasEnded) throw new Error(`it ended without a window:\n${this.#output}`);
        return windowOwners().includes(this.pid);
      },
      { deadlineMs: WINDOW_DEADLINE_MS },
    );
  }

  /** Resolves to its exit code, or null when a signal ended it. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Asks it to end, and fails when it, or a process of it, does not. */
  async quit(): Promise<number | null> {
    this.family();
    this.#child.kill('SIGTERM');
    return this.#expectEnd();
  }

  /** Ends it by force when it still runs. For the end of a test that has failed. */
  async dispose(): Promise<void> {
    const left = this.hasEnded ? [] : this.family();
    for (const pid of [...left, ...findSurvivors(this.#family).map((member) => member.pid)]) kill(pid);
    await this.#ended;
  }

  async #expectEnd(): Promise<number | null> {
    await waitFor('the app to end', () => this.hasEnded, { deadlineMs: END_DEADLINE_MS });
    await waitFor('its processes to end', () => findSurvivors(this.#family).length === 0);
    return this.#ended;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Processes of which a window can be seen on the screen of the tests, by what X clients say of themselves. */
function windowOwners(): number[] {
  const windows = [...ask('xwininfo', '-root', '-tree').matchAll(/^\s+(0x[0-9a-f]+) "[^"]*Pestle/gm)];
  return windows.flatMap(([, id = '']) => {
    if (!ask('xwininfo', '-id', id).includes('Map State: IsViewable')) return [];
    const [, pid] = /= (\d+)/.exec(ask('xprop', '-id', id, '_NET_WM_PID')) ?? [];
    return pid === undefined ? [] : [Number(pid)];
  });
}

/** What a program of X says; nothing when the window it is asked about is gone. */
function ask(program: string, ...args: string[]): string {
  const { error, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: 5_000 });
  if (error !== undefined) throw error;
  return stdout;
}

/** A socket on which a process takes connections: `127.0.0.1:4822` of TCP, or the path of a local one. */
export type Listener = { pid: number; address: string };

/** TCP sockets on which these processes listen, from /proc (proc(5), tcp(7)). */
export function findListeners(pids: readonly number[]): Listener[] {
  return ['tcp', 'tcp6'].flatMap((table) =>
    listenersIn(table, pids, (fields) =>
      fields[3] === TCP_LISTEN ? { inode: fields[9] ?? '', address: readAddress(fields[1] ?? '') } : null,
    ),
  );
}

/** Local sockets on which these processes listen (unix(7)). */
export function findLocalListeners(pids: readonly number[]): Listener[] {
  return listenersIn('unix', pids, (fields) =>
    fields[3] === ACCEPTS_CONNECTIONS ? { inode: fields[6] ?? '', address: fields[7] ?? '' } : null,
  );
}

/** include/net/tcp_states.h */
const TCP_LISTEN = '0A';
/** __SO_ACCEPTCON of include/uapi/linux/net.h, as the column of flags shows it. */
const ACCEPTS_CONNECTIONS = '00010000';

function listenersIn(
  table: string,
  pids: readonly number[],
  read: (fields: readonly string[]) => { inode: string; address: string } | null,
): Listener[] {
  const owners = new Map<string, number>();
  for (const pid of pids) for (const inode of socketsOf(pid)) owners.set(inode, pid);
  const lines = readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1);
  return lines.flatMap((line) => {
    const found = read(line.trim().split(/\s+/));
    const pid = found === null ? undefined : owners.get(found.inode);
    return found === null || pid === undefined ? [] : [{ pid, address: found.address }];
  });
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** `0100007F:12D6` is 127.0.0.1:4822; an IPv6 address stays as it is. */
function readAddress(text: string): string {
  const [host = '', port = ''] = text.split(':');
  const bytes = host.length === 8 ? (host.match(/../g) ?? []).reverse() : [];
  const name = bytes.length === 0 ? `[${host}]` : bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  return `${name}:${Number.parseInt(port, 16)}`;
}
