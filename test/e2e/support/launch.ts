import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { waitFor } from '../../support/wait-for';
import { findDescendants, findSurvivors, type FamilyMember } from './process-family';

const REPOSITORY = path.resolve(__dirname, '../../..');
const LAUNCH_GATE = path.join(REPOSITORY, 'scripts/screen/launch-gate.cjs');
const LAUNCH_DEADLINE_MS = 30_000;
/** The app's own deadline for ending is 5 s. */
const CLOSE_DEADLINE_MS = 10_000;
/** How long a child may live on after the app. */
const CHILDREN_DEADLINE_MS = 5_000;
/** Lines of the app's standard error that are kept for the message of a failure. */
const STDERR_LINES = 40;

export type LaunchOptions = {
  /** Folder of the app's data; a fresh one that is removed at the end when none is given. */
  userData?: string;
  /** Added to the environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  /** Added to the command line. */
  args?: readonly string[];
  /** The folder that it works in; that of the tests when left out. */
  cwd?: string;
};

/** A running app, as a test holds it. Whoever launched it closes it. */
export type LaunchedApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What the page wrote to its console as an error, and errors that nothing caught. */
  readonly consoleErrors: readonly string[];
  /** Waits until the app has ended, for a test in which it ends by itself. Checks like `close`. */
  ended(): Promise<number | null>;
  /**
   * Ends the app without its question about live sessions and waits for it. Fails when it does not end in time or
   * leaves a process behind; whatever is left is ended by force.
   */
  close(): Promise<void>;
};

/** The Electron to test: as `npm start` chooses it, but nothing is fetched. */
export function electronExecutable(): string {
  const name = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  const folders = [
    process.env.ELECTRON_OVERRIDE_DIST_PATH,
    path.join(REPOSITORY, 'node_modules/electron/dist'),
    path.join(REPOSITORY, '.cache/electron25/dist'),
  ];
  const found = folders
    .map((folder) => folder && path.join(folder, name))
    .find((file) => file && existsSync(file));
  if (!found) throw new Error('There is no Electron: run `npm test -- e2e` once.');
  return found;
}

/** The command line for the built app. Playwright itself adds --no-sandbox. */
export function appArguments(userData: string, args: readonly string[] = []): string[] {
  return [
    REPOSITORY,
    `--user-data-dir=${userData}`,
    '--ozone-platform=x11',
    '--disable-gpu',
    '--lang=en-US',
    ...args,
  ];
}

/** Starts the built app in a window of its own and waits for its page. */
export async function launchApp({
  userData,
  env = {},
  args = [],
  cwd,
}: LaunchOptions = {}): Promise<LaunchedApp> {
  const folder = userData ?? mkdtempSync(path.join(tmpdir(), 'pestle-e2e-'));
  // With an executable Playwright adds no loader of its own; see launch-gate.cjs.
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: ['-r', LAUNCH_GATE, ...appArguments(folder, args)],
    env: cleanEnvironment(env),
    ...(cwd === undefined ? {} : { cwd }),
    timeout: LAUNCH_DEADLINE_MS,
  });
  const running = new RunningApp(app, folder, userData === undefined);
  try {
    const page = await app.firstWindow({ timeout: LAUNCH_DEADLINE_MS });
    await page.waitForFunction(() => document.readyState === 'complete');
    return {
      app,
      page,
      userData: folder,
      consoleErrors: running.consoleErrors,
      ended: () => running.ended(),
      close: () => running.close(),
    };
  } catch (error) {
    await running.close().catch(() => undefined);
    throw new Error(`The app showed no window.\n${running.standardError}`, { cause: error });
  }
}

/** The environment of the tests with changes, without what would turn Electron into something else. */
export function cleanEnvironment(changes: Record<string, string | undefined>): Record<string, string> {
  const merged: Record<string, string | undefined> = {
    ...process.env,
    ELECTRON_RENDERER_URL: undefined,
    ELECTRON_RUN_AS_NODE: undefined,
    ...changes,
  };
  const entries = Object.entries(merged);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

class RunningApp {
  readonly consoleErrors: string[] = [];
  readonly #app: ElectronApplication;
  readonly #userData: string;
  readonly #isUserDataOurs: boolean;
  readonly #stderr: string[] = [];
  readonly #exit: Promise<number | null>;
  readonly #pid: number;
  #family: FamilyMember[] = [];
  #isOver = false;

  constructor(app: ElectronApplication, userData: string, isUserDataOurs: boolean) {
    this.#app = app;
    this.#userData = userData;
    this.#isUserDataOurs = isUserDataOurs;
    const child = app.process();
    this.#pid = child.pid!;
    this.#exit = new Promise((resolve) => child.once('exit', resolve));
    child.stderr?.on('data', (chunk) => {
      this.#stderr.push(...String(chunk).split('\n').filter(Boolean));
      this.#stderr.splice(0, this.#stderr.length - STDERR_LINES);
    });
    app.context().on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
    app.context().on('weberror', (error) => this.consoleErrors.push(String(error.error())));
  }

  get standardError(): string {
    return this.#stderr.join('\n');
  }

  async ended(): Promise<number | null> {
    return this.#end(() => undefined);
  }

  async close(): Promise<void> {
    await this.#end(() => process.kill(this.#pid, 'SIGTERM'));
  }

  async #end(begin: () => void): Promise<number | null> {
    if (this.#isOver) return this.#exit;
    this.#isOver = true;
    try {
      const code = await this.#waitForExit(begin);
      await this.#waitForChildren();
      return code;
    } finally {
      for (const { pid } of findSurvivors(this.#family)) killHard(pid);
      if (this.#isUserDataOurs) rmSync(this.#userData, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async #waitForExit(begin: () => void): Promise<number | null> {
    if (this.#app.process().exitCode === null) {
      this.#family = findDescendants(this.#pid);
      begin();
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        this.#family.push(...findDescendants(this.#pid));
        killHard(this.#pid);
        reject(new Error(`The app did not end in ${CLOSE_DEADLINE_MS} ms.\n${this.standardError}`));
      }, CLOSE_DEADLINE_MS);
    });
    try {
      return await Promise.race([this.#exit, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #waitForChildren(): Promise<void> {
    const isEmpty = (): boolean => findSurvivors(this.#family).length === 0;
    await waitFor('the children of the app to end', isEmpty, { deadlineMs: CHILDREN_DEADLINE_MS }).catch(
      () => {
        const left = findSurvivors(this.#family).map(({ pid, command }) => `${pid} ${command.slice(0, 200)}`);
        throw new Error(`The app left processes behind:\n${left.join('\n')}`);
      },
    );
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
