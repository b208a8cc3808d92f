import { expect, test, type RendererPage } from '../support/renderer-test';
import { sampleProfile, sampleProfiles } from '../support/sample-data';

const profiles = sampleProfiles(Date.now());

const form = ({ page }: RendererPage) => page.getByRole('form', { name: 'Connection' });
const field = (pestle: RendererPage, label: string) => form(pestle).getByLabel(label, { exact: true });
const button = (pestle: RendererPage, name: string) => pestle.page.getByRole('button', { name, exact: true });
const group = (pestle: RendererPage, name: string) => form(pestle).getByText(name, { exact: true });
const drafts = (pestle: RendererPage) => pestle.double(({ double }) => double.requests('profiles.save'));

const create = async (pestle: RendererPage) => {
  await button(pestle, 'New connection').click();
  await expect(form(pestle)).toBeVisible();
};

const edit = async (pestle: RendererPage, name: string) => {
  await pestle.page.getByRole('listitem', { name, exact: true }).focus();
  await pestle.page.keyboard.press('F2');
  await expect(form(pestle)).toBeVisible();
};

test.describe('a new connection', () => {
  test('is created by the keyboard alone', async ({ pestle }) => {
    await pestle.open();
    const { keyboard } = pestle.page;
    await keyboard.press('Control+n');
    await expect(field(pestle, 'Name')).toBeFocused();
    await keyboard.type('Printer room');
    await keyboard.press('Tab');
    await keyboard.press('ArrowRight');
    await expect(form(pestle).getByRole('radio', { name: 'RDP' })).toBeChecked();
    await keyboard.press('Tab');
    await keyboard.type('printer.example.net');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('ewa');
    await keyboard.press('Tab');
    await keyboard.type('not so secret');
    await keyboard.press('Enter');
    await expect(pestle.page.getByRole('listitem', { name: 'Printer room' })).toBeFocused();
    expect(await drafts(pestle)).toEqual([
      {
        name: 'Printer room',
        protocol: 'rdp',
        parameters: {
          hostname: 'printer.example.net',
          username: 'ewa',
          'resize-method': 'display-update',
        },
        secrets: { password: 'not so secret' },
      },
    ]);
  });

  test('takes its host as its name when none is given', async ({ pestle }) => {
    await pestle.open();
    await create(pestle);
    await field(pestle, 'Host').fill('db9.example.net');
    await expect(field(pestle, 'Name')).toHaveAttribute('placeholder', 'db9.example.net');
    await button(pestle, 'Save').click();
    await expect(pestle.page.getByRole('listitem', { name: 'db9.example.net' })).toBeVisible();
  });

  test('is saved and opened in a tab at once', async ({ pestle }) => {
    await pestle.open({ profiles });
    await create(pestle);
    await field(pestle, 'Host').fill('db9.example.net');
    await button(pestle, 'Save and connect').click();
    await expect(pestle.page.getByRole('tab', { name: 'db9.example.net' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  test('is not saved while something is wrong: the field says what, and gets the focus', async ({
    pestle,
  }) => {
    await pestle.open();
    await create(pestle);
    await field(pestle, 'Name').fill('Half done');
    await field(pestle, 'Port').fill('99999');
    await button(pestle, 'Save').click();
    await expect(field(pestle, 'Host')).toBeFocused();
    await expect(field(pestle, 'Host')).toHaveAccessibleDescription(/Enter a value for Host/);
    await expect(field(pestle, 'Port')).toHaveAccessibleDescription(/Enter a number from 1 to 65535/);
    await expect(form(pestle).getByText('2 fields need correcting')).toBeVisible();
    await field(pestle, 'Host').fill('a.example.net');
    await field(pestle, 'Port').fill('22');
    await expect(form(pestle).getByText(/correcting/)).toHaveCount(0);
    expect(await drafts(pestle)).toEqual([]);
  });

  test('is checked field by field as each is left, not before', async ({ pestle }) => {
    await pestle.open();
    await create(pestle);
    await field(pestle, 'Port').fill('twenty');
    await expect(form(pestle).getByText('Enter a whole number.')).toHaveCount(0);
    await field(pestle, 'User name').focus();
    await expect(form(pestle).getByText('Enter a whole number.')).toBeVisible();
    await expect(form(pestle).getByText('Enter a value for Host.')).toHaveCount(0);
  });

  test('shows what main refuses beside the field', async ({ pestle }) => {
    await pestle.open();
    await create(pestle);
    await field(pestle, 'Host').fill('a.example.net');
    await pestle.double(({ double }) =>
      double.fail('profiles.save', 'PROFILE_INVALID', { username: 'This name is not allowed.' }),
    );
    await button(pestle, 'Save').click();
    await expect(field(pestle, 'User name')).toBeFocused();
    await expect(field(pestle, 'User name')).toHaveAccessibleDescription(/This name is not allowed/);
  });

  test('stays in the editor when it cannot be written to disk', async ({ pestle }) => {
    await pestle.open();
    await create(pestle);
    await field(pestle, 'Host').fill('a.example.net');
    await pestle.double(({ double }) => double.fail('profiles.save', 'STORAGE_FAILED'));
    await button(pestle, 'Save').click();
    await expect(pestle.page.getByText('The change could not be saved to disk.')).toBeVisible();
    await expect(field(pestle, 'Host')).toHaveValue('a.example.net');
  });

  test('keeps common fields when the protocol changes, and starts with what suits each', async ({
    pestle,
  }) => {
    await pestle.open();
    await create(pestle);
    await field(pestle, 'Host').fill('a.example.net');
    await form(pestle).getByRole('radio', { name: 'VNC' }).check();
    await expect(field(pestle, 'Host')).toHaveValue('a.example.net');
    await expect(field(pestle, 'Port')).toHaveValue('5900');
    await form(pestle).getByRole('radio', { name: 'SSH' }).check();
    await expect(field(pestle, 'Port')).toHaveValue('');
    await expect(field(pestle, 'Port')).toHaveAttribute('placeholder', '22');
  });
});

test.describe('the editor of a connection', () => {
  test('reaches every parameter in named groups, with help and defaults', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await expect(field(pestle, 'Font size')).toHaveCount(0);
    await group(pestle, 'Terminal').click();
    await expect(field(pestle, 'Font size')).toHaveAttribute('placeholder', /\d/);
    await field(pestle, 'Font size').fill('14');
    await expect(form(pestle).getByText('1 set')).toBeVisible();
    await group(pestle, 'Terminal').click();
    await expect(field(pestle, 'Font size')).toHaveCount(0);
    await button(pestle, 'Save').click();
    const saved = await drafts(pestle);
    expect(saved[0]?.parameters).toMatchObject({ 'font-size': '14' });
  });

  test('opens groups by the keyboard', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await form(pestle).locator('summary', { hasText: 'Terminal' }).focus();
    await pestle.page.keyboard.press('Enter');
    await expect(field(pestle, 'Font size')).toBeVisible();
  });

  test('finds a parameter by its label or by its name in guacd', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    const filter = form(pestle).getByRole('searchbox', { name: 'Filter parameters' });
    await filter.fill('font size');
    await expect(field(pestle, 'Font size')).toBeVisible();
    await expect(field(pestle, 'Host')).toHaveCount(0);
    await filter.fill('host-key');
    await expect(field(pestle, 'Host key')).toBeVisible();
    await filter.fill('teleporter');
    await expect(form(pestle).getByText('No parameter of SSH matches “teleporter”.')).toBeVisible();
    await filter.press('Escape');
    await expect(field(pestle, 'Host')).toBeVisible();
    await expect(form(pestle)).toBeVisible();
  });

  test('opens the group of a field that is wrong', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await group(pestle, 'Terminal').click();
    await field(pestle, 'Font size').fill('big');
    await group(pestle, 'Terminal').click();
    await button(pestle, 'Save').click();
    await expect(field(pestle, 'Font size')).toBeFocused();
    await expect(form(pestle).getByText('1 to correct')).toBeVisible();
  });

  test('marks what the engine in use does not know', async ({ pestle }) => {
    await pestle.open({
      profiles,
      engine: { version: '1.3.0' },
      unknownParameters: { ssh: ['timeout'], kubernetes: 'no-plug-in' },
    });
    await edit(pestle, 'Build server');
    await group(pestle, 'Network').click();
    await expect(form(pestle).getByText('Not in guacd 1.3.0')).toHaveCount(1);
    await form(pestle).getByRole('radio', { name: 'Kubernetes' }).check();
    await expect(form(pestle).getByText('has no plug-in for Kubernetes')).toBeVisible();
  });

  test('marks nothing while the engine is not ready', async ({ pestle }) => {
    await pestle.open({ profiles, engine: { phase: 'starting' }, unknownParameters: { ssh: ['timeout'] } });
    await edit(pestle, 'Build server');
    await group(pestle, 'Network').click();
    await expect(field(pestle, 'Connection timeout')).toBeVisible();
    await expect(form(pestle).getByText(/Not in/)).toHaveCount(0);
    await pestle.double(({ double }) => double.changeEngine({ phase: 'ready' }));
    await expect(form(pestle).getByText(/Not in/)).toHaveCount(1);
  });

  test('chooses yes, no or the default', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Accounting desktop');
    const choice = field(pestle, 'Accept any certificate');
    await expect(choice.locator('option')).toHaveText(['Default (off)', 'On', 'Off']);
    await choice.selectOption('On');
    await button(pestle, 'Save').click();
    expect((await drafts(pestle))[0]?.parameters).toMatchObject({ 'ignore-cert': 'true' });
  });

  test('keeps values that the catalogue does not know', async ({ pestle }) => {
    const odd = sampleProfile(1, {
      name: 'Odd',
      parameters: { hostname: 'a.example.net', 'from-the-future': '7' },
    });
    await pestle.open({ profiles: [odd] });
    await edit(pestle, 'Odd');
    await expect(field(pestle, 'from-the-future')).toHaveValue('7');
    await field(pestle, 'Host').fill('b.example.net');
    await button(pestle, 'Save').click();
    expect((await drafts(pestle))[0]?.parameters).toEqual({
      hostname: 'b.example.net',
      'from-the-future': '7',
    });
  });
});

test.describe('a saved secret', () => {
  test('is never shown, and stays unless something is typed', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await expect(field(pestle, 'Password')).toHaveValue('');
    await expect(field(pestle, 'Password')).toHaveAttribute('placeholder', 'Saved. Type to replace it.');
    await field(pestle, 'User name').fill('builder');
    await button(pestle, 'Save').click();
    expect((await drafts(pestle))[0]?.secrets).toEqual({});
  });

  test('is replaced by what is typed, which can be shown while it is', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await field(pestle, 'Password').fill('hunter3');
    await expect(field(pestle, 'Password')).toHaveAttribute('type', 'password');
    await button(pestle, 'Show password').click();
    await expect(field(pestle, 'Password')).toHaveAttribute('type', 'text');
    await button(pestle, 'Save').click();
    expect((await drafts(pestle))[0]?.secrets).toEqual({ password: 'hunter3' });
  });

  test('stays when what was typed is cleared again', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await field(pestle, 'Password').fill('x');
    await field(pestle, 'Password').fill('');
    await expect(field(pestle, 'Password')).toHaveAttribute('placeholder', 'Saved. Type to replace it.');
    await pestle.page.keyboard.press('Escape');
    await expect(form(pestle)).toHaveCount(0);
  });

  test('is forgotten on request, once the connection is saved', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await button(pestle, 'Forget password').click();
    await button(pestle, 'Keep password').click();
    await button(pestle, 'Forget password').click();
    await button(pestle, 'Save').click();
    expect((await drafts(pestle))[0]?.secrets).toEqual({ password: null });
  });

  test('can come from a file that main reads', async ({ pestle }) => {
    await pestle.open({ profiles, textFile: { name: 'id_rsa', text: '-----BEGIN KEY-----\nabc\n' } });
    await edit(pestle, 'Build server');
    await button(pestle, 'Choose file…').click();
    await expect(field(pestle, 'Private key')).toHaveValue('-----BEGIN KEY-----\nabc\n');
  });

  test('is told to last only for this run where there is no keyring', async ({ pestle }) => {
    await pestle.open({ profiles, info: { secretStorage: 'memory' } });
    await edit(pestle, 'Build server');
    await expect(form(pestle).getByText(/offers no keyring/)).toBeVisible();
  });
});

test.describe('leaving the editor', () => {
  test('asks nothing when nothing was changed', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await button(pestle, 'Cancel').click();
    await expect(form(pestle)).toHaveCount(0);
  });

  test('asks about changes: keep editing, discard, or save', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await field(pestle, 'Name').fill('Builder');
    const question = pestle.page.getByRole('dialog', { name: 'Save your changes?' });

    await pestle.page.keyboard.press('Escape');
    await expect(question).toBeVisible();
    await pestle.page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await expect(field(pestle, 'Name')).toBeFocused();

    await button(pestle, 'Back to connections').click();
    await question.getByRole('button', { name: 'Discard' }).click();
    await expect(pestle.page.getByRole('listitem', { name: 'Build server' })).toBeVisible();

    await edit(pestle, 'Build server');
    await field(pestle, 'Name').fill('Builder');
    await button(pestle, 'Cancel').click();
    await expect(question.getByRole('button', { name: 'Save' })).toBeFocused();
    await pestle.page.keyboard.press('Enter');
    await expect(pestle.page.getByRole('listitem', { name: 'Builder', exact: true })).toBeVisible();
  });

  test('loses nothing while another page is looked at', async ({ pestle }) => {
    await pestle.open({ profiles });
    await edit(pestle, 'Build server');
    await field(pestle, 'Name').fill('Builder');
    await button(pestle, 'Engine').click();
    await expect(pestle.page.getByRole('heading', { name: 'Engine', exact: true })).toBeVisible();
    await pestle.page.getByRole('tab', { name: 'Connections' }).click();
    await expect(field(pestle, 'Name')).toHaveValue('Builder');
  });

  test('saves only once, however often Save is pressed', async ({ pestle }) => {
    await pestle.open({ profiles, held: ['profiles.save'] });
    await edit(pestle, 'Build server');
    await field(pestle, 'Name').fill('Builder');
    await pestle.page.keyboard.press('Enter');
    await pestle.page.keyboard.press('Enter');
    await expect(button(pestle, 'Save')).toBeDisabled();
    await pestle.double(({ double }) => double.release('profiles.save'));
    await expect(form(pestle)).toHaveCount(0);
    expect(await drafts(pestle)).toHaveLength(1);
  });
});
