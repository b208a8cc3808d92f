/* eslint-disable no-empty-pattern -- Playwright takes the fixtures of a test from the pattern, also when there are none. */
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test as base } from '@playwright/test';
import { waitFor } from '../support/wait-for';
import { appArguments, electronExecutable, launchApp, type LaunchedApp } from './support/launch';
import { findDescendants, findSurvivors } from './support/process-family';

/** Not in the library of TypeScript yet. */
type TrustedTypes = { createPolicy: (name: string, rules: object) => unknown };

const test = base.extend<{ launched: LaunchedApp }>({
  launched: async ({}, use) => {
    const launched = await launchApp();
    await use(launched);
    await launched.close();
  },
});

/** The lines of the app's log. */
function readLog(userData: string): { level: string; event: string; what?: string }[] {
  const text = readFileSync(path.join(userData, 'logs/pestle.log'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; event: string });
}

test.describe('the window', () => {
  test('is made before the rest of the app is read', () => {
    const read = new Set<string>();
    /** A part that is named anywhere but in a `then` is read at once. */
    const collect = (name: string): void => {
      if (read.has(name)) return;
      read.add(name);
      const text = readFileSync(`out/main/${name}.js`, 'utf8');
      for (const [, before, part] of text.matchAll(/(.{0,10})require\(["'`]\.\/([\w-]+)(?:\.js)?["'`]\)/g))
        if (part !== undefined && !before?.endsWith('.then(()=>')) collect(part);
    };
    collect('main');
    expect([...read].sort()).toEqual(['main', 'rolldown-runtime']);
    collect('start-app');
    expect(read).not.toContain('compose');
    expect(read).not.toContain('electron-store');
  });

  test('shows its page from our own scheme without any error', async ({ launched }) => {
    const { page, consoleErrors, userData } = launched;
    await expect(page).toHaveTitle(/Pestle/);
    await expect(page.getByRole('button', { name: 'New connection' }).first()).toBeVisible();
    expect(page.url()).toBe('app://pestle/index.html');
    expect(consoleErrors).toEqual([]);
    expect(readLog(userData).filter(({ level }) => level === 'error')).toEqual([]);
    expect(statSync(path.join(userData, 'logs/pestle.log')).mode & 0o777).toBe(0o600);
  });

  test('gives the page the bridge and nothing of Electron or Node', async ({ launched }) => {
    const found = await launched.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys(window.pestle),
      session: Object.keys(window.pestle.session),
      isFrozen: Object.isFrozen(window.pestle) && Object.isFrozen(window.pestle.calls.profiles),
    }));
    expect(found).toEqual({
      globals: [],
      bridge: ['calls', 'on', 'session'],
      session: ['listen', 'input', 'ack'],
      isFrozen: true,
    });
  });

  test('runs its page in a locked-down renderer', async ({ launched }) => {
    // Electron has this call for tests and leaves it out of its types.
    type Inspectable = { getLastWebPreferences(): Record<string, unknown> };
    const preferences = await launched.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        (webContents as unknown as Inspectable).getLastWebPreferences(),
      ),
    );
    expect(preferences).toEqual([
      expect.objectContaining({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      }),
    ]);
  });

  test('comes back after a reload of the page and after a crash of it', async ({ launched }) => {
    const { app, page } = launched;
    await page.reload();
    await expect(page.getByRole('button', { name: 'New connection' }).first()).toBeVisible();

    const crashed = page.waitForEvent('crash');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
    );
    await crashed;
    const isBack = () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript('typeof window.pestle', true),
      );
    await expect.poll(isBack).toBe('object');
  });

  test('comes back where it was at the next start', async ({}, testInfo) => {
    const userData = testInfo.outputPath('data');
    const bounds = { x: 40, y: 30, width: 900, height: 640 };
    const readBounds = ({ app }: LaunchedApp) =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());

    const first = await launchApp({ userData });
    await first.app.evaluate(
      ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to),
      bounds,
    );
    await expect.poll(() => readBounds(first)).toEqual(bounds);
    await first.close();

    const second = await launchApp({ userData });
    await expect.poll(() => readBounds(second)).toEqual(bounds);
    await second.close();
  });
});

test.describe('the page cannot', () => {
  test('reach the network or run code that is not in the build', async ({ launched }) => {
    const refused = await launched.page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.effectiveDirective),
      );
      const outcome = async (attempt: () => unknown): Promise<string> => {
        try {
          await attempt();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : 'refused';
        }
      };
      const loads = (element: HTMLElement): Promise<string> =>
        new Promise((resolve) => {
          element.addEventListener('load', () => resolve('loaded'));
          element.addEventListener('error', () => resolve('refused'));
          document.head.append(element);
        });
      const image = Object.assign(document.createElement('img'), { src: 'https://example.com/x.png' });
      const style = Object.assign(document.createElement('link'), {
        rel: 'stylesheet',
        href: 'https://example.com/x.css',
      });
      return {
        fetch: await outcome(() => fetch('https://example.com/')),
        image: await loads(image),
        style: await loads(style),
        eval: await outcome(() => (0, eval)('1')),
        html: await outcome(() => (document.createElement('div').innerHTML = '<b>x</b>')),
        script: await outcome(() => (document.createElement('script').textContent = '1')),
        worker: await outcome(() => new Worker('blob:app://pestle/x')),
        policy: await outcome(() =>
          (window as unknown as { trustedTypes: TrustedTypes }).trustedTypes.createPolicy('mine', {}),
        ),
        violations: [...new Set(violations)].sort(),
      };
    });
    expect(refused).toMatchObject({
      fetch: 'TypeError',
      image: 'refused',
      style: 'refused',
      eval: 'EvalError',
      html: 'TypeError',
      script: 'TypeError',
      worker: 'TypeError',
      policy: 'TypeError',
    });
    expect(refused.violations).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'style-src-elem']));
  });

  test('read files that are not in its build', async ({ launched }) => {
    const statuses = await launched.page.evaluate(() =>
      Promise.all(
        [
          '/index.html',
          '/../main/main.js',
          '/%2e%2e/main/main.js',
          '/%2e%2e%2fmain/main.js',
          '/INDEX.HTML',
          '//etc/passwd',
          '/assets',
        ].map(async (target) => (await fetch(`app://pestle${target}`)).status),
      ),
    );
    expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404]);
    const file = await launched.page.evaluate(() =>
      fetch('file:///etc/passwd').then(
        () => 'read',
        () => 'refused',
      ),
    );
    expect(file).toBe('refused');
  });

  test('open windows, frames or other pages', async ({ launched }) => {
    const { app, page, userData } = launched;
    const url = page.url();
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), {
        href: 'https://example.com/',
        target: '_blank',
      });
      document.body.append(link);
      link.click();
    });
    expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
    for (const target of [
      'https://example.com/',
      'app://pestle/other.html',
      'file:///etc/passwd',
      'data:text/html,x',
    ]) {
      await page.evaluate((to) => window.location.assign(to), target).catch(() => undefined);
    }
    await page.evaluate(() => {
      const frame = Object.assign(document.createElement('iframe'), { src: 'https://example.com/' });
      document.body.append(frame);
    });
    const denied = () =>
      readLog(userData)
        .filter(({ event }) => event === 'page.denied')
        .map(({ what }) => what);
    await expect.poll(denied).toEqual(expect.arrayContaining(['window', 'navigation']));
    expect(page.url()).toBe(url);
    expect(await page.evaluate(() => typeof window.pestle)).toBe('object');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('get permissions, devices or downloads', async ({ launched }) => {
    const { app, page, userData } = launched;
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.focus());
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
      const entries = names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return [name, state] as const;
      });
      return {
        ...Object.fromEntries(await Promise.all(entries)),
        notify: await Notification.requestPermission(),
      };
    });
    expect(new Set(Object.values(states))).toEqual(new Set(['denied']));

    await page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['x']));
      const link = Object.assign(document.createElement('a'), { href, download: 'x.txt' });
      document.body.append(link);
      link.click();
    });
    const denied = () =>
      readLog(userData)
        .filter(({ event }) => event === 'page.denied')
        .map(({ what }) => what);
    await expect.poll(denied).toContain('download');
  });

  test('C6: make calls that break the contract', async ({ launched }) => {
    const codes = await launched.page.evaluate(async () => {
      const { app, profiles, engine } = window.pestle.calls;
      const answers = await Promise.all([
        profiles.delete({} as never),
        profiles.delete({ profileId: 7 } as never),
        engine.parameters({ protocol: 'ftp' } as never),
        app.dismissNotice({ id: 'x'.repeat(50_000_000) }),
        app.dismissNotice(new Map() as never),
        app.dismissNotice({ id: 'a', constructor: 'x' } as never),
      ]);
      return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    });
    expect(codes).toEqual(Array(6).fill('IPC_INVALID'));
    expect(await launched.page.evaluate(async () => (await window.pestle.calls.app.info()).ok)).toBe(true);
  });

  test('C6: lend main to a window that is not ours, or to a channel that is none', async ({ launched }) => {
    const answers = await launched.app.evaluate(async ({ BrowserWindow }) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
      });
      await stranger.loadURL('about:blank');
      const found: unknown = await stranger.webContents.executeJavaScript(`(async () => {
        const { ipcRenderer } = require('electron');
        const ask = async (channel) => {
          try {
            const answer = await ipcRenderer.invoke(channel);
            return answer.ok ? 'ok' : answer.error.code;
          } catch {
            return 'nobody answers';
          }
        };
        return [await ask('pestle.call:app.info'), await ask('pestle.call:profiles.list'), await ask('pestle.call:shell.run')];
      })()`);
      stranger.destroy();
      return found;
    });
    expect(answers).toEqual(['IPC_REFUSED', 'IPC_REFUSED', 'nobody answers']);
    await expect
      .poll(() => readLog(launched.userData).filter(({ event }) => event === 'ipc.refused').length)
      .toBe(2);
  });
});

test.describe('the app', () => {
  test('R10: brings its window to the front when it is started again', async ({ launched }) => {
    const { app, userData } = launched;
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
    const second = await promisify(execFile)(
      electronExecutable(),
      [...appArguments(userData), '--no-sandbox'],
      {
        timeout: 15_000,
      },
    );
    expect(second.stdout).toBe('');
    await expect
      .poll(() =>
        app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((window) => window.isVisible()),
        ),
      )
      .toEqual([true]);
  });

  test('ends, and its engine with it, when the window is closed', async () => {
    const launched = await launchApp();
    const engine = async (): Promise<string> => {
      const answer = await launched.page.evaluate(() => window.pestle.calls.engine.state());
      return answer.ok ? answer.value.phase : answer.error.code;
    };
    await expect.poll(engine).not.toMatch(/stopped|searching|starting/);
    const ended = launched.ended();
    await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    expect(await ended).toBe(0);
  });

  test('R3: leaves no engine behind when it is killed', async () => {
    const launched = await launchApp();
    const phase = async (): Promise<string> => {
      const answer = await launched.page.evaluate(() => window.pestle.calls.engine.state());
      return answer.ok ? answer.value.phase : answer.error.code;
    };
    await expect.poll(phase).not.toMatch(/stopped|searching|starting/);
    const pid = launched.app.process().pid!;
    const family = findDescendants(pid);
    const ended = launched.ended();
    process.kill(pid, 'SIGKILL');
    await ended;
    await waitFor('the engine to end', () => findSurvivors(family).length === 0);
  });
});
