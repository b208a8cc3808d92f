import { parseColour } from './support/colour';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

test.describe('each protocol', () => {
  test('an SSH connection is saved, opened, typed into and closed', async ({ pestle, servers, marker }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createLive(ssh);
    await pestle.expectPrompt(ssh.name);
    await pestle.expectBlocksOnCommand(ssh.name);
    await pestle.typeLine(ssh.name, marker.command);
    await marker.expectMade();
    await pestle.closeTab(ssh.name);
    await expect.poll(() => pestle.sessions()).toEqual([]);
  });

  test('a telnet connection logs in, is typed into and closed', async ({ pestle, servers, marker }) => {
    const { telnet } = serverProfiles(servers);
    await pestle.createLive(telnet);
    await pestle.expectPrompt(telnet.name);
    await pestle.expectBlocksOnCommand(telnet.name);
    await pestle.typeLine(telnet.name, marker.command);
    await marker.expectMade();
    await pestle.closeTab(telnet.name);
  });

  test('a VNC connection shows the desktop and takes keys and the mouse', async ({
    pestle,
    servers,
    marker,
  }) => {
    const { vnc } = serverProfiles(servers);
    await pestle.createLive(vnc);
    await pestle.expectColour(vnc.name, parseColour(servers.desktopColour), 0.1);
    await pestle.clickTerminal(vnc.name);
    await pestle.expectBlocksOnCommand(vnc.name);
    await pestle.typeLine(vnc.name, marker.command);
    await marker.expectMade();
    await pestle.closeTab(vnc.name);
  });

  test('an RDP connection shows the desktop and takes keys and the mouse', async ({
    pestle,
    servers,
    marker,
  }) => {
    const { rdp } = serverProfiles(servers);
    await pestle.createLive(rdp);
    await pestle.expectColour(rdp.name, parseColour(servers.desktopColour), 0.1);
    await pestle.clickTerminal(rdp.name);
    await pestle.expectBlocksOnCommand(rdp.name);
    await pestle.typeLine(rdp.name, marker.command);
    await marker.expectMade();
    await pestle.closeTab(rdp.name);
  });

  test('four protocols are open at once, and each takes its own input', async ({
    pestle,
    servers,
    newMarker,
  }) => {
    const profiles = serverProfiles(servers);
    for (const profile of Object.values(profiles)) await pestle.createProfile(profile);
    for (const { name } of Object.values(profiles)) await pestle.open(name);
    for (const { name } of Object.values(profiles)) await pestle.expectPhase(name, 'live');
    for (const profile of [profiles.telnet, profiles.ssh]) {
      await pestle.tab(profile.name).click();
      await pestle.expectPrompt(profile.name);
      await pestle.expectBlocksOnCommand(profile.name);
      const marker = newMarker();
      await pestle.typeLine(profile.name, marker.command);
      await marker.expectMade();
    }
    for (const profile of [profiles.vnc, profiles.rdp]) {
      await pestle.tab(profile.name).click();
      await pestle.expectColour(profile.name, parseColour(servers.desktopColour), 0.1);
    }
    for (const { name } of Object.values(profiles)) await pestle.expectPhase(name, 'live');
  });
});
