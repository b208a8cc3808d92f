import { join } from 'node:path';
import { inRepository, repositoryPath } from '../paths.mjs';
import { endTree } from '../process/end-tree.mjs';
import { waitUntil } from '../process/wait-until.mjs';
import { SetupError } from '../terminal.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

/**
 * The part of a session's state that matters here (src/shared/model/session-state.ts).
 * @typedef {object} SessionState
 * @property {string} id
 * @property {string} profileId
 * @property {string} phase
 * @property {{ message: string, advice: string } | null} problem
 */

/** @typedef {{ ok: true, value: unknown } | { ok: false, error: { code: string, message: string } }} Envelope */

const launchGate = inRepository('scripts', 'screen', 'launch-gate.cjs');
const liveDeadlineMs = 60_000;
const closeDeadlineMs = 20_000;

/** The real app in a real window, driven from outside as a person would. */
export class AppWindow {
  /** @type {import('@playwright/test').ElectronApplication | undefined} */
  #app;
  /** @type {import('@playwright/test').Page | undefined} */
  #page;

  /**
   * Starts the app with nothing saved.
   * @param {object} options
   * @param {string} options.executable
   * @param {readonly string[]} [options.arguments] What makes the executable this app; a packed app needs nothing.
   * @param {NodeJS.ProcessEnv} options.environment
   * @param {string} options.dataFolder
   * @param {boolean} options.sandbox
   */
  async open({ executable, environment, dataFolder, sandbox, ...options }) {
    const { _electron } = await import('@playwright/test');
    const env = Object.fromEntries(
      Object.entries(environment).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    const platform = process.platform === 'linux' ? ['--ozone-platform=x11'] : [];
    this.#app = await _electron.launch({
      executablePath: executable,
      args: [
        ...(options.arguments ?? ['-r', launchGate, repositoryPath]),
        `--user-data-dir=${dataFolder}`,
        ...platform,
      ],
      env,
      cwd: repositoryPath,
      chromiumSandbox: sandbox,
      timeout: 60_000,
    });
    this.#page = await this.#app.firstWindow({ timeout: 60_000 });
    await this.#page.getByRole('tab', { name: 'Connections' }).waitFor({ timeout: 60_000 });
  }

  /** Of the app's main process. */
  get pid() {
    const pid = this.#app?.process().pid;
    if (pid === undefined) throw new Error('the app is not open');
    return pid;
  }

  get page() {
    if (this.#page === undefined) throw new Error('the app is not open');
    return this.#page;
  }

  /**
   * Calls main as the page does, over the same bridge.
   * @param {string} domain
   * @param {string} verb
   * @param {unknown} [request]
   * @returns {Promise<unknown>}
   */
  async call(domain, verb, request) {
    /** @type {Envelope} */
    const envelope = await this.page.evaluate(
      ([domainName, verbName, value]) => {
        const { calls } = Reflect.get(globalThis, 'pestle');
        return calls[String(domainName)][String(verbName)](value);
      },
      [domain, verb, request],
    );
    if (!envelope.ok)
      throw new SetupError(`${domain}.${verb}: ${envelope.error.message} (${envelope.error.code})`);
    return envelope.value;
  }

  /**
   * @param {Target} target
   * @returns {Promise<string>} The id of its profile.
   */
  async saveProfile({ name, protocol, parameters, secrets }) {
    const profile = await this.call('profiles', 'save', { name, protocol, parameters, secrets });
    return /** @type {{ id: string }} */ (profile).id;
  }

  /**
   * Opens a saved connection by a double click in the list and waits until it is live.
   * @param {Target} target
   * @param {string} profileId
   * @throws {SetupError} with the reason that the app gives when it fails.
   */
  async openSession(target, profileId) {
    await this.page.getByRole('tab', { name: 'Connections' }).click();
    await this.page.getByText(target.name, { exact: true }).last().dblclick();
    const state = await waitUntil(
      async () => {
        const sessions = /** @type {SessionState[]} */ (await this.call('sessions', 'list'));
        return sessions.find(
          ({ profileId: id, phase }) => id === profileId && ['live', 'failed', 'closed'].includes(phase),
        );
      },
      { deadlineMs: liveDeadlineMs, everyMs: 100 },
    );
    if (state?.phase === 'live') return;
    const reason = state?.problem
      ? `${state.problem.message} ${state.problem.advice}`
      : `it is ${state?.phase ?? 'not live'}`;
    throw new SetupError(
      `${target.name}: no picture after ${liveDeadlineMs / 1000} s at most. ${reason}\n${await this.#engineLog()}`,
    );
  }

  async #engineLog() {
    const lines = /** @type {{ text: string }[]} */ (await this.call('engine', 'log', { since: null }));
    return lines
      .slice(-15)
      .map(({ text }) => `  engine: ${text}`)
      .join('\n');
  }

  /** @param {Pick<Target, 'name'>} target */
  display({ name }) {
    return this.page.getByLabel(`Remote display of ${name}`);
  }

  /** @param {Target} target */
  async activate({ name }) {
    await this.page.getByRole('tab', { name }).click();
    await this.display({ name }).waitFor({ state: 'visible' });
  }

  /** @param {string} name */
  async savePicture(name) {
    await this.page.screenshot({ path: inRepository('demo-output', `${name}.png`) });
    return join('demo-output', `${name}.png`);
  }

  /** Resolves when a person has closed the app. */
  async closedByUser() {
    await this.#app?.waitForEvent('close', { timeout: 0 });
    this.#app = undefined;
  }

  /** Ends all sessions, then the app; by force when it takes too long. */
  async dispose() {
    const app = this.#app;
    this.#app = undefined;
    if (app === undefined) return;
    const pid = app.process().pid;
    const closed = this.#closeSessions().then(() => app.close());
    const late = new Promise((resolve) => setTimeout(resolve, closeDeadlineMs, 'late').unref());
    // An app that crashed cannot be asked to end; what is left of it is ended here.
    const outcome = await Promise.race([closed.catch(() => 'late'), late]);
    if (outcome === 'late' && pid !== undefined) await endTree(pid);
  }

  /** With live sessions the app would ask before it ends. */
  async #closeSessions() {
    const sessions = /** @type {SessionState[]} */ (await this.call('sessions', 'list').catch(() => []));
    for (const { id } of sessions)
      await this.call('sessions', 'close', { sessionId: id }).catch(() => undefined);
  }
}
