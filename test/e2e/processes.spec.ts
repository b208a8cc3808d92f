import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { launchApp } from './support/launch';
import { expect, test } from './support/pestle-test';
import { findDescendants } from './support/process-family';
import { serverProfiles } from './support/profiles';

/** Breaks something in main in a way that nothing handles. */
const BREAKS = {
  'an exception': (app: ElectronApplication) =>
    app.evaluate(() => {
      setTimeout(() => {
        throw new Error('broken, password=hunter2');
      }, 0);
    }),
  'a rejection': (app: ElectronApplication) =>
    app.evaluate(() => {
      setTimeout(() => void Promise.reject(new Error('broken, password=hunter2')), 0);
    }),
};

type LogLine = { time: string; event: string };

const readLog = (userData: string): LogLine[] =>
  readFileSync(path.join(userData, 'logs/pestle.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);

test.describe('the app', () => {
  for (const [what, breakMain] of Object.entries(BREAKS)) {
    test(`R8: ends its sessions and exits with an error code after ${what} that nothing handled`, async ({
      launched,
      pestle,
      servers,
      userDataDir,
    }) => {
      const { ssh } = serverProfiles(servers);
      await pestle.createLive(ssh);
      expect(findDescendants(await pestle.enginePid()).length).toBeGreaterThan(0);

      // Fails as well when a process of the app, the engine or a session is left.
      const ended = launched.current.ended();
      await breakMain(launched.current.app).catch(() => undefined);
      expect(await ended).toBe(70);

      const lines = readLog(userDataDir);
      const events = lines.map(({ event }) => event);
      expect(events.slice(events.indexOf('app.failed'))).toEqual(['app.failed', 'app.exit']);
      expect(JSON.stringify(lines)).not.toContain('hunter2');
    });
  }

  test('R9: quits with ten sessions of which one hangs, though it is told so many times', async ({
    launched,
    app,
    pestle,
    servers,
    userDataDir,
  }) => {
    const { ssh } = serverProfiles(servers);
    await pestle.createProfile(ssh);
    const engine = await pestle.enginePid();
    const before = findDescendants(engine).map(({ pid }) => pid);
    for (let count = 0; count < 10; count++) {
      await pestle.page.getByRole('tab', { name: 'Connections' }).click();
      await pestle.listItem(ssh.name).dblclick();
    }
    await expect
      .poll(async () => (await pestle.sessions()).filter(({ phase }) => phase === 'live').length, {
        timeout: 30_000,
      })
      .toBe(10);
    const added = findDescendants(engine).filter(({ pid }) => !before.includes(pid));
    expect(added.length).toBeGreaterThanOrEqual(10);
    process.kill(added[0]!.pid, 'SIGSTOP');

    const ended = launched.current.ended();
    const pid = app.process().pid!;
    for (let count = 0; count < 3; count++) process.kill(pid, 'SIGTERM');
    expect(await ended).toBe(0);
    const events = readLog(userDataDir).map(({ event }) => event);
    expect(events.filter((event) => event === 'app.exit')).toHaveLength(1);
    // Everything has ended within the app's own deadline of 5 s.
    expect(events).not.toContain('app.ended-late');
  });

  test('R9: quits as soon as its engine begins to start, and leaves nothing', async () => {
    const launched = await launchApp();
    const ended = launched.ended();
    process.kill(launched.app.process().pid!, 'SIGTERM');
    expect(await ended).toBe(0);
  });
});
