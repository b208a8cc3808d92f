import { execFileSync } from 'node:child_process';

type Entry = { pid: number; parent: number; state: string; command: string };

function listProcesses(): Entry[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), state: state!, command: command! }];
  });
}

/** A process that a test is responsible for. */
export type FamilyMember = { pid: number; command: string };

/** Everything that a process started and that still runs, and what those started, at this moment. */
export function findDescendants(pid: number): FamilyMember[] {
  const entries = listProcesses();
  const family = new Set([pid]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const entry of entries) if (family.has(entry.parent)) family.add(entry.pid);
  }
  family.delete(pid);
  return entries
    .filter((entry) => family.has(entry.pid))
    .map(({ pid: id, command }) => ({ pid: id, command }));
}

/** Those that still run. One that only waits to be noticed by its parent does not; nor one whose id was given anew. */
export function findSurvivors(members: readonly FamilyMember[]): FamilyMember[] {
  const running = new Map(
    listProcesses()
      .filter(({ state }) => !state.startsWith('Z'))
      .map(({ pid, command }) => [pid, command]),
  );
  return members.filter(({ pid, command }) => running.get(pid) === command);
}
