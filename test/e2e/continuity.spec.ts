import { expect, test } from './support/pestle-test';
import { TERMINAL_BLOCKS, type PestleWindow } from './support/pestle-window';
import { serverProfiles } from './support/profiles';
import type { TestServers } from '../support/servers';

/** Saves and opens a shell and waits until it takes commands. Returns its name. */
async function openShell(pestle: PestleWindow, servers: TestServers): Promise<string> {
  const { ssh } = serverProfiles(servers);
  await pestle.createLive(ssh);
  await pestle.expectBlocksOnCommand(ssh.name);
  return ssh.name;
}

test.describe('continuity', () => {
  test('a page that is reloaded gets its live session back, with the same shell', async ({
    pestle,
    servers,
    marker,
  }) => {
    const shell = await openShell(pestle, servers);
    await pestle.typeLine(shell, `MARKER=${marker.path}`);

    await pestle.page.reload();
    await pestle.tab(shell).click();
    await pestle.expectPhase(shell, 'live');
    await expect(pestle.display(shell)).toHaveAttribute('data-picture', 'yes');
    await pestle.expectBlocksOnCommand(shell);
    await pestle.typeLine(shell, 'touch $MARKER');
    await marker.expectMade();
    expect(await pestle.sessions()).toHaveLength(1);
  });

  test('N2: a session goes on in the same shell after the computer slept', async ({
    pestle,
    servers,
    app,
    marker,
  }) => {
    const shell = await openShell(pestle, servers);
    await pestle.typeLine(shell, `MARKER=${marker.path}`);
    const phases = await pestle.phasesWhile(shell, async () => {
      await app.evaluate(({ powerMonitor }) => {
        powerMonitor.emit('suspend');
        powerMonitor.emit('resume');
      });
      await pestle.expectPhase(shell, 'live');
    });
    expect(phases).toEqual(['checking', 'live']);
    expect((await pestle.session(shell)).epoch).toBe(1);
    await pestle.typeLine(shell, 'touch $MARKER');
    await marker.expectMade();
  });

  test('the last picture stays while a session that was lost is opened again', async ({
    pestle,
    servers,
  }) => {
    const shell = await openShell(pestle, servers);
    const pid = await pestle.enginePid();
    const red = TERMINAL_BLOCKS[0]?.colour ?? [0, 0, 0];
    const isKept = pestle.hasColourIn(shell, 'reconnecting', red);
    process.kill(pid, 'SIGKILL');
    expect(await isKept).toBe(true);
    await pestle.expectPhase(shell, 'live', 30_000);
    await pestle.expectBlocksOnCommand(shell);
    expect((await pestle.session(shell)).epoch).toBeGreaterThan(1);
  });

  test('connections are still there after a restart', async ({ pestle, servers, restart }) => {
    const { ssh, vnc } = serverProfiles(servers);
    await pestle.createProfile(ssh);
    await pestle.createProfile(vnc);
    const again = await restart();
    await expect(again.listItem(ssh.name)).toBeVisible();
    await expect(again.listItem(vnc.name)).toBeVisible();
  });

  test('a connection renamed while it is open gives its tab the new name, and the session goes on', async ({
    pestle,
    servers,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);
    await pestle.tab('Connections').click();
    await pestle.listItem(ssh.name).click();
    await pestle.page.keyboard.press('F2');
    await pestle.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Build server');
    await pestle.page.keyboard.press('Enter');
    await pestle.tab('Build server').click();
    await pestle.expectPhase('Build server', 'live');
    await pestle.expectBlocksOnCommand('Build server');
    expect((await pestle.session('Build server')).epoch).toBe(1);
  });

  test('text copied on one side is pasted on the other', async ({ pestle, servers, app, marker }) => {
    const shell = await openShell(pestle, servers);

    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), `${marker.command} # Grüße 😀`);
    await pestle.page.getByRole('tab', { name: 'Connections' }).click();
    await pestle.tab(shell).click();
    await pestle.display(shell).focus();
    await pestle.page.keyboard.press('Control+Shift+V');
    await pestle.page.keyboard.press('Enter');
    await marker.expectMade();

    // Selecting text in guacd's terminal copies it: a word by double click would do, a whole row is surer.
    await pestle.typeLine(shell, 'clear; printf "%0100d" 7');
    await pestle.selectFirstRow(shell);
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('0000000');
  });
});
