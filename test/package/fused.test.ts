import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseState, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { electronExecutable } from '../e2e/support/launch';
import { findDescendants } from '../e2e/support/process-family';
import { loadScript } from '../support/load-script';
import { OutsideApp, type OutsideAppOptions } from '../support/outside-app';
import { waitFor } from '../support/wait-for';

const { fuses, fuseSettings } = (await loadScript('package/fuses.mjs')) as {
  fuses: readonly unknown[];
  fuseSettings: (
    table: readonly unknown[],
    options: { automation: boolean; wireLength: number; isTestRuntime: boolean },
  ) => boolean[];
};

const REPOSITORY = path.resolve(__dirname, '../..');
const UNPACKED = path.join(REPOSITORY, 'dist/linux-unpacked');
/** Whom the app runs as when the tests run as root, who gets no sandbox: nobody. */
const ORDINARY_USER = 65_534;
const isRoot = process.getuid?.() === 0;

/** Where an ordinary user finds a copy of the packed app, and everything that the tests write. */
let folder: string;
let started: OutsideApp[] = [];

beforeAll(() => {
  if (!existsSync(UNPACKED)) throw new Error('The app is not packed: run `npm test -- package`.');
  folder = mkdtempSync(path.join(tmpdir(), 'pestle-package-'));
  chmodSync(folder, 0o755);
  copyTree(UNPACKED, path.join(folder, 'pestle'));
});

afterEach(async () => {
  await Promise.all(started.map((app) => app.dispose()));
  started = [];
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** By links where it can be, since it is large. */
function copyTree(from: string, to: string): void {
  const linked = spawnSync('cp', ['-al', from, to]);
  if (linked.status === 0) return;
  rmSync(to, { recursive: true, force: true });
  const copied = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
}

/** A new folder that belongs to the ordinary user. */
function makeHome(): string {
  const home = mkdtempSync(path.join(folder, 'home-'));
  if (isRoot) spawnSync('chown', [String(ORDINARY_USER), home]);
  return home;
}

function start(options: OutsideAppOptions): OutsideApp {
  const app = new OutsideApp(options);
  started.push(app);
  return app;
}

/** Starts the packed app as an ordinary user does, with a home of its own. */
function startPacked({
  args = [],
  env = {},
  app = 'pestle',
}: { args?: readonly string[]; env?: Record<string, string>; app?: string } = {}): OutsideApp {
  const home = makeHome();
  const executable = path.join(folder, app, 'pestle');
  const words = [
    executable,
    `--user-data-dir=${path.join(home, 'data')}`,
    '--ozone-platform=x11',
    '--disable-gpu',
    ...args,
  ];
  // setpriv comes with an environment of its own: what is meant for the app must not reach it first.
  const become = [
    'setpriv',
    `--reuid=${ORDINARY_USER}`,
    `--regid=${ORDINARY_USER}`,
    '--clear-groups',
    '--no-new-privs',
    '--',
  ];
  const [command = '', ...rest] = isRoot ? [...become, ...words] : words;
  return start({
    executable: command,
    args: rest,
    cwd: home,
    env: {
      ...env,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      ...screenFor(home),
    },
  });
}

/** The key to the screen of the tests, which is for their own user only. */
function screenFor(home: string): Record<string, string> {
  const key = process.env.XAUTHORITY;
  if (key === undefined || !isRoot) return {};
  const copy = path.join(home, 'authority');
  copyFileSync(key, copy);
  spawnSync('chown', [String(ORDINARY_USER), copy]);
  return { XAUTHORITY: copy };
}

/** Starts the Electron of the tests, whose fuses are as Electron comes, with the built app. */
function startPlain(
  args: readonly string[],
  env: Record<string, string> = {},
  executable = electronExecutable(),
): OutsideApp {
  return start({
    executable,
    args: [
      '--no-sandbox',
      `--user-data-dir=${path.join(makeHome(), 'data')}`,
      '--ozone-platform=x11',
      '--disable-gpu',
      ...args,
    ],
    env,
  });
}

/** A script that leaves a mark when it runs, and the mark. */
function makeTrap(): { script: string; mark: string; code: string } {
  const place = mkdtempSync(path.join(folder, 'trap-'));
  chmodSync(place, 0o777);
  const mark = path.join(place, 'mark');
  const code = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`;
  const script = path.join(place, 'trap.js');
  writeFileSync(script, code);
  return { script, mark, code };
}

const settled = (app: OutsideApp): Promise<unknown> =>
  Promise.race([app.window().catch(() => undefined), app.ended()]);

describe('the packed app', () => {
  it('has every fuse that is decided, and no other', async () => {
    const wire = await getCurrentFuseWire(path.join(UNPACKED, 'pestle'));
    expect(wire.version).toBe(FuseVersion.V1);
    const states = Object.entries(wire).flatMap(([key, state]) => (/^\d+$/.test(key) ? [state] : []));
    const { devDependencies } = JSON.parse(readFileSync(path.join(REPOSITORY, 'package.json'), 'utf8')) as {
      devDependencies: { electron: string };
    };
    const packed = readFileSync(path.join(UNPACKED, 'version'), 'utf8').trim().replace(/^v/, '');
    const isTestRuntime = packed !== devDependencies.electron;
    const decided = fuseSettings(fuses, { automation: false, wireLength: states.length, isTestRuntime });
    expect(states.map((state) => state === FuseState.ENABLE)).toEqual(decided);
    // Neither removed nor inherited: each was decided.
    expect(states.filter((state) => state !== FuseState.ENABLE && state !== FuseState.DISABLE)).toEqual([]);
  });

  it('is an archive alone, without the default app and without node_modules', () => {
    const there = ['app', 'default_app.asar', 'app.asar.unpacked', 'node_modules'].filter((name) =>
      existsSync(path.join(UNPACKED, 'resources', name)),
    );
    expect(there).toEqual([]);
  });

  it("runs its page in Chromium's sandbox for an ordinary user", async () => {
    const app = startPacked();
    await app.window();
    const pages = await waitFor('the process of the page', () => {
      const found = findDescendants(app.pid).filter(({ command }) => command.includes('--type=renderer'));
      return found.length > 0 && found;
    });
    for (const { pid, command } of pages) {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      // A filter of system calls (proc(5): 2), and a number of its own in a namespace of processes.
      expect(/^Seccomp:\t(\d)/m.exec(status)?.[1]).toBe('2');
      expect(/^NSpid:\t(.+)/m.exec(status)?.[1]?.split('\t').length).toBeGreaterThan(1);
      expect(command).not.toContain('--no-sandbox');
    }
    expect(await app.quit()).toBe(0);
  });

  it('does not run scripts in the place of the app', async () => {
    const trap = makeTrap();
    const app = startPacked({ env: { ELECTRON_RUN_AS_NODE: '1' } });
    await app.window();
    expect(await app.quit()).toBe(0);
    await settled(startPacked({ args: ['-e', trap.code], env: { ELECTRON_RUN_AS_NODE: '1' } }));
    expect(existsSync(trap.mark)).toBe(false);

    const plain = start({
      executable: electronExecutable(),
      args: ['-e', trap.code],
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    await plain.ended();
    expect(existsSync(trap.mark), 'the trap works where the fuse is not set').toBe(true);
  });

  it('takes no options of Node from its environment', async () => {
    const trap = makeTrap();
    const NODE_OPTIONS = `--require=${trap.script} --inspect=0`;
    const app = startPacked({ env: { NODE_OPTIONS } });
    await app.window();
    expect(existsSync(trap.mark)).toBe(false);
    expect(app.ownListeners()).toEqual([]);
    expect(await app.quit()).toBe(0);

    const plain = start({
      executable: electronExecutable(),
      args: ['-e', ''],
      env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${trap.script}` },
    });
    await plain.ended();
    expect(existsSync(trap.mark), 'the trap works where the fuse is not set').toBe(true);
  });

  it.each(['--inspect=0', '--inspect-brk=0', '--remote-debugging-port=0'])(
    'opens no port to a debugger with %s',
    async (word) => {
      const app = startPacked({ args: [word] });
      await app.window();
      expect(app.ownListeners()).toEqual([]);
      expect(app.output).not.toMatch(/listening on ws/i);
      expect(await app.quit()).toBe(0);

      const plain = startPlain([word, REPOSITORY]);
      await waitFor('a port where the fuse is not set', () => plain.ownListeners().length > 0, {
        deadlineMs: 20_000,
      });
    },
  );

  it('opens no port when a signal asks for a debugger', async () => {
    const app = startPacked();
    await app.window();
    process.kill(app.pid, 'SIGUSR1');
    // What is not handled ends it.
    expect(await app.ended()).toBe(null);
    expect(app.output).not.toMatch(/listening on ws/i);
  });

  it('ignores a folder that is put beside its archive', async () => {
    const plant = (resources: string): string => {
      const trap = makeTrap();
      mkdirSync(path.join(resources, 'app'));
      writeFileSync(path.join(resources, 'app/package.json'), '{"name":"trap","main":"main.js"}');
      writeFileSync(path.join(resources, 'app/main.js'), trap.code);
      return trap.mark;
    };
    copyTree(UNPACKED, path.join(folder, 'planted'));
    const mark = plant(path.join(folder, 'planted/resources'));
    const app = startPacked({ app: 'planted' });
    await app.window();
    expect(existsSync(mark)).toBe(false);
    expect(await app.quit()).toBe(0);

    copyTree(path.dirname(electronExecutable()), path.join(folder, 'plain'));
    const plainMark = plant(path.join(folder, 'plain/resources'));
    startPlain([], {}, path.join(folder, 'plain/electron'));
    await waitFor('the trap where the fuse is not set', () => existsSync(plainMark), { deadlineMs: 20_000 });
  });
});
