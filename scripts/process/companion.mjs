import { spawn } from 'node:child_process';
import { findProgram } from './find-program.mjs';
import { SetupError, Unavailable } from '../terminal.mjs';
import { endTree } from './end-tree.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * @typedef {object} CompanionOptions
 * @property {string} program
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} [input] Text for its standard input, which then ends.
 */

/**
 * A helping program that runs beside this one and ends with it, even when this one is killed.
 */
export class Companion {
  #program;
  #child;
  #told = '';
  #exited = false;

  /** @param {CompanionOptions} options */
  constructor({ program, args, env, input }) {
    const path = findProgram(program);
    if (path === undefined) throw new Unavailable(`There is no ${program} on this computer.`);
    this.#program = program;
    // prctl(2) PR_SET_PDEATHSIG: the kernel ends it when this process is gone.
    const setpriv = findProgram('setpriv');
    const words = setpriv === undefined ? [path, ...args] : [setpriv, '--pdeathsig', 'TERM', path, ...args];
    const [command = '', ...rest] = words;
    this.#child = spawn(command, rest, { env, stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
    this.#child.once('exit', () => (this.#exited = true)).once('error', () => (this.#exited = true));
    this.#child.stdin?.on('error', () => undefined).end(input);
    this.#child.stdio[3]?.on('data', (text) => (this.#told += String(text)));
  }

  /**
   * The first line it writes to its file descriptor 3.
   * @param {number} deadlineMs
   * @returns {Promise<string>}
   */
  async firstLine(deadlineMs) {
    await this.ready(() => this.#told.includes('\n'), deadlineMs);
    return this.#told.split('\n', 1)[0] ?? '';
  }

  /**
   * Waits until `probe` says so.
   * @param {() => boolean | Promise<boolean>} probe
   * @param {number} deadlineMs
   * @throws {SetupError} when it ends before, or takes too long.
   */
  async ready(probe, deadlineMs) {
    const answer = await waitUntil(async () => ((await probe()) ? 'ready' : this.#exited && 'exited'), {
      deadlineMs,
    });
    if (answer === 'ready') return;
    throw new SetupError(
      answer === 'exited'
        ? `${this.#program} ended at once.`
        : `${this.#program} was not ready in ${deadlineMs / 1000} s.`,
    );
  }

  /** Ends it and what it started. */
  async dispose() {
    if (this.#child.pid !== undefined) await endTree(this.#child.pid);
  }
}
