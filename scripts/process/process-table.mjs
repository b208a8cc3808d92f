import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * One running process.
 * @typedef {object} ProcessEntry
 * @property {number} pid
 * @property {number} parent
 * @property {string} state One letter; `Z` has ended and only waits to be noticed by its parent.
 * @property {string} birth When it started, in a form that only compares. A process id alone may have been
 *   given to another process since; together with this it names exactly one.
 */

/**
 * What a line of /proc/<pid>/stat says. The name (second field) may hold anything, `)` too, so fields are
 * counted from its last `)`: state is 3, parent 4, start time 22 (proc(5)).
 * @param {string} text
 * @returns {ProcessEntry | undefined}
 */
export function parseStat(text) {
  const afterName = text.lastIndexOf(') ');
  const fields = text.slice(afterName + 2).split(' ');
  const [state, parent, birth] = [fields[0], fields[1], fields[19]];
  if (afterName < 0 || state === undefined || parent === undefined || birth === undefined) return undefined;
  return { pid: Number.parseInt(text, 10), parent: Number(parent), state, birth };
}

/**
 * @param {number | string} pid
 * @returns {ProcessEntry | undefined} Undefined when there is no such process, or no /proc.
 */
export function readProcess(pid) {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Every process of this machine: from /proc, or from `ps` where there is none (macOS). @returns {Promise<ProcessEntry[]>} */
export async function readProcessTable() {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => readProcess(pid) ?? []);
  }
  if (process.platform === 'win32') return [];
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,state=,lstart='], {
    timeout: 10_000,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, birth] = /^\s*(\d+)\s+(\d+)\s+(\S)\S*\s+(.+)$/.exec(line) ?? [];
    if (pid === undefined || parent === undefined || state === undefined || birth === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), state, birth }];
  });
}

/**
 * A process and everything it started, itself last, so that a parent cannot replace a child that was ended.
 * @param {readonly ProcessEntry[]} table
 * @param {number} root
 * @returns {ProcessEntry[]}
 */
export function treeOf(table, root) {
  const children = table.filter((entry) => entry.parent === root && entry.pid !== root);
  const self = table.filter((entry) => entry.pid === root);
  return [...children.flatMap((child) => treeOf(table, child.pid)), ...self];
}

/**
 * Whether this very process still runs.
 * @param {Pick<ProcessEntry, 'pid' | 'birth'>} entry
 */
export function isAlive(entry) {
  const now = readProcess(entry.pid);
  return now !== undefined && now.birth === entry.birth && now.state !== 'Z' && now.state !== 'X';
}
