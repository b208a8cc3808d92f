import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { repositoryPath } from '../paths.mjs';
import { findProgram } from '../process/find-program.mjs';
import { asRoot } from '../process/privilege.mjs';
import { SetupError, Unavailable } from '../terminal.mjs';

/** What serve.mjs runs. Looked for here, so that their absence is told apart from a failure. */
const requiredPrograms = [
  'guacd',
  'sshd',
  'Xtigervnc',
  'vncpasswd',
  'xrdp',
  'xrdp-sesman',
  'inetd',
  'telnetd',
  'jwm',
  'xterm',
];

const startDeadlineMs = 60_000;
const stopDeadlineMs = 20_000;

/** The real servers, run by another program as root. They end with this program at the latest. */
export class TestServers {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;

  /**
   * @returns {Promise<import('./description.mjs').ServersDescription>}
   * @throws {SetupError} when there is no way to become root, or a server does not start.
   */
  async start() {
    const missing = requiredPrograms.filter((program) => findProgram(program) === undefined);
    if (missing.length > 0) throw new Unavailable(`The real servers need ${missing.join(', ')}.`);
    const prefix = asRoot();
    if (prefix === undefined) throw new Unavailable('The real servers need root or sudo.');
    const script = join(import.meta.dirname, 'serve.mjs');
    const [command = '', ...args] = [...prefix, process.execPath, script];
    const child = spawn(command, args, { cwd: repositoryPath, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    const line = new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child
        .once('error', reject)
        .once('exit', () => reject(new SetupError('The real servers could not be started.')));
      setTimeout(
        () => reject(new SetupError(`The real servers were not up after ${startDeadlineMs / 1000} s.`)),
        startDeadlineMs,
      ).unref();
    });
    try {
      return JSON.parse(String(await line));
    } catch (error) {
      await this.dispose();
      throw error;
    }
  }

  /** Ends the servers and waits until they have ended. @throws {SetupError} when they do not end, or not cleanly. */
  async dispose() {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit', { signal: AbortSignal.timeout(stopDeadlineMs) });
      child.stdin?.end();
      await exited.catch(() => {
        throw new SetupError(`The real servers did not end in ${stopDeadlineMs / 1000} s.`);
      });
    }
  }
}
