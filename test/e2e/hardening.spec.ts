import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';
import { findSecret, makeCanary } from '../support/canary';
import { findListeners, findLocalListeners, OutsideApp } from '../support/outside-app';
import { waitFor } from '../support/wait-for';
import { appArguments, electronExecutable, launchApp } from './support/launch';
import { expect, test } from './support/pestle-test';
import { PestleWindow } from './support/pestle-window';
import { findDescendants } from './support/process-family';
import { serverProfiles } from './support/profiles';

/**
 * The engine's cache of fonts: fontconfig opens its folders to everybody whatever the umask, and there is no secret in
 * them. They lie in folders that nobody else gets into.
 */
const FONT_CACHE = /\/engine\/(?:[^/]+\/)?home\/\.cache(?:\/fontconfig)?$/;

/** Names of the files and folders under a folder, with what others may do with them. */
function findOpenToOthers(folder: string): string[] {
  return ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]
    .map((name) => path.join(folder, name))
    .filter((file) => !FONT_CACHE.test(file))
    .flatMap((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      const mode = stat === undefined || stat.isSocket() ? 0 : stat.mode & 0o077;
      return mode === 0 ? [] : [`${file} ${mode.toString(8)}`];
    });
}

test.describe('the page', () => {
  test('has loaded nothing but our own files, and pictures that it made itself', async ({
    app,
    pestle,
    servers,
  }) => {
    await app.evaluate(({ session }) => {
      const loaded: string[] = [];
      Object.assign(globalThis, { loaded });
      session.defaultSession.webRequest.onCompleted(({ url }) => void loaded.push(url));
    });
    await pestle.page.reload();
    const { vnc } = serverProfiles(servers);
    await pestle.createLive(vnc);
    const loaded = await app.evaluate(() => (globalThis as unknown as { loaded: string[] }).loaded);
    expect(loaded).toContain('app://pestle/index.html');
    expect(
      loaded.filter((url) => !/^(?:app:\/\/pestle\/|blob:app:\/\/pestle\/|data:image\/)/.test(url)),
    ).toEqual([]);
  });

  test('cannot make a webview', async ({ app, pestle }) => {
    const found = await pestle.page.evaluate(async () => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'app://pestle/index.html');
      view.setAttribute('allowpopups', '');
      view.setAttribute('nodeintegration', '');
      document.body.append(view);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return { isElementOnly: view.constructor === HTMLElement, calls: 'loadURL' in view };
    });
    expect(found).toEqual({ isElementOnly: true, calls: false });
    const kinds = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getType()),
    );
    expect(kinds).toEqual(['window']);
  });

  test('has every preference that the checklist asks for, and no Blink feature switched on', async ({
    app,
  }) => {
    // Electron has this call for tests and leaves it out of its types.
    type Inspectable = { getLastWebPreferences(): Record<string, unknown> };
    const [preferences] = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        (webContents as unknown as Inspectable).getLastWebPreferences(),
      ),
    );
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    // Electron leaves these out when they are off.
    expect(preferences?.nodeIntegrationInWorker ?? false).toBe(false);
    expect(preferences?.enableBlinkFeatures ?? '').toBe('');
  });

  test('comes with a preload script that cannot load modules of Node', () => {
    const source = readFileSync(path.resolve(__dirname, '../../out/preload/preload.js'), 'utf8');
    const required = [...source.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name);
    expect([...new Set(required)]).toEqual(['electron']);
  });
});

test.describe('the folder of the app', () => {
  test('is for this user only, with everything in it', async ({
    launched,
    pestle,
    servers,
    restart,
    userDataDir,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);
    await restart();
    const names = readdirSync(launched.current.userData);
    for (const name of ['logs', 'data', 'session-log', 'engine', 'Crashpad', 'Local Storage'])
      expect(names).toContain(name);
    expect(findOpenToOthers(userDataDir)).toEqual([]);
  });
});

/** Whether the engine that comes with the app can listen where only this user gets. */
function engineHasLocalSocket(): boolean {
  const manifest = path.resolve('.cache/engine/full/manifest.json');
  return existsSync(manifest) && 'localSocket' in (JSON.parse(readFileSync(manifest, 'utf8')) as object);
}

test.describe('the app, looked at from outside', () => {
  test('takes connections from nobody, and its engine only from this computer', async () => {
    const userData = test.info().outputPath('data');
    const app = new OutsideApp({
      executable: electronExecutable(),
      args: [...appArguments(userData), '--no-sandbox'],
    });
    try {
      await app.window();
      const listening = () => [...findListeners(app.family()), ...findLocalListeners(app.family())];
      await waitFor('the engine', () => listening().some(({ pid }) => app.engine().includes(pid)), {
        deadlineMs: 20_000,
      });
      const ports = findListeners(app.family());
      expect(app.ownListeners()).toEqual([]);
      expect(ports.filter(({ address }) => !address.startsWith('127.0.0.1:'))).toEqual([]);
      if (engineHasLocalSocket()) expect(ports).toEqual([]);
      // Local sockets, such as that by which a second start finds the first, lie where only this user gets.
      const reachable = findLocalListeners(app.family()).filter(({ address }) => {
        const folder = statSync(path.dirname(address), { throwIfNoEntry: false });
        return !address.startsWith('/') || folder === undefined || (folder.mode & 0o077) !== 0;
      });
      expect(reachable).toEqual([]);
      expect(await app.quit()).toBe(0);
    } finally {
      await app.dispose();
    }
  });
});

/** Reads something of a process; nothing when that has just ended. */
function ofProcess<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch {
    return [];
  }
}

/** What a process has open: sockets, pipes, files and shared memory, by what names them in the system. */
const openBy = (pid: number): string[] =>
  ofProcess(() => readdirSync(`/proc/${pid}/fd`)).flatMap((descriptor) =>
    ofProcess(() => [readlinkSync(`/proc/${pid}/fd/${descriptor}`)]),
  );

test.describe('the engine', () => {
  test('gets nothing of what the app has open', async ({ app, pestle, servers }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);
    const main = app.process().pid!;
    const ours = new Set(
      openBy(main).filter((name) => name !== '/dev/null' && !name.startsWith('anon_inode:')),
    );
    expect([...ours].filter((name) => name.startsWith('socket:')).length).toBeGreaterThan(0);
    const family = findDescendants(main).filter(({ command }) => /guacd|pestle-guardian/.test(command));
    expect(family.length).toBeGreaterThan(1);
    const shared = family.flatMap(({ pid }) => openBy(pid).filter((name) => ours.has(name)));
    expect(shared).toEqual([]);
  });
});

/** Where the kernel puts the core of a process, if it does so as a file in the folder that the process works in. */
function coreFolderOf(pid: number): string | null {
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim();
  return pattern.startsWith('|') || pattern.startsWith('/') ? null : readlinkSync(`/proc/${pid}/cwd`);
}

const coresIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^core(?:\.\d+)?$/.test(name))
    .map((name) => path.join(folder, name));

/** Registers of all threads, and a header of 56 bytes for each mapping. */
const MOST_WITHOUT_MEMORY = 4_194_304;

/** Lets a process write a core of any size, makes it crash, and returns the core; null when the kernel keeps none. */
async function crash(pid: number): Promise<Buffer | null> {
  const folder = coreFolderOf(pid);
  spawnSync('prlimit', ['--core=unlimited:unlimited', '--pid', String(pid)]);
  process.kill(pid, 'SIGSEGV');
  await waitFor(
    'the end of the process',
    () => !existsSync(`/proc/${pid}/exe`) || !existsSync(`/proc/${pid}`),
    {
      deadlineMs: 20_000,
    },
  );
  const [core] = folder === null || !existsSync(folder) ? [] : coresIn(folder);
  if (core === undefined) return null;
  const { size } = statSync(core);
  if (size > MOST_WITHOUT_MEMORY) throw new Error(`the core of ${size} bytes holds memory`);
  return readFileSync(core);
}

test.describe('secrets', () => {
  test('C4: are in no core that the app, its page or its engine leaves when it crashes', async ({
    servers,
  }) => {
    test.setTimeout(120_000);
    const userData = test.info().outputPath('data');
    const cwd = test.info().outputPath('cwd');
    for (const folder of [userData, cwd]) mkdirSync(folder, { recursive: true });
    const launched = await launchApp({ userData, cwd, env: servers.keyring });
    try {
      const pestle = new PestleWindow(launched.page);
      const secrets = { saved: servers.password, typed: makeCanary('typed'), copied: makeCanary('copied') };
      const { ssh } = serverProfiles(servers);
      await pestle.createLive(ssh);
      await launched.app.evaluate(({ clipboard }, text) => clipboard.writeText(text), secrets.copied);
      const { id } = await pestle.session(ssh.name);
      await pestle.page.evaluate(
        (sessionId) => window.pestle.calls.sessions.sendClipboard({ sessionId }),
        id,
      );
      const asked = { ...ssh, name: 'Asked server', fields: { ...ssh.fields, Password: '' } };
      await pestle.createProfile(asked);
      await pestle.open(asked.name);
      await pestle.signIn(asked.name).getByLabel('Password', { exact: true }).fill(secrets.typed);

      const main = launched.app.process().pid!;
      const family = [main, ...findDescendants(main).map(({ pid }) => pid)];
      const filters = family.flatMap((pid) =>
        ofProcess(() => [readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim()]),
      );
      expect(new Set(filters)).toEqual(new Set(['00000000']));

      // Of the family of the engine the one that nobody descends from.
      const session = findDescendants(main)
        .filter(({ command }) => /^\S*\/guacd /.test(command))
        .find(({ pid }) => findDescendants(pid).length === 0);
      const page = await launched.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
      );
      const ended = launched.ended();
      for (const [what, pid] of Object.entries({ engine: session!.pid, page, main })) {
        const core = await crash(pid);
        if (core === null) {
          test.info().annotations.push({ type: `core of ${what}`, description: 'no core to look at' });
          continue;
        }
        test.info().annotations.push({ type: `core of ${what}`, description: `${core.length} bytes` });
        const found = Object.entries(secrets).flatMap(([name, secret]) =>
          findSecret(core, secret).map(() => name),
        );
        expect({ what, found }).toEqual({ what, found: [] });
      }
      await ended;
    } finally {
      await launched.close();
    }
    // A random name for this copy of the app, which Chromium makes and nobody is told.
    expect(readdirSync(path.join(userData, 'Crashpad'), { recursive: true })).toEqual(['client_id']);
  });
});
