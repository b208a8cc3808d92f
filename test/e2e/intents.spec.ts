import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { appArguments, electronExecutable } from './support/launch';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

type Answer = { code: number; stdout: string; stderr: string };

/** Starts the program once more, as from a terminal. `env` without a display proves that no window is wanted. */
async function pestle(
  userData: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Answer> {
  const args = [...appArguments(userData, ['--no-sandbox']), ...words];
  try {
    const { stdout, stderr } = await promisify(execFile)(electronExecutable(), args, {
      timeout: 20_000,
      env: { ...process.env, ...env },
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

const WITHOUT_DISPLAY = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
const question = (page: Page) => page.getByRole('dialog', { name: 'Open this connection?' });
const sessionCount = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const answer = await window.pestle.calls.sessions.list();
    return answer.ok ? answer.value.length : -1;
  });

test.describe('the command line', () => {
  test('answers without a window, without a display, and leaves no trace in the data', async ({
    userDataDir,
  }) => {
    const help = await pestle(userDataDir, ['--help'], WITHOUT_DISPLAY);
    expect(help).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('pestle connect NAME'),
    });
    expect(await pestle(userDataDir, ['--version'], WITHOUT_DISPLAY)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^pestle \d+\.\d+\.\d+\n$/),
    });
    expect(await pestle(userDataDir, ['list', '--json'], WITHOUT_DISPLAY)).toMatchObject({
      code: 0,
      stdout: '[]\n',
    });
    expect(await pestle(userDataDir, ['engine', 'status'], WITHOUT_DISPLAY)).toMatchObject({ code: 69 });
    const wrong = await pestle(userDataDir, ['lst'], WITHOUT_DISPLAY);
    expect(wrong).toMatchObject({ code: 64, stdout: '' });
    expect(wrong.stderr).toContain('pestle: There is no command “lst”.');
    expect(readdirSync(userDataDir)).toEqual([]);
  });

  test('lists what the running app has saved, and tells its engine', async ({
    pestle: window,
    servers,
    userDataDir,
  }) => {
    const { ssh } = serverProfiles(servers);
    await window.createProfile(ssh);
    const list = await pestle(userDataDir, ['list', '--json'], WITHOUT_DISPLAY);
    expect(JSON.parse(list.stdout)).toEqual([
      expect.objectContaining({ name: ssh.name, protocol: 'ssh', host: '127.0.0.1' }),
    ]);
    await expect
      .poll(async () => (await pestle(userDataDir, ['engine', 'status', '--json'], WITHOUT_DISPLAY)).code)
      .toBe(0);
    expect(statSync(path.join(userDataDir, 'running.json')).mode & 0o777).toBe(0o600);
  });

  test('opens a named connection in the running app, and says so', async ({
    pestle: window,
    servers,
    userDataDir,
  }) => {
    const { ssh } = serverProfiles(servers);
    await window.createProfile(ssh);
    expect(await pestle(userDataDir, ['connect', 'nothing like it'])).toMatchObject({ code: 66, stdout: '' });
    expect(await sessionCount(window.page)).toBe(0);
    expect(await pestle(userDataDir, ['connect', ssh.name])).toMatchObject({
      code: 0,
      stdout: `The running Pestle opens “${ssh.name}”.\n`,
    });
    await expect(window.tab(ssh.name)).toHaveAttribute('aria-selected', 'true');
  });

  test('shows a new connection in the running app, and in one that it starts', async ({
    launched,
    pestle: window,
    userDataDir,
  }) => {
    const form = (page: Page) => page.getByRole('form', { name: 'Connection' });
    await window.page.getByRole('button', { name: 'Settings', exact: true }).click();
    expect(await pestle(userDataDir, ['new'])).toMatchObject({
      code: 0,
      stdout: 'The running Pestle shows a new connection.\n',
    });
    await expect(form(window.page)).toBeVisible();
    await launched.current.close();
    const { launchApp } = await import('./support/launch');
    launched.current = await launchApp({ userData: userDataDir, args: ['new'] });
    await expect(form(launched.current.page)).toBeVisible();
    expect(await sessionCount(launched.current.page)).toBe(0);
  });

  test('starts the app with a named connection when none runs', async ({
    launched,
    pestle: window,
    servers,
  }) => {
    const { ssh } = serverProfiles(servers);
    await window.createProfile(ssh);
    await launched.current.close();
    const { launchApp } = await import('./support/launch');
    launched.current = await launchApp({ userData: launched.current.userData, args: ['connect', ssh.name] });
    await expect(launched.current.page.getByRole('tab', { name: ssh.name })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });
});

test.describe('a link from outside', () => {
  test('R10: is asked about in the running window, and connects nothing', async ({
    app,
    pestle: window,
    userDataDir,
  }) => {
    const { page } = window;
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
    const answer = await pestle(userDataDir, ['--', 'ssh://ann:hunter2@build.example:2222/']);
    expect(answer).toMatchObject({ code: 0, stdout: 'The running Pestle asks about it in its window.\n' });
    await expect(question(page)).toBeVisible();
    await expect(question(page)).toContainText('build.example');
    await expect(question(page)).toContainText('2222');
    await expect(question(page)).toContainText('contains a password. It is not used');
    await expect(question(page)).not.toContainText('hunter2');
    await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
    expect(await sessionCount(page)).toBe(0);
    await page.keyboard.press('Enter');
    await expect(question(page)).toBeHidden();
    expect(await sessionCount(page)).toBe(0);
  });

  test('opens a real session once, and nothing of it is kept', async ({
    pestle: window,
    servers,
    userDataDir,
  }) => {
    const { page } = window;
    const { host } = servers;
    const { username: user, password } = servers;
    await pestle(userDataDir, [`ssh://${user}@${host}:${servers.ports.ssh}`]);
    await question(page).getByRole('button', { name: 'Connect once' }).click();
    const form = page.getByRole('form', { name: `Sign in to ${host}` });
    await expect(form).not.toContainText('Remember');
    await form.getByLabel('Password', { exact: true }).fill(password);
    await form.getByRole('button', { name: 'Sign in' }).click();
    await window.expectPhase(host, 'live');
    expect(await pestle(userDataDir, ['list', '--json'])).toMatchObject({ stdout: '[]\n' });
    const logs = path.join(userDataDir, 'session-log');
    expect(readdirSync(logs)).toEqual([]);
  });

  test('becomes a new connection in the editor, without its password', async ({
    pestle: window,
    userDataDir,
  }) => {
    const { page } = window;
    await pestle(userDataDir, ['vnc://lab.example:5901?VncPassword=hunter2']);
    await question(page).getByRole('button', { name: 'Save as connection' }).click();
    const form = page.getByRole('form', { name: 'Connection' });
    await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('lab.example');
    await expect(form.getByLabel('Port', { exact: true }).first()).toHaveValue('5901');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(window.listItem('lab.example')).toBeVisible();
  });

  test('that is hostile is refused in words', async ({ pestle: window, userDataDir }) => {
    await pestle(userDataDir, ['--', 'ssh://-oProxyCommand=id']);
    const refusal = window.page.getByRole('dialog', { name: 'This link cannot be opened' });
    await expect(refusal).toContainText('The host is not one that can be used.');
    await refusal.getByRole('button', { name: 'Close' }).click();
    expect(await sessionCount(window.page)).toBe(0);
  });

  test('does not come alone: of many one is shown, and all can be cancelled', async ({
    pestle: window,
    userDataDir,
  }) => {
    const links = Array.from({ length: 8 }, (_, number) => `ssh://host${number}.example`);
    await pestle(userDataDir, links);
    await expect(question(window.page)).toContainText(
      '3 more requests wait. 4 came too fast and were ignored.',
    );
    await question(window.page).getByRole('button', { name: 'Cancel all' }).click();
    await expect(question(window.page)).toBeHidden();
  });
});

test.describe('an .rdp file', () => {
  test('is asked about with what it wants of this computer', async ({ pestle: window, userDataDir }) => {
    const folder = path.join(userDataDir, 'files');
    mkdirSync(folder);
    const file = path.join(folder, 'Office.rdp');
    const lines = [
      'full address:s:pc.example',
      'username:s:OFFICE\\ann',
      'drivestoredirect:s:*',
      'alternate shell:s:calc',
    ];
    writeFileSync(file, Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le'));
    await pestle(userDataDir, [file]);
    const dialog = question(window.page);
    for (const text of [
      'Office.rdp',
      'pc.example',
      'OFFICE',
      'drives or devices',
      'start “calc” there',
      'not signed',
    ])
      await expect(dialog).toContainText(text);
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  });

  test('that is dropped on the window is asked about', async ({ pestle: window }) => {
    const { page } = window;
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['full address:s:pc.example'], 'Dropped.rdp'));
      return transfer;
    });
    await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
    await expect(page.getByText('Drop an .rdp file or a link to open it')).toBeVisible();
    await page.dispatchEvent('body', 'drop', { dataTransfer: data });
    await expect(question(page)).toContainText('Dropped.rdp');
    await expect(page.getByText('Drop an .rdp file or a link to open it')).toBeHidden();
  });
});

test.describe('the menu', () => {
  test('comes up at its button with every item as it is now, and does what it says', async ({
    app,
    pestle: window,
  }) => {
    const { page } = window;
    await app.evaluate(({ Menu }) => {
      Menu.prototype.popup = function (this: Electron.Menu) {
        Object.assign(globalThis, { shownMenu: this });
      };
    });
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    type Shown = { shownMenu?: Electron.Menu };
    const state = (id: string): Promise<boolean | undefined> =>
      app.evaluate((_electron, wanted) => {
        const { shownMenu } = globalThis as unknown as Shown;
        return shownMenu?.getMenuItemById(wanted)?.enabled;
      }, id);
    await expect.poll(() => state('connection.new')).toBe(true);
    expect(await state('session.reconnect')).toBe(false);
    await app.evaluate(() => {
      const { shownMenu } = globalThis as unknown as Shown;
      shownMenu?.getMenuItemById('connection.new')?.click();
    });
    await expect(page.getByRole('form', { name: 'Connection' })).toBeVisible();
  });
});
