import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

test.describe('session details and session log', () => {
  test('show a real session as it runs, and are found again after a restart, without what was typed', async ({
    pestle,
    servers,
    userDataDir,
    marker,
    restart,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);
    await pestle.typeLine(ssh.name, `${marker.command} # canary-2b7e`);
    await marker.expectMade();

    await pestle.display(ssh.name).focus();
    await pestle.page.keyboard.press('Control+Shift+I');
    const details = pestle.page.getByRole('region', { name: 'Session details' });
    await expect(details.getByText('Answers', { exact: true })).toBeVisible();
    for (const label of ['Frame to screen', 'Key to next frame']) {
      const row = details.locator('div', { has: pestle.page.getByText(label, { exact: true }) }).last();
      await expect(row).toContainText(/\d ms, 95% within/);
    }
    if (process.env.PESTLE_SHOTS !== undefined) {
      await pestle.page.screenshot({ path: path.join(process.env.PESTLE_SHOTS, 'details-real.png') });
    }
    await details.getByRole('radio', { name: 'Log' }).check();
    await expect(details.getByText('Shows the picture.')).toBeVisible();

    const again = await restart();
    await again.listItem(ssh.name).click({ button: 'right' });
    await again.page.getByRole('menuitem', { name: 'Session log' }).click();
    const dialog = again.page.getByRole('dialog', { name: `Session log of ${ssh.name}` });
    await expect(dialog.getByText('Shows the picture.')).toBeVisible();
    await expect(dialog.getByText(/^Connection ended after/)).toBeVisible();
    await expect(dialog.getByText('Tab closed.')).toBeVisible();

    const folder = path.join(userDataDir, 'session-log');
    const [file = ''] = readdirSync(folder);
    expect(statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
    const written = readFileSync(path.join(folder, file), 'utf8');
    expect(written).not.toContain('canary');
    for (const value of Object.values(ssh.fields)) expect(written).not.toContain(`"${value}"`);
  });
});
