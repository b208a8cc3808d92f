import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { waitFor } from '../../support/wait-for';

function processState(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  } catch {
    return null;
  }
}

/** Whether a process runs; one that has ended and only waits for its parent does not. */
export function isRunning(pid: number): boolean {
  const state = processState(pid);
  return state !== null && state !== 'Z' && state !== 'X';
}

/** Ids of the running processes whose working folder is this one: all that an engine started there. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return isRunning(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    });
}

/** What a process was started with; nothing of one that has ended, perhaps since it was listed. */
export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
}

/** The environment a process was started with. */
export function environmentOf(pid: number): Record<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .filter((line) => line !== '');
  return Object.fromEntries(
    entries.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** Waits until nothing runs in the folder any more. */
export async function waitUntilEmpty(folder: string, deadlineMs: number): Promise<void> {
  await waitFor('the end of every process of the engine', () => processesIn(folder).length === 0, {
    deadlineMs,
  });
}

/** Ends what a failed test left in the folder. */
export function killAllIn(folder: string): void {
  for (const pid of processesIn(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was faster.
    }
  }
}

/** Ids of the running processes that were started with this folder as their home, in whatever namespace they are. */
export function processesWithHome(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return isRunning(pid) && environmentOf(pid).HOME === folder;
      } catch {
        return false;
      }
    });
}

/** What a user of this computer meets who connects to a local socket: a code of the system, or `open`. Needs root. */
export function connectAs(user: number, path: string): string {
  const program = `require('node:net').connect(process.argv[1])
    .on('connect', () => { console.log('open'); process.exit(); })
    .on('error', (error) => console.log(error.code))`;
  const identity = ['--reuid', String(user), '--regid', String(user), '--clear-groups'];
  const words = [...identity, process.execPath, '-e', program, path];
  return spawnSync('setpriv', words, { encoding: 'utf8', timeout: 10_000 }).stdout.trim();
}
