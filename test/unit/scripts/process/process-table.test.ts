import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Entry = { pid: number; parent: number; state: string; birth: string };
const { parseStat, treeOf, readProcess, isAlive } = (await loadScript('process/process-table.mjs')) as {
  parseStat: (text: string) => Entry | undefined;
  treeOf: (table: Entry[], root: number) => Entry[];
  readProcess: (pid: number | string) => Entry | undefined;
  isAlive: (entry: Pick<Entry, 'pid' | 'birth'>) => boolean;
};

const tail = '1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 987654 0 0';
const entry = (pid: number, parent: number): Entry => ({ pid, parent, state: 'S', birth: String(pid) });

describe('the process table', () => {
  it('reads state, parent and start time from a line of /proc/<pid>/stat', () => {
    expect(parseStat(`42 (sshd) S 7 ${tail}`)).toEqual({ pid: 42, parent: 7, state: 'S', birth: '987654' });
  });

  it('is not misled by a name with spaces and parentheses', () => {
    expect(parseStat(`42 (evil) Z 1 (x) R 9 ${tail}`)).toMatchObject({ pid: 42, parent: 9, state: 'R' });
  });

  it('knows nothing of a line that is cut off', () => {
    expect(parseStat('42 (sshd) S 7')).toBeUndefined();
    expect(parseStat('')).toBeUndefined();
  });

  it('lists a tree with children before their parents and leaves others out', () => {
    const table = [entry(1, 0), entry(10, 1), entry(11, 10), entry(12, 10), entry(13, 12), entry(20, 1)];
    const pids = treeOf(table, 10).map(({ pid }) => pid);
    expect(new Set(pids)).toEqual(new Set([10, 11, 12, 13]));
    expect(pids.indexOf(13)).toBeLessThan(pids.indexOf(12));
    expect(pids.at(-1)).toBe(10);
  });

  it.runIf(process.platform === 'linux')('tells this process from another that has its number', () => {
    const self = readProcess(process.pid);
    expect(self?.parent).toBe(process.ppid);
    expect(isAlive({ pid: process.pid, birth: self?.birth ?? '' })).toBe(true);
    expect(isAlive({ pid: process.pid, birth: '1' })).toBe(false);
  });
});
