import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

/** A port on loopback that nothing listens on. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

test.describe('when something is wrong', () => {
  test('a wrong password is said in words, and Reconnect is the default button', async ({
    pestle,
    servers,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createProfile({ ...ssh, fields: { ...ssh.fields, Password: 'not-the-password' } });
    await pestle.open(ssh.name);
    await pestle.expectPhase(ssh.name, 'failed');
    await expect(pestle.panel(ssh.name)).toContainText('The login failed.');
    await expect(pestle.panel(ssh.name)).toContainText('Check the user name and the password.');
    await expect(pestle.panel(ssh.name).getByRole('button', { name: 'Reconnect' })).toBeFocused();
  });

  test('a connection that is put right and opened from the editor takes the tab of the failed session', async ({
    pestle,
    servers,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createProfile({ ...ssh, fields: { ...ssh.fields, Password: 'not-the-password' } });
    await pestle.open(ssh.name);
    await pestle.expectPhase(ssh.name, 'failed');
    await pestle.panel(ssh.name).getByRole('button', { name: 'Edit connection' }).click();
    await pestle.page.getByLabel('Password', { exact: true }).fill(servers.password);
    await pestle.page.getByRole('button', { name: 'Save and connect' }).click();
    await pestle.expectPhase(ssh.name, 'live');
    await expect(pestle.tab(ssh.name)).toHaveAttribute('aria-selected', 'true');
    expect(await pestle.sessions()).toHaveLength(1);
  });

  test('a wrong VNC password, which guacd reports as an unreachable computer, is mentioned', async ({
    pestle,
    servers,
  }) => {
    const { vnc } = serverProfiles(servers);
    await pestle.createProfile({ ...vnc, fields: { ...vnc.fields, Password: 'wrong' } });
    await pestle.open(vnc.name);
    await pestle.expectPhase(vnc.name, 'failed', 60_000);
    await expect(pestle.panel(vnc.name)).toContainText('Check the password first');
  });

  test("an unreachable host is named as such, with the engine's own log at hand", async ({
    pestle,
    servers,
  }) => {
    const port = await closedPort();
    await pestle.createProfile({
      name: 'Nobody home',
      protocol: 'SSH',
      fields: { Host: servers.host, Port: String(port), 'User name': 'anyone', Password: 'x' },
    });
    await pestle.open('Nobody home');
    await pestle.expectPhase('Nobody home', 'failed', 60_000);
    await expect(pestle.panel('Nobody home')).toContainText('cannot be reached');
    await pestle.panel('Nobody home').getByText('Engine log').click();
    await expect(pestle.panel('Nobody home')).toContainText(/guacd.*connect/i);
  });

  test('a protocol that the engine lacks is named', async ({ pestle }) => {
    await pestle.createProfile({
      name: 'Cluster pod',
      protocol: 'Kubernetes',
      fields: { Host: '127.0.0.1', Pod: 'web-0' },
    });
    await pestle.open('Cluster pod');
    await pestle.expectPhase('Cluster pod', 'failed', 30_000);
    await expect(pestle.panel('Cluster pod')).toContainText('cannot open connections of this kind');
  });

  test('without an engine the session says so and leads to the Engine page', async ({
    pestle,
    servers,
    app,
  }) => {
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
    });
    await pestle.chooseEngineProgram('/nonexistent/guacd');
    const { ssh } = serverProfiles(servers);
    await pestle.createProfile(ssh);
    await pestle.open(ssh.name);
    await pestle.expectPhase(ssh.name, 'failed');
    await expect(pestle.panel(ssh.name)).toContainText(/guacd/);
    await pestle.panel(ssh.name).getByRole('button', { name: 'Open Engine page' }).click();
    await expect(pestle.page.getByRole('heading', { name: 'Engine', exact: true })).toBeVisible();

    await pestle.chooseAutomaticEngine();
    await pestle.tab(ssh.name).click();
    await pestle.panel(ssh.name).getByRole('button', { name: 'Reconnect' }).click();
    await pestle.expectPhase(ssh.name, 'live');
  });

  test('R1: an engine killed under a live session comes back, and so does the session', async ({
    pestle,
    servers,
    newMarker,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);
    const before = newMarker();
    await pestle.expectBlocksOnCommand(ssh.name);
    await pestle.typeLine(ssh.name, before.command);
    await before.expectMade();

    const killed = await pestle.enginePid();
    const epoch = (await pestle.session(ssh.name)).epoch;
    process.kill(killed, 'SIGKILL');

    await expect
      .poll(async () => (await pestle.session(ssh.name)).epoch, { timeout: 30_000 })
      .toBeGreaterThan(epoch);
    await pestle.expectPhase(ssh.name, 'live', 30_000);
    const after = newMarker();
    await pestle.expectBlocksOnCommand(ssh.name);
    await pestle.typeLine(ssh.name, after.command);
    await after.expectMade();
    expect(await pestle.enginePid()).not.toBe(killed);
  });
});
