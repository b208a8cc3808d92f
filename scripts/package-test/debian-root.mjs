import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath } from '../paths.mjs';
import { endTree } from '../process/end-tree.mjs';
import { readProcessTable } from '../process/process-table.mjs';
import { run, runOrFail } from '../process/run.mjs';
import { archiveAddresses } from '../setup/apt.mjs';
import { say, seconds, SetupError } from '../terminal.mjs';

const folder = join(cachePath, 'package-test');
const suite = 'bookworm';

/** The ordinary user. Their home is /home/<name>. */
export const userName = 'sam';

/** The environment of a login, and nothing of this computer's. */
const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  DEBIAN_FRONTEND: 'noninteractive',
};
const userEnvironment = {
  ...environment,
  HOME: `/home/${userName}`,
  USER: userName,
  LOGNAME: userName,
  SHELL: '/bin/sh',
  XDG_RUNTIME_DIR: `/run/user-${userName}`,
};

/** A bare Debian 12 as an archive, made once. @returns {Promise<string>} */
async function bareDebian() {
  const path = join(folder, 'debian-12.tar');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  const [[main], [security]] = await Promise.all([
    archiveAddresses('Debian'),
    archiveAddresses('Debian-Security'),
  ]);
  if (main === undefined) throw new SetupError('apt knows no Debian archive to make a root from.');
  const sources = [
    `deb ${main} ${suite} main`,
    ...(security === undefined ? [] : [`deb ${security} ${suite}-security main`]),
  ];
  const partial = join(folder, `debian-12-${process.pid}.tar`);
  const words = ['--quiet', '--variant=minbase', '--mode=root', suite, partial, ...sources];
  await runOrFail('mmdebstrap', words, { deadlineMs: 900_000 });
  renameSync(partial, path);
  say(`made a bare Debian 12 in ${seconds(performance.now() - started)}`);
  return path;
}

/** A fresh Debian 12 in a folder of its own, with an ordinary user. Needs root. */
export class DebianRoot {
  path = '';
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #holder;
  /** @type {string[]} */
  #enter = [];

  async open() {
    const archive = await bareDebian();
    this.path = mkdtempSync(join(folder, 'root-'));
    await runOrFail('tar', ['--numeric-owner', '-xpf', archive, '-C', this.path], { deadlineMs: 180_000 });
    const apart = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child'];
    const script = join(import.meta.dirname, 'hold-root.sh');
    const holder = spawn('unshare', [...apart, 'sh', script, this.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#holder = holder;
    const [told] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
    if (!String(told).startsWith('ready')) throw new SetupError('The Debian root could not be entered.');
    const first = (await readProcessTable()).find(({ parent }) => parent === holder.pid);
    if (first === undefined) throw new SetupError('The Debian root has no first process.');
    this.#enter = ['--target', String(first.pid), '--mount', '--pid', '--'];
    await this.run(['useradd', '--create-home', '--shell', '/bin/sh', userName], { deadlineMs: 20_000 });
    const own = ['-o', userName, '-g', userName, '-m', '700'];
    await this.run(['install', '-d', ...own, userEnvironment.XDG_RUNTIME_DIR], { deadlineMs: 20_000 });
  }

  /**
   * Runs a command as root that has to succeed.
   * @param {readonly string[]} words
   * @param {{ deadlineMs: number }} options
   * @returns {Promise<string>} What it wrote.
   */
  run(words, { deadlineMs }) {
    return runOrFail('nsenter', [...this.#enter, ...words], { deadlineMs, env: environment });
  }

  /**
   * Runs a command as root, whatever comes of it.
   * @param {readonly string[]} words
   * @param {{ deadlineMs: number }} options
   */
  tryRun(words, { deadlineMs }) {
    return run('nsenter', [...this.#enter, ...words], { deadlineMs, env: environment });
  }

  /** @param {readonly string[]} words */
  #asUser(words) {
    return [
      ...this.#enter,
      ...['setpriv', '--reuid', userName, '--regid', userName, '--init-groups'],
      ...['env', '--chdir', userEnvironment.HOME, ...words],
    ];
  }

  /**
   * Runs a command as the user, whatever comes of it.
   * @param {readonly string[]} words
   * @param {{ deadlineMs: number, env?: Record<string, string> }} options
   */
  runAsUser(words, { deadlineMs, env = {} }) {
    return run('nsenter', this.#asUser(words), { deadlineMs, env: { ...userEnvironment, ...env } });
  }

  /**
   * Starts a program as the user. It ends with this root.
   * @param {readonly string[]} words
   * @param {{ env: Record<string, string>, log: number }} options `log` is a file descriptor.
   */
  startAsUser(words, { env, log }) {
    return spawn('nsenter', this.#asUser(words), {
      env: { ...userEnvironment, ...env },
      stdio: ['ignore', log, log],
    });
  }

  /** Ends everything that runs inside and removes it. */
  async dispose() {
    // With the first process of their namespace all others end.
    if (this.#holder?.pid !== undefined) await endTree(this.#holder.pid);
    if (this.path !== '') rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
    this.path = '';
  }
}
