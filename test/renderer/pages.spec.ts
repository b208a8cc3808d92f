import { expect, test, type RendererPage } from '../support/renderer-test';
import {
  MISSING_ENGINE,
  sampleEngineParts,
  sampleLog,
  sampleProfiles,
  sampleSession,
} from '../support/sample-data';

const now = Date.now();
const profiles = sampleProfiles(now);
const [first] = profiles;
if (!first) throw new Error('sample data has changed');

const button = ({ page }: RendererPage, name: string) => page.getByRole('button', { name, exact: true });
const heading = ({ page }: RendererPage, name: string) => page.getByRole('heading', { name, exact: true });
const theme = ({ page }: RendererPage) => page.locator('html').getAttribute('data-theme');

test.describe('the engine page', () => {
  test('tells which engine is used and follows its log', async ({ pestle }) => {
    await pestle.open({ engineLog: sampleLog(now) });
    await button(pestle, 'Engine').click();
    await expect(heading(pestle, 'Engine')).toBeFocused();
    for (const fact of ['Ready', '/usr/sbin/guacd', 'guacd 1.6.0', '127.0.0.1:41822', '4711']) {
      await expect(pestle.page.getByText(fact, { exact: true })).toBeVisible();
    }
    await expect(pestle.page.getByRole('log')).toContainText('Listening on host 127.0.0.1, port 41822');
  });

  test('tells what the included engine is made of, and what shuts it in', async ({ pestle }) => {
    const included = {
      source: 'included',
      location: '/opt/Pestle/resources/engine',
      isolation: 'namespaces',
      address: '/run/user/1000/pestle-4f0c1d2e3a5b-Xq3Zr9/guacd',
      openTo: 'user',
    } as const;
    await pestle.open({ engine: included, engineParts: sampleEngineParts() });
    await button(pestle, 'Engine').click();
    await expect(pestle.page.getByText('Included in Pestle', { exact: true })).toBeVisible();
    await expect(pestle.page.getByText('Sandboxed with user namespaces', { exact: true })).toBeVisible();
    await expect(pestle.page.getByText(included.address, { exact: true })).toBeVisible();
    await expect(pestle.page.getByText('Only you', { exact: true })).toBeVisible();
    const row = pestle.page.getByRole('row').filter({ hasText: 'libfreerdp2-2' });
    await expect(row).toContainText('2.11.7+dfsg1-6~deb12u1');
    await expect(row).toContainText('Apache-2.0');
    await expect(pestle.page.getByText('/opt/Pestle/resources/engine/share/licences')).toBeVisible();
    await pestle.double(({ double }) => double.changeEngine({ source: 'binary', isolation: 'none' }));
    await expect(heading(pestle, 'Parts of the engine')).toHaveCount(0);
    await pestle.double(({ double }) =>
      double.changeEngine({ address: '127.0.0.1:40123', openTo: 'computer' }),
    );
    await expect(pestle.page.getByText('All users and programs of this computer')).toBeVisible();
  });

  test('shows a problem, what to do about it, and how to get an engine', async ({ pestle }) => {
    await pestle.open({ engine: MISSING_ENGINE });
    await expect(button(pestle, 'Engine')).toContainText('Engine not found');
    await button(pestle, 'Engine').click();
    await expect(pestle.page.getByText(MISSING_ENGINE.problem.advice)).toBeVisible();
    await expect(heading(pestle, 'Get an engine')).toBeVisible();
    await button(pestle, 'Try again').click();
    await expect(pestle.page.getByText('Starting', { exact: true })).toBeVisible();
    await expect(heading(pestle, 'Get an engine')).toHaveCount(0);
    await pestle.double(({ double }) => double.changeEngine({ phase: 'ready', problem: null }));
    await expect(pestle.page.getByText('Ready', { exact: true })).toBeVisible();
  });

  test('shows warnings about an engine', async ({ pestle }) => {
    await pestle.open({ engine: { warnings: ['guacd 1.3.0 has published security holes.'] } });
    await button(pestle, 'Engine').click();
    await expect(pestle.page.getByText('guacd 1.3.0 has published security holes.')).toBeVisible();
  });

  test('saves a remote engine only once its fields are right', async ({ pestle }) => {
    await pestle.open();
    await button(pestle, 'Engine').click();
    await pestle.page.getByRole('radio', { name: 'Another computer' }).check();
    await pestle.page.getByLabel('Port', { exact: true }).fill('0');
    await button(pestle, 'Use this engine').click();
    await expect(pestle.page.getByText('Enter a host name or an address.')).toBeVisible();
    await expect(pestle.page.getByText('Enter a number from 1 to 65535.')).toBeVisible();
    await pestle.page.getByLabel('Host', { exact: true }).fill('guacd.example.net');
    await pestle.page.getByLabel('Port', { exact: true }).fill('4823');
    await button(pestle, 'Use this engine').click();
    await expect(button(pestle, 'Use this engine')).toHaveCount(0);
    expect(await pestle.double(({ double }) => double.requests('settings.update'))).toEqual([
      { engine: { kind: 'remote', host: 'guacd.example.net', port: 4823, tls: { ca: '' } } },
    ]);
  });

  test('tests a remote engine before it is chosen, and says why that fails', async ({ pestle }) => {
    await pestle.open();
    await button(pestle, 'Engine').click();
    await pestle.page.getByRole('radio', { name: 'Another computer' }).check();
    await expect(button(pestle, 'Test')).toBeDisabled();
    await pestle.page.getByLabel('Host', { exact: true }).fill('guacd.example.net');
    await button(pestle, 'Test').click();
    await expect(pestle.page.getByText('guacd 1.5 or newer answers. Connecting took 12 ms.')).toBeVisible();
    expect(await pestle.double(({ double }) => double.requests('engine.test'))).toEqual([
      { host: 'guacd.example.net', port: 4822, tls: { ca: '' } },
    ]);
    await pestle.double(({ double }) => double.fail('engine.test', 'GUACD_TLS_FAILED'));
    await button(pestle, 'Test').click();
    await expect(pestle.page.getByText(/could not be verified.*give its authority above/)).toBeVisible();
    await pestle.page.getByLabel('Port', { exact: true }).fill('4823');
    await expect(pestle.page.getByText(/could not be verified/)).toHaveCount(0);
    expect(await pestle.double(({ double }) => double.requests('settings.update'))).toEqual([]);
  });

  test('takes a program that the user picks', async ({ pestle }) => {
    await pestle.open({ enginePath: '/opt/guacd/sbin/guacd' });
    await button(pestle, 'Engine').click();
    await pestle.page.getByRole('radio', { name: 'Program on this computer' }).check();
    await button(pestle, 'Choose…').click();
    await expect(pestle.page.getByLabel('Path', { exact: true })).toHaveValue('/opt/guacd/sbin/guacd');
    await button(pestle, 'Cancel').click();
    await expect(pestle.page.getByRole('radio', { name: 'Automatic' })).toBeChecked();
  });

  test('goes back to the session that was shown', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [sampleSession(1, first, 'live')] });
    await button(pestle, 'Engine').click();
    await expect(pestle.page.locator('[role="tab"][aria-selected="true"]')).toHaveCount(0);
    await pestle.page.keyboard.press('Escape');
    await expect(pestle.page.getByRole('tab', { name: first.name })).toHaveAttribute('aria-selected', 'true');
    await button(pestle, 'Engine').click();
    await button(pestle, 'Engine').click();
    await expect(pestle.page.getByRole('tab', { name: first.name })).toHaveAttribute('aria-selected', 'true');
  });
});

test.describe('the settings page', () => {
  test('changes the theme at once, and follows the system when told to', async ({ pestle }) => {
    await pestle.page.emulateMedia({ colorScheme: 'light' });
    await pestle.open();
    expect(await theme(pestle)).toBe('light');
    await pestle.page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => theme(pestle)).toBe('dark');
    await pestle.page.keyboard.press('Control+,');
    await pestle.page.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(() => theme(pestle)).toBe('light');
    await pestle.page.emulateMedia({ colorScheme: 'light' });
    await pestle.page.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(() => theme(pestle)).toBe('dark');
  });

  test('changes the clipboard and the question at quitting', async ({ pestle }) => {
    await pestle.open();
    await button(pestle, 'Settings').click();
    await pestle.page.getByRole('checkbox', { name: 'Text copied here can be pasted there' }).uncheck();
    await pestle.page.getByRole('checkbox', { name: /Ask before quitting/ }).uncheck();
    await expect
      .poll(() => pestle.double(({ double }) => [double.settings.clipboard, double.settings.confirmQuit]))
      .toEqual([{ toRemote: false, fromRemote: true }, false]);
  });

  test('shows the old value again when the change cannot be saved', async ({ pestle }) => {
    await pestle.open();
    await pestle.double(({ double }) => double.fail('settings.update', 'STORAGE_NEWER'));
    await button(pestle, 'Settings').click();
    await pestle.page.getByRole('checkbox', { name: /Ask before quitting/ }).click();
    await expect(pestle.page.getByText(/written by a newer version of Pestle/)).toBeVisible();
    await expect(pestle.page.getByRole('checkbox', { name: /Ask before quitting/ })).toBeChecked();
  });
});

test.describe('links of the desktop', () => {
  const links = ({ page }: RendererPage) => page.getByRole('checkbox', { name: /^Open ssh:/ });

  test('are asked about only when the settings are shown, and open in Pestle once that is wanted', async ({
    pestle,
  }) => {
    await pestle.open({ links: { schemes: ['vnc'] } });
    expect(await pestle.double(({ double }) => double.requests('links.state'))).toEqual([]);
    await button(pestle, 'Settings').click();
    await expect(pestle.page.getByText('Now only these open in Pestle: vnc://.')).toBeVisible();
    await links(pestle).click();
    await expect(links(pestle)).toBeChecked();
    await links(pestle).click();
    await expect(links(pestle)).not.toBeChecked();
    expect(await pestle.double(({ double }) => double.requests('links.set'))).toEqual([
      { isOn: true },
      { isOn: false },
    ]);
  });

  for (const [obstacle, words] of [
    ['development', /this is a development run/],
    ['no-desktop-entry', /Your desktop does not know this Pestle/],
  ] as const) {
    test(`cannot be chosen without a desktop that knows Pestle: ${obstacle}`, async ({ pestle }) => {
      await pestle.open({ links: { obstacle } });
      await button(pestle, 'Settings').click();
      await expect(pestle.page.getByText(words)).toBeVisible();
      await expect(links(pestle)).toBeDisabled();
    });
  }

  test('stay as they are when the system refuses', async ({ pestle }) => {
    await pestle.open();
    await pestle.double(({ double }) => double.fail('links.set', 'LINKS_NOT_SET'));
    await button(pestle, 'Settings').click();
    await links(pestle).click();
    await expect(pestle.page.getByText(/could not be told which program opens links/)).toBeVisible();
    await expect(links(pestle)).not.toBeChecked();
  });
});

test.describe('the zoom', () => {
  const zoom = ({ page }: RendererPage) => page.getByRole('combobox', { name: 'Zoom' });

  test('goes by keys, by commands of the menu and by the settings', async ({ pestle }) => {
    await pestle.open();
    await pestle.page.keyboard.press('Control+=');
    await expect.poll(() => pestle.double(({ double }) => double.settings.zoomPercent)).toBe(125);
    await pestle.double(({ double }) => double.emit('command.run', { command: 'view.zoom-in' }));
    await button(pestle, 'Settings').click();
    await expect(zoom(pestle)).toHaveValue('150');
    await zoom(pestle).selectOption('300');
    await pestle.page.keyboard.press('Control+=');
    await pestle.page.keyboard.press('Control+0');
    await expect(zoom(pestle)).toHaveValue('100');
    expect(await pestle.double(({ double }) => double.requests('settings.update'))).toEqual(
      [125, 150, 300, 100].map((zoomPercent) => ({ zoomPercent })),
    );
  });

  test('of a size that is no step is shown and left by the nearest', async ({ pestle }) => {
    await pestle.open({ settings: { zoomPercent: 225 } });
    await button(pestle, 'Settings').click();
    await expect(zoom(pestle)).toHaveValue('225');
    await pestle.page.keyboard.press('Control+-');
    await expect(zoom(pestle)).toHaveValue('200');
  });

  test('tells the menu which of its items would do something', async ({ pestle }) => {
    await pestle.open();
    const enabled = () =>
      pestle.double(({ double }) =>
        double
          .requests('app.menuState')
          .at(-1)
          ?.enabled.filter((command) => command.startsWith('view.zoom')),
      );
    await expect.poll(enabled).toEqual(['view.zoom-in', 'view.zoom-out']);
    await button(pestle, 'Settings').click();
    await zoom(pestle).selectOption('300');
    await expect.poll(enabled).toEqual(['view.zoom-out', 'view.zoom-reset']);
  });
});

test.describe('the help page', () => {
  test('lists every shortcut as the system writes it', async ({ pestle }) => {
    await pestle.open();
    await pestle.page.keyboard.press('F1');
    await expect(heading(pestle, 'Help')).toBeFocused();
    await expect(pestle.page.getByRole('row', { name: /Next tab/ })).toContainText('Ctrl+Tab');
    await expect(pestle.page.getByRole('row', { name: /Go to a tab/ })).toContainText('Alt+1 to 9');
    await expect(pestle.page.getByRole('row', { name: /Send Ctrl\+Alt\+Del/ })).toContainText('Ctrl+Alt+End');
  });

  test('leads to About', async ({ pestle }) => {
    await pestle.open();
    await button(pestle, 'Help').click();
    await button(pestle, 'About Pestle').click();
    await expect(pestle.page.getByRole('dialog', { name: 'About Pestle' })).toBeVisible();
    await button(pestle, 'Close').click();
    await expect(button(pestle, 'About Pestle')).toBeFocused();
  });
});

test.describe('about', () => {
  const dialog = ({ page }: RendererPage, name: string) => page.getByRole('dialog', { name, exact: true });
  const openAbout = (pestle: RendererPage) =>
    pestle.double(({ double }) => double.emit('command.run', { command: 'help.about' }));

  test('tells versions and the engine, and warns of a test runtime and of published holes', async ({
    pestle,
  }) => {
    const hole = 'guacd 1.3.0 has published security holes (CVE-2023-30576).';
    await pestle.open({
      info: { isTestRuntime: true, electron: '25.1.1', secretStorage: 'memory' },
      engine: { source: 'included', version: '1.3.0', isolation: 'bubblewrap', warnings: [hole] },
    });
    await openAbout(pestle);
    const about = dialog(pestle, 'About Pestle');
    for (const text of [
      'Pestle 0.1.0',
      '25.1.1',
      'Linux 6.1.0-28-amd64, x64',
      'In memory until Pestle is closed',
      'guacd 1.3.0, Included in Pestle',
      'Sandboxed with bubblewrap',
      hole,
    ]) {
      await expect(about.getByText(text, { exact: true })).toBeVisible();
    }
    await expect(about.getByText(/This is a test runtime/)).toBeVisible();
    await expect(button(pestle, 'Close')).toBeFocused();
    await pestle.page.keyboard.press('Escape');
    await expect(about).toHaveCount(0);
  });

  test('copies all of that as text', async ({ pestle }) => {
    await pestle.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await pestle.open();
    await openAbout(pestle);
    await button(pestle, 'Copy').click();
    await expect(button(pestle, 'Copied')).toBeVisible();
    const copied = await pestle.page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n')).toEqual([
      'Pestle 0.1.0',
      'Electron: 45.4.1',
      'Chromium: 156.0.8078.79',
      'Node: 24.14.0',
      'System: Linux 6.1.0-28-amd64, x64',
      'Passwords: In the system keyring',
      'Engine: guacd 1.6.0, Program on this computer',
      'Isolation: None: it may do what you may',
      '',
    ]);
  });

  test('shows the licence notices of the package and the way to their files', async ({ pestle }) => {
    await pestle.open({ licences: 'Pestle contains the work of others.\n\nreact 19.0.0 (MIT)\n' });
    await openAbout(pestle);
    await button(pestle, 'Licences').click();
    await expect(pestle.page.getByLabel('Licence notices')).toContainText('react 19.0.0 (MIT)');
    await button(pestle, 'Show files').click();
    await expect
      .poll(() => pestle.double(({ double }) => double.requests('app.showLicenceFiles').length))
      .toBe(1);
    await button(pestle, 'Back').click();
    await expect(dialog(pestle, 'About Pestle')).toBeVisible();
  });

  test('says where the notices are made in a development run, and why they cannot be read', async ({
    pestle,
  }) => {
    await pestle.open();
    await openAbout(pestle);
    await button(pestle, 'Licences').click();
    await expect(pestle.page.getByText(/the notices are made when Pestle is packed/)).toBeVisible();
    await expect(button(pestle, 'Show files')).toHaveCount(0);
    await button(pestle, 'Back').click();
    await pestle.double(({ double }) => double.fail('app.licences', 'FILE_UNREADABLE'));
    await button(pestle, 'Licences').click();
    await expect(dialog(pestle, 'Licences').getByRole('alert')).toBeVisible();
  });
});

test.describe('commands of the menu bar', () => {
  test('do what the buttons do', async ({ pestle }) => {
    await pestle.open({ profiles });
    for (const [command, name] of [
      ['page.engine', 'Engine'],
      ['page.settings', 'Settings'],
      ['page.help', 'Help'],
      ['connection.new', 'New connection'],
    ] as const) {
      await pestle.double(({ double, value }) => double.emit('command.run', { command: value }), command);
      await expect(heading(pestle, name)).toBeVisible();
    }
  });
});
