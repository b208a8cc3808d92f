import { encodeInstruction } from '../../src/shared/guacamole/encode';
import type { SessionState } from '../../src/shared/model/session-state';
import { expect, test, type RendererPage } from '../support/renderer-test';
import { sampleProfile, sampleProfiles, sampleSession } from '../support/sample-data';

const profiles = sampleProfiles(Date.now());
const sessions = profiles.slice(0, 4).map((profile, index) => sampleSession(index, profile, 'live'));
const [build, accounting, microscope, database] = sessions;
if (!build || !accounting || !microscope || !database) throw new Error('sample data has changed');

const tab = ({ page }: RendererPage, name: string) => page.getByRole('tab', { name, exact: true });
const panel = ({ page }: RendererPage, name: string) => page.getByRole('tabpanel', { name, exact: true });
const display = ({ page }: RendererPage, name: string) =>
  page.getByRole('application', { name: `Remote display of ${name}` });

/** Lets a session draw its first frame: before it has a picture it takes no input. */
const showPicture = async (pestle: RendererPage, session: SessionState) => {
  await expect
    .poll(() => pestle.double(({ double, value }) => double.isListening(value), session.id))
    .toBe(true);
  const text = [
    encodeInstruction('size', 0, 640, 480),
    encodeInstruction('rect', 0, 0, 0, 640, 480),
    encodeInstruction('cfill', 14, 0, 30, 90, 140, 255),
    encodeInstruction('sync', 1),
  ].join('');
  await pestle.double(
    ({ double, value }) => {
      double.start(value.id, 1);
      double.data(value.id, 1, value.text);
    },
    { id: session.id, text },
  );
  await expect(display(pestle, session.name)).toHaveAttribute('data-picture', 'yes');
};

const expectShown = async (pestle: RendererPage, name: string) => {
  await expect(tab(pestle, name)).toHaveAttribute('aria-selected', 'true');
  await expect(pestle.page.locator('[role="tab"][aria-selected="true"]')).toHaveCount(1);
  await expect(panel(pestle, name)).toBeVisible();
};

test.describe('tabs', () => {
  test('show each session with its state, and the newest one after a reload', async ({ pestle }) => {
    await pestle.open({ profiles, sessions });
    await expectShown(pestle, 'Database, primary');
    await expect(tab(pestle, 'Build server')).toHaveAttribute('data-phase', 'live');
    await pestle.double(({ double, value }) => double.changeSession(value, { phase: 'failed' }), build.id);
    await expect(tab(pestle, 'Build server')).toHaveAttribute('data-phase', 'failed');
    await expect(tab(pestle, 'Build server')).toHaveAttribute('aria-description', /SSH, Failed/);
    await tab(pestle, 'Build server').click();
    await expect(panel(pestle, 'Build server')).toHaveAttribute('data-phase', 'failed');
  });

  test('ignore a state that is older than the one they show', async ({ pestle }) => {
    await pestle.open({ profiles, sessions });
    await pestle.double(({ double, value }) => {
      double.changeSession(value.id, { phase: 'failed' });
      double.emit('session.changed', value);
    }, build);
    await expect(tab(pestle, 'Build server')).toHaveAttribute('data-phase', 'failed');
  });

  test('are walked by arrow keys', async ({ pestle }) => {
    await pestle.open({ profiles, sessions });
    await tab(pestle, 'Database, primary').focus();
    await pestle.page.keyboard.press('ArrowRight');
    await expect(tab(pestle, 'Connections')).toBeFocused();
    await expectShown(pestle, 'Connections');
    await pestle.page.keyboard.press('End');
    await expect(tab(pestle, 'Database, primary')).toBeFocused();
    await pestle.page.keyboard.press('ArrowLeft');
    await expectShown(pestle, 'Lab microscope');
    await pestle.page.keyboard.press('Home');
    await expectShown(pestle, 'Connections');
  });

  test('close by their button, by a middle click and by Delete; the neighbour is shown', async ({
    pestle,
  }) => {
    await pestle.open({ profiles, sessions });
    await tab(pestle, 'Accounting desktop').click();
    await pestle.page.getByRole('button', { name: 'Close Accounting desktop' }).click();
    await expect(tab(pestle, 'Accounting desktop')).toHaveCount(0);
    await expectShown(pestle, 'Lab microscope');
    await tab(pestle, 'Build server').click({ button: 'middle' });
    await expect(tab(pestle, 'Build server')).toHaveCount(0);
    await expectShown(pestle, 'Lab microscope');
    await tab(pestle, 'Database, primary').click();
    await tab(pestle, 'Database, primary').focus();
    await pestle.page.keyboard.press('Delete');
    await expectShown(pestle, 'Lab microscope');
    await expect(tab(pestle, 'Lab microscope')).toBeFocused();
    const closed = await pestle.double(({ double }) => double.requests('sessions.close'));
    expect(closed.map(({ sessionId }) => sessionId)).toEqual([accounting.id, build.id, database.id]);
  });

  test('do not close the home tab', async ({ pestle }) => {
    await pestle.open({ profiles, sessions });
    await tab(pestle, 'Connections').click();
    await tab(pestle, 'Connections').click({ button: 'middle' });
    await tab(pestle, 'Connections').focus();
    await pestle.page.keyboard.press('Delete');
    await pestle.page.keyboard.press('Control+w');
    await expect(tab(pestle, 'Connections')).toBeVisible();
    await expect(pestle.page.getByRole('tab')).toHaveCount(5);
  });

  test('scroll when there are many, so that the shown one is in view', async ({ pestle }) => {
    await pestle.page.setViewportSize({ width: 800, height: 520 });
    const many = Array.from({ length: 14 }, (_, index) => sampleProfile(index + 1));
    await pestle.open({
      profiles: many,
      sessions: many.map((profile, index) => sampleSession(index, profile, 'live')),
    });
    await expect(tab(pestle, 'Machine 14')).toBeInViewport({ ratio: 1 });
    await pestle.page.keyboard.press('Alt+2');
    await expectShown(pestle, 'Machine 1');
    await expect(tab(pestle, 'Machine 1')).toBeInViewport({ ratio: 1 });
    await expect(pestle.page.getByRole('button', { name: 'Settings' })).toBeInViewport({ ratio: 1 });
  });

  test('go when main ends a session by itself', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [build] });
    await pestle.double(
      ({ double, value }) => double.emit('session.removed', { sessionId: value }),
      build.id,
    );
    await expectShown(pestle, 'Connections');
  });
});

test.describe('keys in a session', () => {
  test('of the app stay with the app', async ({ pestle }) => {
    await pestle.open({ profiles, sessions });
    const { keyboard } = pestle.page;
    await display(pestle, 'Database, primary').focus();
    await keyboard.press('Control+Tab');
    await expectShown(pestle, 'Connections');
    await expect(pestle.page.getByRole('searchbox', { name: 'Search connections' })).toBeFocused();
    await keyboard.press('Control+Shift+Tab');
    await expectShown(pestle, 'Database, primary');
    await keyboard.press('Control+PageUp');
    await expectShown(pestle, 'Lab microscope');
    await keyboard.press('Alt+3');
    await expectShown(pestle, 'Accounting desktop');
    await keyboard.press('Control+Shift+W');
    await expect(tab(pestle, 'Accounting desktop')).toHaveCount(0);
    await keyboard.press('Control+Shift+T');
    await expectShown(pestle, 'Connections');
    await expect(pestle.page.getByRole('searchbox', { name: 'Search connections' })).toBeFocused();
  });

  test('that a shell or a desktop needs go to the remote computer', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [build] });
    await showPicture(pestle, build);
    await display(pestle, 'Build server').focus();
    for (const key of ['Control+w', 'Control+t', 'Control+n', 'Control+f', 'Control+q', 'F1', 'Alt+F4']) {
      await pestle.page.keyboard.press(key);
    }
    await expectShown(pestle, 'Build server');
    const sent = () => pestle.double(({ double }) => double.inputs.map(({ text }) => text).join(''));
    for (const keysym of ['3.119', '3.116', '3.110', '3.102', '3.113', '5.65470', '5.65473']) {
      await expect.poll(sent).toContain(`3.key,${keysym},1.1;`);
    }
  });

  test('do nothing to the app while a dialog is open', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [build] });
    await tab(pestle, 'Connections').click();
    await pestle.page.getByRole('listitem', { name: 'Core switch' }).focus();
    await pestle.page.keyboard.press('F2');
    await pestle.page.getByLabel('Name', { exact: true }).fill('Changed');
    await pestle.page.keyboard.press('Escape');
    await expect(pestle.page.getByRole('dialog')).toBeVisible();
    await pestle.page.keyboard.press('Control+Tab');
    await expect(pestle.page.getByRole('dialog')).toBeVisible();
    await expect(tab(pestle, 'Build server')).toHaveAttribute('aria-selected', 'false');
  });
});

test.describe('the session menu', () => {
  const openMenu = async ({ page }: RendererPage) => {
    await page.getByRole('button', { name: 'Session menu' }).click();
    return page.getByRole('menu', { name: 'Session menu' });
  };

  test('is there only for sessions', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [build] });
    await expect(pestle.page.getByRole('button', { name: 'Session menu' })).toBeVisible();
    await tab(pestle, 'Connections').click();
    await expect(pestle.page.getByRole('button', { name: 'Session menu' })).toHaveCount(0);
  });

  test('sends Ctrl+Alt+Del and gives the keyboard back to the session', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [build] });
    await showPicture(pestle, build);
    const menu = await openMenu(pestle);
    await menu.getByRole('menuitem', { name: 'Send Ctrl+Alt+Del' }).click();
    const sent = () => pestle.double(({ double }) => double.inputs.map(({ text }) => text).join(''));
    await expect.poll(sent).toContain('3.key,5.65507,1.1;3.key,5.65513,1.1;3.key,5.65535,1.1;');
    await expect(display(pestle, 'Build server').locator(':focus')).toHaveCount(1);
  });

  test('offers only what the session can do now', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [build] });
    const live = await openMenu(pestle);
    await expect(live.getByRole('menuitem', { name: 'Reconnect' })).toBeEnabled();
    await live.getByRole('menuitem', { name: 'Disconnect' }).click();
    await expect(tab(pestle, 'Build server')).toHaveAttribute('data-phase', 'closed');
    const closed = await openMenu(pestle);
    await expect(closed.getByRole('menuitem', { name: 'Send Ctrl+Alt+Del' })).toBeDisabled();
    await expect(closed.getByRole('menuitem', { name: 'Disconnect' })).toBeDisabled();
    await closed.getByRole('menuitem', { name: 'Reconnect' }).click();
    const requests = await pestle.double(({ double }) => double.requests('sessions.reconnect'));
    expect(requests).toHaveLength(1);
    expect(requests[0]?.viewport.width).toBeGreaterThan(600);
  });

  test('offers no further attempt while one is under way', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [{ ...build, phase: 'connecting' }] });
    const menu = await openMenu(pestle);
    await expect(menu.getByRole('menuitem', { name: 'Reconnect' })).toBeDisabled();
    await expect(menu.getByRole('menuitem', { name: 'Disconnect' })).toBeEnabled();
  });

  test('leads to the editor of its connection', async ({ pestle }) => {
    await pestle.open({ profiles, sessions: [build] });
    const menu = await openMenu(pestle);
    await menu.getByRole('menuitem', { name: 'Edit connection' }).click();
    await expectShown(pestle, 'Connections');
    await expect(pestle.page.getByLabel('Name', { exact: true })).toHaveValue('Build server');
  });
});

test.describe('the menu of a session', () => {
  for (const readOnly of [true, false]) {
    test(`marks that it ${readOnly ? 'only watches' : 'takes input'}, for main's menu too`, async ({
      pestle,
    }) => {
      await pestle.open({ profiles, sessions: [{ ...build, readOnly }] });
      await pestle.page.getByRole('button', { name: 'Session menu' }).click();
      const item = pestle.page.getByRole('menuitemcheckbox', { name: 'View only' });
      await expect(item).toHaveCount(readOnly ? 1 : 0);
      if (readOnly) await expect(item).toHaveAttribute('aria-checked', 'true');
      if (readOnly) await expect(item).toHaveAttribute('aria-disabled', 'true');
      const checked = () => pestle.double(({ double }) => double.requests('app.menuState').at(-1)?.checked);
      await expect.poll(checked).toEqual(readOnly ? ['session.read-only'] : []);
    });
  }
});
