import { expect, test, type RendererPage } from '../support/renderer-test';
import { MISSING_ENGINE, SAMPLE_NOTICE, sampleProfile, sampleProfiles } from '../support/sample-data';

const profiles = sampleProfiles(Date.now());

const row = ({ page }: RendererPage, name: string) => page.getByRole('listitem', { name, exact: true });
const rows = ({ page }: RendererPage) =>
  page.getByRole('list', { name: 'Connections' }).getByRole('listitem');
const search = ({ page }: RendererPage) => page.getByRole('searchbox', { name: 'Search connections' });
const names = async (pestle: RendererPage) =>
  rows(pestle).evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')));

test.describe('the list of connections', () => {
  test('shows the last opened first, then the others by name', async ({ pestle }) => {
    await pestle.open({ profiles: [...profiles].reverse() });
    expect(await names(pestle)).toEqual([
      'Build server',
      'Accounting desktop',
      'Lab microscope',
      'Database, primary',
      'Staging shell',
      'Core switch',
      'Backup host',
      'Training room 3',
    ]);
    await expect(row(pestle, 'Accounting desktop')).toContainText('RDP · OFFICE\\ewa@10.20.0.14');
    await expect(row(pestle, 'Accounting desktop')).toContainText('52 minutes ago');
  });

  test('has the focus in its search at the start, and narrows as words are typed', async ({ pestle }) => {
    await pestle.open({ profiles });
    await expect(search(pestle)).toBeFocused();
    await pestle.page.keyboard.type('ssh example DB1');
    expect(await names(pestle)).toEqual(['Database, primary']);
    await pestle.page.keyboard.press('Escape');
    await expect(rows(pestle)).toHaveCount(8);
    await pestle.page.keyboard.type('nowhere');
    await expect(pestle.page.getByText('No connection matches “nowhere”.')).toBeVisible();
    await pestle.page.getByRole('button', { name: 'Show all connections' }).click();
    await expect(rows(pestle)).toHaveCount(8);
    await expect(search(pestle)).toBeFocused();
  });

  test('can be narrowed to one protocol', async ({ pestle }) => {
    await pestle.open({ profiles });
    await pestle.page.getByRole('radio', { name: 'RDP' }).check();
    expect(await names(pestle)).toEqual(['Accounting desktop', 'Training room 3']);
    await pestle.page.getByRole('radio', { name: 'All' }).check();
    await expect(rows(pestle)).toHaveCount(8);
  });

  test('opens what is found by Enter in the search', async ({ pestle }) => {
    await pestle.open({ profiles });
    await pestle.page.keyboard.type('microscope');
    await pestle.page.keyboard.press('Enter');
    await expect(pestle.page.getByRole('tab', { name: 'Lab microscope' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  test('is walked by arrow keys, and never left by surprise', async ({ pestle }) => {
    await pestle.open({ profiles });
    const { keyboard } = pestle.page;
    await keyboard.press('ArrowDown');
    await expect(row(pestle, 'Build server')).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(row(pestle, 'Accounting desktop')).toBeFocused();
    await keyboard.press('End');
    await expect(row(pestle, 'Training room 3')).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(row(pestle, 'Training room 3')).toBeFocused();
    await keyboard.press('Home');
    await keyboard.press('ArrowUp');
    await expect(search(pestle)).toBeFocused();
  });

  test('stops at one row with Tab, then at its buttons', async ({ pestle }) => {
    await pestle.open({ profiles });
    await row(pestle, 'Core switch').focus();
    await pestle.page.keyboard.press('Tab');
    await expect(pestle.page.getByRole('button', { name: 'Connect to Core switch' })).toBeFocused();
    await pestle.page.keyboard.press('Tab');
    await expect(pestle.page.getByRole('button', { name: 'More for Core switch' })).toBeFocused();
  });

  test('opens a tab by Enter, by double click and by the button', async ({ pestle }) => {
    await pestle.open({ profiles });
    const home = pestle.page.getByRole('tab', { name: 'Connections' });
    await row(pestle, 'Build server').focus();
    await pestle.page.keyboard.press('Enter');
    await expect(pestle.page.getByRole('tab', { name: 'Build server' })).toHaveCount(1);
    await home.click();
    await row(pestle, 'Build server').dblclick();
    await expect(pestle.page.getByRole('tab', { name: 'Build server' })).toHaveCount(2);
    await home.click();
    await row(pestle, 'Core switch').hover();
    await pestle.page.getByRole('button', { name: 'Connect to Core switch' }).click();
    await expect(pestle.page.getByRole('tab', { name: 'Core switch' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  test('edits by F2 and by E, and comes back to the row', async ({ pestle }) => {
    await pestle.open({ profiles });
    const form = pestle.page.getByRole('form', { name: 'Connection' });
    for (const key of ['F2', 'e']) {
      await row(pestle, 'Core switch').focus();
      await pestle.page.keyboard.press(key);
      await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Core switch');
      await pestle.page.keyboard.press('Escape');
      await expect(row(pestle, 'Core switch')).toBeFocused();
    }
  });

  test('deletes by the keyboard, moves on to the next row, and undoes', async ({ pestle }) => {
    await pestle.open({ profiles });
    await row(pestle, 'Lab microscope').focus();
    await pestle.page.keyboard.press('Delete');
    await expect(row(pestle, 'Lab microscope')).toHaveCount(0);
    await expect(row(pestle, 'Database, primary')).toBeFocused();
    await pestle.page.getByRole('button', { name: 'Undo' }).click();
    await expect(row(pestle, 'Lab microscope')).toBeFocused();
    await expect(pestle.page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  });

  test('offers to undo for ten seconds, and waits while it is pointed at', async ({ pestle }) => {
    await pestle.page.clock.install({ time: 0 });
    await pestle.open({ profiles });
    // From here on only this test moves the clock, however slow the computer is.
    await pestle.page.clock.pauseAt(3_600_000);
    await row(pestle, 'Lab microscope').focus();
    await pestle.page.keyboard.press('Delete');
    const undo = pestle.page.getByRole('button', { name: 'Undo' });
    await undo.hover();
    await pestle.page.clock.runFor(30_000);
    await expect(undo).toBeVisible();
    await pestle.page.mouse.move(5, 5);
    await pestle.page.clock.runFor(9_900);
    await expect(undo).toBeVisible();
    await pestle.page.clock.runFor(200);
    await expect(undo).toHaveCount(0);
  });

  test('C3: says what to do when no more session can be opened, and opens no tab', async ({ pestle }) => {
    await pestle.open({ profiles });
    await pestle.double(({ double }) => double.fail('sessions.open', 'SESSION_LIMIT'));
    await row(pestle, 'Lab microscope').dblclick();
    await expect(
      pestle.page
        .getByRole('region', { name: 'Messages' })
        .getByText('The limit of open sessions is reached. Close a session first.'),
    ).toBeVisible();
    await expect(pestle.page.getByRole('tab', { name: 'Lab microscope' })).toHaveCount(0);
    await pestle.double(({ double }) => double.fail('sessions.open', null));
    await row(pestle, 'Lab microscope').dblclick();
    await expect(pestle.page.getByRole('tab', { name: 'Lab microscope' })).toBeVisible();
  });

  test('says so when deleting fails, and keeps the row', async ({ pestle }) => {
    await pestle.open({ profiles });
    await pestle.double(({ double }) => double.fail('profiles.delete', 'STORAGE_FAILED'));
    await row(pestle, 'Lab microscope').focus();
    await pestle.page.keyboard.press('Delete');
    await expect(
      pestle.page.getByRole('region', { name: 'Messages' }).getByText('could not be saved to disk'),
    ).toBeVisible();
    await expect(row(pestle, 'Lab microscope')).toBeVisible();
  });

  test('has a menu for each row, by button, by right click and by key', async ({ pestle }) => {
    await pestle.open({ profiles });
    const menu = pestle.page.getByRole('menu');
    await row(pestle, 'Core switch').hover();
    await pestle.page.getByRole('button', { name: 'More for Core switch' }).click();
    await expect(menu.getByRole('menuitem', { name: 'Open' })).toBeFocused();
    await pestle.page.keyboard.press('ArrowUp');
    await expect(menu.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
    await pestle.page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(pestle.page.getByRole('button', { name: 'More for Core switch' })).toBeFocused();

    await row(pestle, 'Build server').click({ button: 'right' });
    await pestle.page.keyboard.press('d');
    await expect(menu.getByRole('menuitem', { name: 'Duplicate' })).toBeFocused();
    await pestle.page.keyboard.press('Enter');
    await expect(row(pestle, 'Build server copy')).toBeVisible();

    await row(pestle, 'Build server').click({ button: 'right' });
    await pestle.page.mouse.click(4, 300);
    await expect(menu).toHaveCount(0);
  });

  test('follows changes that main tells', async ({ pestle }) => {
    await pestle.open({ profiles });
    await pestle.double(
      ({ double, value }) => double.changeProfiles(value),
      [sampleProfile(40, { name: 'Only this one' })],
    );
    expect(await names(pestle)).toEqual(['Only this one']);
  });

  test('shows names as text, whatever they contain', async ({ pestle }) => {
    const name = '<img src=x onerror=alert(1)> \u202Eexe.txt';
    await pestle.open({ profiles: [sampleProfile(1, { name })] });
    await expect(row(pestle, name)).toContainText('<img src=x');
  });
});

test.describe('the home page', () => {
  test('greets a new user, and begins a connection of the kind that is picked', async ({ pestle }) => {
    await pestle.open();
    await expect(pestle.page.getByRole('heading', { name: 'Reach another computer' })).toBeVisible();
    await pestle.page.getByRole('button', { name: 'VNC' }).click();
    const form = pestle.page.getByRole('form', { name: 'Connection' });
    await expect(form.getByRole('radio', { name: 'VNC' })).toBeChecked();
  });

  test('says when there is no engine, and leads to its page', async ({ pestle }) => {
    await pestle.open({ engine: MISSING_ENGINE });
    await expect(pestle.page.getByText('No guacd was found on this computer.')).toBeVisible();
    await pestle.page.getByRole('button', { name: 'Set up the engine' }).click();
    await expect(pestle.page.getByRole('heading', { name: 'Engine', exact: true })).toBeVisible();
  });

  test('shows notices of main until they are dismissed', async ({ pestle }) => {
    await pestle.open({ profiles, notices: [SAMPLE_NOTICE] });
    await expect(pestle.page.getByText(SAMPLE_NOTICE.title)).toBeVisible();
    await pestle.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(pestle.page.getByText(SAMPLE_NOTICE.title)).toHaveCount(0);
    expect(await pestle.double(({ double }) => double.requests('app.dismissNotice'))).toEqual([
      { id: SAMPLE_NOTICE.id },
    ]);
  });

  test('shows nothing before main has answered', async ({ pestle }) => {
    await pestle.open({ profiles, held: ['profiles.list'] });
    await expect(pestle.page.getByRole('heading', { name: 'Reach another computer' })).toHaveCount(0);
    await pestle.double(({ double }) => double.release('profiles.list'));
    await expect(rows(pestle)).toHaveCount(8);
  });
});
