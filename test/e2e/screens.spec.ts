import path from 'node:path';
import { expect, test } from './support/pestle-test';
import type { ProfileFields } from './support/pestle-window';
import { serverProfiles } from './support/profiles';

const FOLDER = path.resolve(__dirname, '../../test-results/screens');

/** Never opened: they make a list that looks like one in use. */
const LISTED: readonly ProfileFields[] = [
  { name: 'Staging pod', protocol: 'Kubernetes', fields: { Host: 'k8s.example.net', Pod: 'web-0' } },
  { name: 'Core switch', protocol: 'Telnet', fields: { Host: 'switch-1.example.net', 'User name': 'admin' } },
  { name: 'Reception screen', protocol: 'VNC', fields: { Host: 'reception.example.net' } },
  { name: 'Accounting', protocol: 'RDP', fields: { Host: 'rdp.example.net', 'User name': 'office' } },
  { name: 'Database', protocol: 'SSH', fields: { Host: 'db-1.example.net', 'User name': 'postgres' } },
  { name: 'Web server', protocol: 'SSH', fields: { Host: 'web-1.example.net', 'User name': 'deploy' } },
];

test.use({ keyring: true });

/** Takes the pictures by which the looks of the app are judged; README's come from here. */
for (const theme of ['light', 'dark'] as const) {
  test(`every screen shows in the ${theme} theme`, async ({ pestle, servers }) => {
    const { page } = pestle;
    const take = async (name: string): Promise<void> => {
      await page.mouse.move(0, 0);
      await page.screenshot({ path: path.join(FOLDER, `${name}-${theme}.png`), animations: 'disabled' });
    };
    await page.evaluate((chosen) => window.pestle.calls.settings.update({ theme: chosen }), theme);
    await expect(page.locator(':root')).toHaveAttribute('data-theme', theme);
    await expect(page.getByText('Reach another computer')).toBeVisible();
    await take('first-run');

    for (const profile of LISTED) await pestle.createProfile(profile);
    await take('connections');

    const profiles = serverProfiles(servers);
    for (const profile of Object.values(profiles)) await pestle.createProfile(profile);
    await pestle.createProfile({
      ...profiles.ssh,
      name: 'Old password',
      fields: { ...profiles.ssh.fields, Password: 'x' },
    });
    await page.getByRole('button', { name: 'New connection' }).first().click();
    await expect(page.getByRole('form', { name: 'Connection' })).toBeVisible();
    await take('editor');
    await page.getByRole('button', { name: 'Cancel' }).click();

    await pestle.open('Old password');
    await pestle.expectPhase('Old password', 'failed');
    await expect(pestle.panel('Old password').getByRole('button', { name: 'Reconnect' })).toBeFocused();
    await take('failed-session');
    await pestle.closeTab('Old password');

    for (const { name } of [profiles.ssh, profiles.telnet, profiles.vnc, profiles.rdp])
      await pestle.openLive(name);
    await pestle.clickTerminal(profiles.rdp.name);
    await pestle.expectBlocksOnCommand(profiles.rdp.name);
    await take('sessions');

    for (const name of ['Engine', 'Settings', 'Help']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
      await take(name.toLowerCase());
    }
  });
}
