import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

/** Names of the files under a folder that hold the text, as UTF-8 or UTF-16. */
function filesHolding(folder: string, text: string): string[] {
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    .filter((file) => {
      const content = readFileSync(file);
      return needles.some((needle) => content.includes(needle));
    });
}

test.describe('secrets', () => {
  test.describe('with a keyring', () => {
    test.use({ keyring: true });

    test('a password outlives a restart and is in no file', async ({
      pestle,
      servers,
      restart,
      userDataDir,
    }) => {
      const { ssh } = serverProfiles(servers);
      await pestle.createLive(ssh);
      const again = await restart();
      await again.openLive(ssh.name);
      expect(filesHolding(userDataDir, servers.password)).toEqual([]);
    });
  });

  test.describe('without a keyring', () => {
    test('S8: a password lasts for this run only, with a notice, and is in no file', async ({
      pestle,
      servers,
      restart,
      userDataDir,
    }) => {
      await expect(pestle.page.getByText(/keyring/i).first()).toBeVisible();
      const { ssh } = serverProfiles(servers);
      await pestle.createLive(ssh);
      expect(filesHolding(userDataDir, servers.password)).toEqual([]);

      const again = await restart();
      await again.open(ssh.name);
      const prompt = again.signIn(ssh.name);
      await expect(prompt.getByRole('checkbox')).not.toBeChecked();
      await prompt.getByLabel('Password', { exact: true }).fill(servers.password);
      await again.page.keyboard.press('Enter');
      await again.expectPhase(ssh.name, 'live');
      expect(filesHolding(userDataDir, servers.password)).toEqual([]);
    });
  });

  test('a password that the server requires is asked for and typed in', async ({ pestle, servers }) => {
    const { vnc } = serverProfiles(servers);
    await pestle.createProfile({ ...vnc, fields: { ...vnc.fields, Password: '' } });
    await pestle.open(vnc.name);
    const prompt = pestle.signIn(vnc.name);
    await prompt.getByLabel('Password', { exact: true }).fill(servers.vncPassword);
    await pestle.page.keyboard.press('Enter');
    await pestle.expectPhase(vnc.name, 'live');
  });
});
