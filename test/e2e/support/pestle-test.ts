import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test as base, type ElectronApplication } from '@playwright/test';
import { readTestServers, type TestServers } from '../../support/servers';
import { launchApp, type LaunchedApp } from './launch';
import { PestleWindow } from './pestle-window';
import { RemoteMarker } from './remote-marker';

type Fixtures = {
  /** Whether the app finds an unlocked keyring. Set it with `test.use`. */
  keyring: boolean;
  servers: TestServers;
  userDataDir: string;
  launched: { current: LaunchedApp };
  app: ElectronApplication;
  pestle: PestleWindow;
  /** Ends the app and starts it again with the same data. */
  restart: () => Promise<PestleWindow>;
  newMarker: () => RemoteMarker;
  marker: RemoteMarker;
};

/** Environment without any keyring, whatever the machine has. */
const NO_KEYRING = { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_CURRENT_DESKTOP: undefined };

/** The real app in a real window beside the real servers, fresh for each test. */
export const test = base.extend<Fixtures>({
  keyring: [false, { option: true }],

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from the pattern
  servers: async ({}, use) => {
    await use(readTestServers());
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  userDataDir: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'pestle-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  launched: async ({ userDataDir, keyring, servers }, use, testInfo) => {
    const env = keyring ? servers.keyring : NO_KEYRING;
    const holder = { current: await launchApp({ userData: userDataDir, env }) };
    await use(holder);
    if (testInfo.status !== testInfo.expectedStatus) {
      await holder.current.page.screenshot({ path: testInfo.outputPath('window.png') });
    }
    await holder.current.close();
    expect(holder.current.consoleErrors).toEqual([]);
  },

  app: async ({ launched }, use) => {
    await use(launched.current.app);
  },

  pestle: async ({ launched }, use) => {
    await use(new PestleWindow(launched.current.page));
  },

  restart: async ({ launched, userDataDir, keyring, servers }, use) => {
    await use(async () => {
      await launched.current.close();
      const env = keyring ? servers.keyring : NO_KEYRING;
      launched.current = await launchApp({ userData: userDataDir, env });
      return new PestleWindow(launched.current.page);
    });
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  newMarker: async ({}, use) => {
    const made: RemoteMarker[] = [];
    await use(() => {
      const marker = new RemoteMarker();
      made.push(marker);
      return marker;
    });
    for (const marker of made) marker.remove();
  },

  marker: async ({ newMarker }, use) => {
    await use(newMarker());
  },
});

export { expect };
