import { readFileSync, readlinkSync } from 'node:fs';
import { readProcessTable, treeOf } from '../process/process-table.mjs';

/**
 * One process of the app, as this computer's root sees it.
 * @typedef {object} AppProcess
 * @property {number} pid
 * @property {string} command
 * @property {string} program Where its file lies, as seen inside.
 * @property {string} status /proc/<pid>/status
 */

/** @param {number} pid @returns {AppProcess[]} Empty when it has just ended. */
function describe(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (command === '') return [];
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return [{ pid, command, program: readlinkSync(`/proc/${pid}/exe`), status }];
  } catch {
    return [];
  }
}

/** @param {string} status @param {string} name */
const field = (status, name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';

/** In how many namespaces of process ids a process is. @param {string} status */
const depthOf = (status) => field(status, 'NSpid').split(/\s+/).length;

/**
 * Everything that runs in roots which this program has entered: what it started in namespaces below its own.
 * @returns {Promise<AppProcess[]>}
 */
export async function processesInside() {
  const outside = depthOf(readFileSync('/proc/self/status', 'utf8'));
  const family = treeOf(await readProcessTable(), process.pid);
  return family.flatMap((entry) => describe(entry.pid)).filter(({ status }) => depthOf(status) > outside);
}

/**
 * What is wrong with how the app is locked up: each page has to be in a sandbox (system calls filtered, process ids of
 * its own, nobody's rights but the user's).
 * @param {readonly AppProcess[]} processes
 * @returns {string[]} Empty when nothing is.
 */
export function sandboxProblems(processes) {
  const pages = processes.filter(({ command }) => command.includes('--type=renderer'));
  const main = processes.find(({ command }) => !command.includes('--type='));
  return [
    ...(pages.length === 0 ? ['there is no page'] : []),
    ...processes
      .filter(({ command }) => command.includes('no-sandbox'))
      .map(({ command }) => `runs without a sandbox: ${command}`),
    ...pages.flatMap(({ status }) => [
      ...(field(status, 'Seccomp') === '2' ? [] : ['system calls of a page are not filtered']),
      ...(field(status, 'NoNewPrivs') === '1' ? [] : ['a page may get new rights']),
      ...(main === undefined || depthOf(status) > depthOf(main.status)
        ? []
        : ['a page sees other processes']),
    ]),
    ...processes
      .filter(({ status }) => field(status, 'Uid').split(/\s+/).includes('0'))
      .map(({ command }) => `runs as root: ${command}`),
  ];
}
