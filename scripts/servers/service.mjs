import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endTree } from '../process/end-tree.mjs';
import { waitUntil } from '../process/wait-until.mjs';
import { findProgram } from '../process/find-program.mjs';
import { SetupError } from '../terminal.mjs';
import { isListening } from './ports.mjs';
import { recordProcess } from './state-folder.mjs';

/**
 * @typedef {object} ServiceOptions
 * @property {string} name Also of its log and record in the folder.
 * @property {string} program
 * @property {readonly string[]} args
 * @property {Record<string, string>} [env] Its whole environment besides PATH and a locale.
 * @property {{ uid: number, gid: number }} [user] root when left out.
 * @property {boolean} [tellsOnFd3] Reads what it writes to its file descriptor 3.
 */

/**
 * The place where a set of servers lives, and the owner of every service in it.
 * @typedef {object} ServerHost
 * @property {string} folder For configuration, keys and logs.
 * @property {(options: ServiceOptions) => Service} launch Starts a service and ends it with the set.
 */

const readyDeadlineMs = 20_000;

/** One server as a child of this process, in a session of its own, with its log in the state folder. */
export class Service {
  #name;
  #logPath;
  #child;
  #exited = false;
  #told = '';

  /**
   * @param {string} folder
   * @param {ServiceOptions} options
   */
  constructor(folder, { name, program, args, env = {}, user, tellsOnFd3 = false }) {
    const path = findProgram(program);
    if (path === undefined) throw new SetupError(`There is no ${program} on this computer.`);
    this.#name = name;
    this.#logPath = join(folder, `${name}.log`);
    const log = openSync(this.#logPath, 'a');
    this.#child = spawn(path, args, {
      cwd: folder,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LANG: 'C.UTF-8', ...env },
      // Its own session: Ctrl+C in the terminal must not end it before its clients.
      detached: true,
      stdio: ['ignore', log, log, ...(tellsOnFd3 ? /** @type {const} */ (['pipe']) : [])],
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    });
    closeSync(log);
    this.#child.once('exit', () => (this.#exited = true)).once('error', () => (this.#exited = true));
    this.#child.stdio[3]?.on('data', (text) => (this.#told += String(text)));
    if (this.#child.pid !== undefined) recordProcess(folder, name, this.#child.pid);
  }

  /** @param {string} what @returns {SetupError} */
  #failure(what) {
    const lines = readFileSync(this.#logPath, 'utf8').trim().split('\n').slice(-20).join('\n');
    return new SetupError(`${this.#name} ${what}. The end of its log:\n${lines}`);
  }

  /**
   * @template T
   * @param {string} what It is waiting for, in words.
   * @param {() => T | undefined | false} probe
   * @returns {Promise<T>}
   */
  async #until(what, probe) {
    const answer = await waitUntil(() => probe() || (this.#exited && 'exited'), {
      deadlineMs: readyDeadlineMs,
    });
    if (answer === undefined) throw this.#failure(`did not ${what} in ${readyDeadlineMs / 1000} s`);
    if (answer === 'exited') throw this.#failure(`ended before it could ${what}`);
    return answer;
  }

  /**
   * Waits until it accepts connections.
   * @param {number} port
   */
  async listening(port) {
    await this.#until(`listen on port ${port}`, () => isListening(port));
  }

  /** The first line it writes to its file descriptor 3. @returns {Promise<string>} */
  async firstLine() {
    return this.#until('tell its state', () => /^(.*)\n/.exec(this.#told)?.[1]);
  }

  /** Ends it and everything it started. */
  async dispose() {
    if (this.#child.pid !== undefined) await endTree(this.#child.pid);
  }
}
