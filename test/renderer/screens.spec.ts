import { join } from 'node:path';
import type { DoubleSetUp } from '../support/bridge-double';
import { expect, test, type RendererPage } from '../support/renderer-test';
import { FILE_QUESTION, LINK_QUESTION, REFUSED_LINK } from '../support/sample-intents';
import {
  MISSING_ENGINE,
  SAMPLE_NOTICE,
  sampleEngineParts,
  sampleJournal,
  sampleLog,
  sampleProfile,
  sampleProfiles,
  sampleSession,
} from '../support/sample-data';
import {
  SETUP_DONE,
  SETUP_FAILED,
  SETUP_ON_LINUX,
  SETUP_ON_MAC,
  SETUP_ON_WINDOWS,
  SETUP_RUNNING,
} from '../support/sample-setup';

const now = Date.now();
const profiles = sampleProfiles(now);
const [build, accounting, microscope, database] = profiles;
if (!build || !accounting || !microscope || !database) throw new Error('sample data has changed');

const longNames = [
  sampleProfile(1, {
    name: 'The machine in the far corner of the second cellar, behind the old boiler, with the blue label on its door',
    parameters: {
      hostname: 'a-very-long-host-name-that-goes-on-and-on.some-department.some-university.example.net',
      username: 'a.user.with.a.very.long.account.name',
      port: '22022',
    },
  }),
  ...profiles.slice(1),
];

const fourSessions = [
  sampleSession(1, build, 'live'),
  sampleSession(2, accounting, 'unstable'),
  sampleSession(3, microscope, 'reconnecting', { attempt: 2, nextAttemptAt: now + 9000 }),
  sampleSession(4, database, 'failed', {
    problem: {
      code: 'UPSTREAM_NOT_FOUND',
      message: 'The remote computer cannot be reached.',
      advice: 'Check the host name, the port and the network.',
    },
  }),
];

const SILENT = {
  code: 'GUACD_SILENT',
  message: 'The engine (guacd) has stopped answering.',
  advice: '',
} as const;

type Screen = { name: string; setUp: DoubleSetUp; go?: (pestle: RendererPage) => Promise<unknown> };

const button = (pestle: RendererPage, name: string) => pestle.page.getByRole('button', { name, exact: true });

const openEditor = async ({ page }: RendererPage, name: string) => {
  await page.getByRole('listitem', { name }).focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('form', { name: 'Connection' })).toBeVisible();
};

const openSetup = async (pestle: RendererPage) => {
  await button(pestle, 'Engine').click();
  await button(pestle, 'Set up an engine…').click();
  await expect(pestle.page.getByRole('list', { name: /^Steps with/ })).toBeVisible();
};

const openAbout = async (pestle: RendererPage) => {
  await button(pestle, 'Help').click();
  await button(pestle, 'About Pestle').click();
  await expect(pestle.page.getByRole('dialog', { name: 'About Pestle' })).toBeVisible();
};

const showDetails = async ({ page }: RendererPage) => {
  await page.getByRole('button', { name: 'Session menu' }).click();
  await page.getByRole('menuitem', { name: 'Session details' }).click();
  await expect(page.getByText('12 min 34 s')).toBeVisible();
};

const SCREENS: readonly Screen[] = [
  { name: 'first-run', setUp: {} },
  { name: 'first-run-without-engine', setUp: { engine: MISSING_ENGINE } },
  { name: 'list', setUp: { profiles } },
  {
    name: 'list-with-notice-and-long-names',
    setUp: { profiles: longNames, notices: [SAMPLE_NOTICE], engine: { phase: 'starting', version: null } },
  },
  {
    name: 'list-row-menu',
    setUp: { profiles },
    go: (pestle) => pestle.page.getByRole('listitem', { name: 'Lab microscope' }).click({ button: 'right' }),
  },
  {
    name: 'list-nothing-found',
    setUp: { profiles },
    go: (pestle) => pestle.page.getByRole('searchbox', { name: 'Search connections' }).fill('warehouse'),
  },
  {
    name: 'list-undo',
    setUp: { profiles },
    go: async ({ page }) => {
      await page.getByRole('listitem', { name: 'Core switch' }).focus();
      await page.keyboard.press('Delete');
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    },
  },
  { name: 'editor-new', setUp: { profiles }, go: (pestle) => button(pestle, 'New connection').click() },
  {
    name: 'editor-rdp-groups',
    setUp: {
      profiles,
      engine: { version: '1.3.0' },
      unknownParameters: { rdp: ['cert-tofu', 'cert-fingerprints'] },
      info: { secretStorage: 'memory' },
    },
    go: async (pestle) => {
      await openEditor(pestle, 'Accounting desktop');
      await pestle.page.getByText('Login', { exact: true }).click();
    },
  },
  {
    name: 'editor-filter',
    setUp: { profiles },
    go: async (pestle) => {
      await openEditor(pestle, 'Build server');
      await pestle.page.getByRole('searchbox', { name: 'Filter parameters' }).fill('colour');
    },
  },
  {
    name: 'editor-problems',
    setUp: { profiles },
    go: async (pestle) => {
      await button(pestle, 'New connection').click();
      await pestle.page.getByLabel('Port', { exact: true }).fill('seventy');
      await button(pestle, 'Save').click();
    },
  },
  {
    name: 'editor-leave',
    setUp: { profiles },
    go: async (pestle) => {
      await openEditor(pestle, 'Build server');
      await pestle.page.getByLabel('Name', { exact: true }).fill('Build server, old');
      await button(pestle, 'Cancel').click();
    },
  },
  {
    name: 'tabs-session-menu',
    setUp: { profiles, sessions: fourSessions },
    go: (pestle) => button(pestle, 'Session menu').click(),
  },
  {
    name: 'details-figures',
    setUp: { profiles, sessions: fourSessions.slice(0, 1) },
    go: async (pestle) => {
      await pestle.page.clock.install();
      await showDetails(pestle);
      let receivedBytes = 48_211_034;
      let frames = 8118;
      for (let second = 0; second < 50; second++) {
        const load = second > 12 && second < 30 ? 1.2 + Math.sin(second) / 3 : 0.05;
        receivedBytes += Math.round(load * 1_800_000);
        frames += Math.round(load * 24);
        const metrics = { takenAtMs: second * 1000, receivedBytes, frames };
        await pestle.double(({ double, value }) => (double.metrics = value), metrics);
        await pestle.page.clock.runFor(1000);
      }
      await expect(pestle.page.getByText('12 min 34 s')).toBeVisible();
    },
  },
  {
    name: 'details-log',
    setUp: {
      profiles,
      sessions: fourSessions.slice(0, 1),
      journals: { [build.id]: sampleJournal(now) },
    },
    go: async (pestle) => {
      await showDetails(pestle);
      await pestle.page.getByRole('radio', { name: 'Log' }).check();
      await expect(pestle.page.getByText('Shows the picture.').first()).toBeVisible();
    },
  },
  {
    name: 'session-offline',
    setUp: { profiles, sessions: [sampleSession(1, build, 'offline', { problem: SILENT })] },
  },
  {
    name: 'session-checking',
    setUp: { profiles, sessions: [sampleSession(1, build, 'checking')] },
    go: ({ page }) => expect(page.getByRole('status').getByText('Checking the connection')).toBeVisible(),
  },
  {
    name: 'details-beside-offline',
    setUp: { profiles, sessions: [sampleSession(1, build, 'offline', { problem: SILENT })] },
    go: showDetails,
  },
  {
    name: 'details-beside-stalled',
    setUp: { profiles, sessions: [sampleSession(1, build, 'live', { isPictureStalled: true })] },
    go: showDetails,
  },
  {
    name: 'list-session-log',
    setUp: { profiles, journals: { [build.id]: sampleJournal(now) } },
    go: async (pestle) => {
      await pestle.page.getByRole('listitem', { name: 'Build server' }).click({ button: 'right' });
      await pestle.page.getByRole('menuitem', { name: 'Session log' }).click();
      await expect(pestle.page.getByText('Shows the picture.').first()).toBeVisible();
    },
  },
  {
    name: 'tabs-list',
    setUp: { profiles, sessions: fourSessions },
    go: (pestle) => pestle.page.getByRole('tab', { name: 'Connections' }).click(),
  },
  {
    name: 'engine-ready',
    setUp: {
      profiles,
      engineLog: sampleLog(now),
      engineParts: sampleEngineParts(),
      engine: {
        source: 'included',
        location: '/opt/Pestle/resources/engine',
        isolation: 'namespaces',
        address: '/run/user/1000/pestle-4f0c1d2e3a5b-Xq3Zr9/guacd',
        openTo: 'user',
        version: '1.3.0',
        warnings: ['guacd 1.3.0 has published security holes. Version 1.6.0 or newer is advised.'],
      },
    },
    go: (pestle) => button(pestle, 'Engine').click(),
  },
  {
    name: 'engine-missing',
    setUp: { profiles, engine: MISSING_ENGINE },
    go: (pestle) => button(pestle, 'Engine').click(),
  },
  {
    name: 'engine-remote',
    setUp: { profiles, engineLog: sampleLog(now) },
    go: async (pestle) => {
      await button(pestle, 'Engine').click();
      await pestle.page.getByRole('radio', { name: 'Another computer' }).check();
      await pestle.page.getByRole('checkbox', { name: 'Use TLS' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'intent-link',
    setUp: { profiles, intents: LINK_QUESTION },
    go: ({ page }) => expect(page.getByRole('button', { name: 'Connect once' })).toBeEnabled(),
  },
  {
    name: 'intent-file',
    setUp: { profiles, intents: FILE_QUESTION },
    go: ({ page }) => expect(page.getByRole('button', { name: 'Connect once' })).toBeEnabled(),
  },
  { name: 'intent-refused', setUp: { profiles, intents: REFUSED_LINK } },
  { name: 'setup-linux', setUp: { profiles, setup: SETUP_ON_LINUX }, go: openSetup },
  { name: 'setup-mac', setUp: { profiles, setup: SETUP_ON_MAC }, go: openSetup },
  { name: 'setup-windows', setUp: { profiles, setup: SETUP_ON_WINDOWS }, go: openSetup },
  { name: 'setup-running', setUp: { profiles, setup: SETUP_RUNNING }, go: openSetup },
  { name: 'setup-failed', setUp: { profiles, setup: SETUP_FAILED }, go: openSetup },
  { name: 'setup-done', setUp: { profiles, setup: SETUP_DONE }, go: openSetup },
  { name: 'settings', setUp: { profiles }, go: (pestle) => button(pestle, 'Settings').click() },
  {
    name: 'settings-development',
    setUp: { profiles, links: { obstacle: 'no-desktop-entry' }, settings: { zoomPercent: 225 } },
    go: (pestle) => button(pestle, 'Settings').click(),
  },
  {
    name: 'session-menu-read-only',
    setUp: { profiles, sessions: [sampleSession(1, microscope, 'live', { readOnly: true })] },
    go: (pestle) => button(pestle, 'Session menu').click(),
  },
  { name: 'help', setUp: { profiles }, go: (pestle) => button(pestle, 'Help').click() },
  {
    name: 'about',
    setUp: {
      profiles,
      info: { isTestRuntime: true, electron: '25.1.1' },
      engine: {
        source: 'included',
        version: '1.3.0',
        isolation: 'namespaces',
        warnings: ['guacd 1.3.0 has published security holes (CVE-2024-35164); version 1.6.0 is advised.'],
      },
    },
    go: openAbout,
  },
  { name: 'about-healthy', setUp: { profiles }, go: openAbout },
  {
    name: 'licences',
    setUp: {
      profiles,
      licences: `Pestle contains the work of others.\n\n${'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and its documentation.\n'.repeat(40)}`,
    },
    go: async (pestle) => {
      await openAbout(pestle);
      await button(pestle, 'Licences').click();
      await expect(pestle.page.getByLabel('Licence notices')).toBeVisible();
    },
  },
  {
    name: 'licences-development',
    setUp: { profiles },
    go: async (pestle) => {
      await openAbout(pestle);
      await button(pestle, 'Licences').click();
      await expect(pestle.page.getByText(/made when Pestle is packed/)).toBeVisible();
    },
  },
];

/** The size of a desktop, and the smallest window. Accessibility is checked where the theme changes. */
const LOOKS = [
  { theme: 'light', scale: 1, size: { width: 1440, height: 900 }, checksAccess: true },
  { theme: 'dark', scale: 2, size: { width: 1024, height: 680 }, checksAccess: true },
  { theme: 'light', scale: 2, size: { width: 720, height: 480 }, checksAccess: false },
] as const;

for (const { theme, scale, size, checksAccess } of LOOKS) {
  test.describe(`every screen, ${theme}, ${size.width} by ${size.height}, ${scale}x`, () => {
    test.use({ colorScheme: theme, viewport: size, deviceScaleFactor: scale, reducedMotion: 'reduce' });

    for (const { name, setUp, go } of SCREENS) {
      test(`${name} fits${checksAccess ? ' and is accessible' : ''}`, async ({ pestle }) => {
        await pestle.open(setUp);
        await go?.(pestle);
        await pestle.page.screenshot({
          path: join(
            process.env.PESTLE_SHOTS ?? 'test-results/shots',
            `${name}-${theme}-${size.width}@${scale}x.png`,
          ),
          animations: 'disabled',
        });
        if (checksAccess) await pestle.expectAccessible();
        const overflow = await pestle.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      });
    }
  });
}
