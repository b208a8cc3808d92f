import { spawn } from 'node:child_process';
import { repositoryPath } from '../paths.mjs';
import { SetupError } from '../terminal.mjs';
import { endTree } from './end-tree.mjs';

/**
 * @typedef {object} RunOptions
 * @property {number} deadlineMs How long it may take. Then it and everything it started are ended.
 * @property {string} [cwd] The repository when left out.
 * @property {NodeJS.ProcessEnv} [env] The whole environment; that of this process when left out.
 * @property {string} [input] Text for its standard input, which is empty otherwise.
 * @property {boolean} [show] Its output goes to the terminal (stderr) instead of being kept.
 */

/**
 * @typedef {object} RunResult
 * @property {number | null} code Exit code, or null when a signal or the deadline ended it.
 * @property {boolean} timedOut
 * @property {string} stdout Empty with `show`.
 * @property {string} stderr Empty with `show`. A program that cannot be started says so here.
 */

/** More than any program run here has to say; older text is dropped. */
const keptCharacters = 4_000_000;

/**
 * Runs one program to its end, without a shell. Never rejects: a program that is missing has the code 127.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options) {
  return new Promise((resolve) => {
    /** @type {RunResult} */
    const result = { code: null, timedOut: false, stdout: '', stderr: '' };
    const child = spawn(command, args, {
      cwd: options.cwd ?? repositoryPath,
      env: options.env ?? process.env,
      stdio: [
        options.input === undefined ? 'ignore' : 'pipe',
        ...(options.show ? /** @type {const} */ ([2, 2]) : /** @type {const} */ (['pipe', 'pipe'])),
      ],
    });
    const deadline = setTimeout(() => {
      result.timedOut = true;
      if (child.pid !== undefined) void endTree(child.pid);
    }, options.deadlineMs);
    child.stdout
      ?.setEncoding('utf8')
      .on('data', (text) => (result.stdout = (result.stdout + text).slice(-keptCharacters)));
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text) => (result.stderr = (result.stderr + text).slice(-keptCharacters)));
    child.stdin?.on('error', () => undefined).end(options.input);
    child.once('error', (error) => {
      clearTimeout(deadline);
      resolve({ ...result, code: 127, stderr: error.message });
    });
    child.once('close', (code) => {
      clearTimeout(deadline);
      resolve({ ...result, code });
    });
  });
}

/**
 * Runs a program that has to succeed and returns what it wrote to stdout.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @throws {SetupError} with the last lines of what it said.
 */
export async function runOrFail(command, args, options) {
  const result = await run(command, args, options);
  if (result.code === 0) return result.stdout;
  const how = result.timedOut
    ? `did not finish in ${options.deadlineMs / 1000} s`
    : `failed (${result.code ?? 'ended by a signal'})`;
  const said = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-30).join('\n');
  throw new SetupError(`${[command, ...args].join(' ')} ${how}${said === '' ? '' : `:\n${said}`}`);
}
