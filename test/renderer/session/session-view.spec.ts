import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { SessionState } from '../../../src/shared/model/session-state';
import { fill, NOW, SESSION_ID, test, type SessionPage } from './session-page';

const PROBLEM = {
  code: 'UPSTREAM_NOT_FOUND',
  message: 'The remote computer cannot be reached.',
  advice: 'Check the host name, the port and the network.',
};

/** A picture that looks like something: dark, with rows of text. */
async function openWithTerminal(session: SessionPage): Promise<void> {
  const { width, height } = session.page.viewportSize() ?? { width: 1280, height: 720 };
  await session.openWithPicture(width, height);
  const rows = Array.from({ length: 14 }, (_, row) =>
    fill([12, 14 + row * 22, 120 + ((row * 97) % 380), 9], [120, 190, 160, 255]),
  );
  await session.feed(...rows.flat(), ['sync', 2]);
}

test.describe('session view', () => {
  test('says what it waits for after a moment, and not before', async ({ page, session }) => {
    await session.stopClock();
    await session.show({ phase: 'connecting' });
    await session.waitForCall('sessions.attach');
    await expect(page.getByText('Reaching the engine…')).toHaveCount(0);
    await page.clock.runFor(300);
    await expect(page.getByText('Reaching the engine…')).toBeVisible();
    await session.show({ phase: 'waiting' });
    await expect(page.getByText('Waiting for the remote computer…')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await session.waitForCall('sessions.disconnect')).toEqual({ sessionId: SESSION_ID });
  });

  test('says that a wait takes longer than usual and offers another attempt, which starts the wait anew', async ({
    page,
    session,
  }) => {
    await session.stopClock();
    await session.show({ phase: 'connecting' });
    await session.waitForCall('sessions.attach');
    await page.clock.runFor(300);
    await session.show({ phase: 'waiting' });
    const tryAgain = page.getByRole('button', { name: 'Try again' });
    await page.clock.runFor(14_000);
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    await expect(tryAgain).toHaveCount(0);
    await page.clock.runFor(1_000);
    await expect(page.getByText('This takes longer than usual.')).toBeVisible();
    await tryAgain.click();
    await session.waitForCall('sessions.reconnect');

    await session.show({ phase: 'connecting', startedAt: NOW + 1 });
    await expect(page.getByText('Reaching the engine…')).toBeVisible();
    await expect(page.getByText('This takes longer than usual.')).toHaveCount(0);
    await page.clock.runFor(15_000);
    await expect(page.getByText('This takes longer than usual.')).toBeVisible();
    await expect(tryAgain).toHaveCount(0);
  });

  test('lets the picture be while the connection is unstable, and typing go on', async ({
    page,
    session,
  }) => {
    await session.openWithPicture();
    await session.show({ phase: 'unstable' });
    await expect(page.getByRole('status')).toContainText('Connection unstable');
    await expect(session.stage).not.toHaveAttribute('data-dimmed');
    await page.keyboard.press('a');
    expect(await session.sent('key')).toEqual(['key 97 1', 'key 97 0']);
  });

  test('P11: says that the picture stands still, lets the session be, and offers to reconnect', async ({
    page,
    session,
  }) => {
    await session.openWithPicture();
    await session.show({ isPictureStalled: true });
    await expect(page.getByRole('status')).toContainText('The picture stands still');
    await expect(session.stage).not.toHaveAttribute('data-dimmed');
    await page.keyboard.press('a');
    expect(await session.sent('key')).toEqual(['key 97 1', 'key 97 0']);
    await page.getByRole('button', { name: 'Reconnect' }).click();
    expect(await session.waitForCall('sessions.reconnect')).toMatchObject({ sessionId: SESSION_ID });
    await session.show({ isPictureStalled: false });
    await expect(page.getByText('The picture stands still')).toHaveCount(0);
  });

  test('says one thing at a time, and nothing untrue, about a picture that stands still', async ({
    page,
    session,
  }) => {
    await session.openWithPicture();
    await session.show({ phase: 'unstable', isPictureStalled: true });
    await expect(page.getByRole('status')).toHaveCount(1);
    await expect(page.getByRole('status')).toContainText('Connection unstable');
    await session.show({ phase: 'checking' });
    await expect(page.getByRole('status')).toContainText('Checking the connection');
    await expect(page.getByRole('status')).toHaveCount(1);
    await session.show({ phase: 'live' });
    await expect(page.getByRole('status')).toHaveCount(1);
    await expect(page.getByRole('status')).toContainText('The picture stands still');
  });

  test('says that it is checked only when that takes long, and lets typing go on', async ({
    page,
    session,
  }) => {
    await session.stopClock();
    await session.openWithPicture();
    await session.show({ phase: 'checking' });
    await page.clock.runFor(900);
    await expect(page.getByText('Checking the connection')).toHaveCount(0);
    await page.clock.runFor(200);
    await expect(page.getByRole('status')).toContainText('Checking the connection');
    await expect(session.stage).not.toHaveAttribute('data-dimmed');
    await page.keyboard.press('a');
    expect(await session.sent('key')).toEqual(['key 97 1', 'key 97 0']);
    await session.show({ phase: 'live' });
    await expect(page.getByText('Checking the connection')).toHaveCount(0);
  });

  test('waits for the network over the dimmed picture, and can be told not to', async ({ page, session }) => {
    await session.openWithPicture();
    await session.show({
      phase: 'offline',
      problem: { code: 'GUACD_SILENT', message: 'The engine (guacd) has stopped answering.', advice: '' },
    });
    await expect(session.stage).toHaveAttribute('data-dimmed', 'yes');
    const panel = page.getByRole('region', { name: 'Connection lost' });
    await expect(panel).toContainText('The engine (guacd) has stopped answering.');
    await expect(panel).toContainText('This computer has no network.');
    await panel.getByRole('button', { name: 'Reconnect now' }).click();
    await session.waitForCall('sessions.reconnect');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    expect(await session.waitForCall('sessions.cancelReconnect')).toEqual({ sessionId: SESSION_ID });
  });

  const OLD: [number, number, number, number] = [200, 30, 30, 255];
  const NEW: [number, number, number, number] = [30, 30, 200, 255];
  const WAYS_BACK: readonly [name: string, phases: readonly Partial<SessionState>[]][] = [
    ['a loss', [{ phase: 'reconnecting', attempt: 1, nextAttemptAt: NOW + 1_000 }, { nextAttemptAt: null }]],
    [
      'a failure, by hand',
      [
        { phase: 'failed', problem: PROBLEM },
        { phase: 'connecting', problem: null },
      ],
    ],
    ['a wait for the network', [{ phase: 'offline' }, { phase: 'reconnecting', attempt: 1 }]],
  ];
  for (const [name, phases] of WAYS_BACK) {
    test(`keeps the last picture until the new one is there, after ${name}`, async ({ session }) => {
      await session.openWithPicture();
      await session.feed(...fill([0, 0, 200, 100], OLD), ['sync', 2]);
      await expect.poll(() => session.pixel(5, 5)).toEqual(OLD);
      for (const phase of phases) {
        await session.show(phase);
        await expect(session.stage).toHaveAttribute('data-dimmed', 'yes');
        expect(await session.pixel(5, 5)).toEqual(OLD);
      }
      await session.show({ phase: 'waiting', epoch: 2 });
      await session.start(2);
      await session.feed(['size', 0, 200, 100], ...fill([0, 0, 200, 100], NEW));
      expect(await session.pixel(5, 5)).toEqual(OLD);
      await expect(session.stage).toHaveAttribute('data-dimmed', 'yes');
      await session.feed(['sync', 1]);
      await expect.poll(() => session.pixel(5, 5)).toEqual(NEW);
      await session.show({ phase: 'live', attempt: 0, nextAttemptAt: null });
      await expect(session.stage).not.toHaveAttribute('data-dimmed');
    });
  }

  test('counts down to the next attempt over the dimmed picture', async ({ page, session }) => {
    await session.stopClock();
    await session.openWithPicture();
    await session.show({
      phase: 'reconnecting',
      attempt: 2,
      nextAttemptAt: NOW + 5_000,
      problem: { code: 'GUACD_LOST', message: 'The connection to the engine (guacd) was lost.', advice: '' },
    });
    await expect(session.stage).toHaveAttribute('data-dimmed', 'yes');
    await expect(page.getByText('The connection to the engine (guacd) was lost.')).toBeVisible();
    await expect(page.getByText('Attempt 2 starts in 5 seconds.')).toBeVisible();
    await page.clock.runFor(4_000);
    await expect(page.getByText('Attempt 2 starts in 1 second.')).toBeVisible();

    await page.getByRole('button', { name: 'Reconnect now' }).click();
    await session.waitForCall('sessions.reconnect');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await session.waitForCall('sessions.cancelReconnect')).toEqual({ sessionId: SESSION_ID });
    await session.show({ nextAttemptAt: null });
    await expect(page.getByText('Reconnecting, attempt 2…')).toBeVisible();
  });

  test('tells why a session failed and what to do; Enter reconnects with the present size', async ({
    page,
    session,
  }) => {
    await page.setViewportSize({ width: 800, height: 600 });
    await session.openWithPicture();
    await session.show({ phase: 'failed', problem: PROBLEM });
    const panel = page.getByRole('region', { name: PROBLEM.message });
    await expect(panel).toContainText(PROBLEM.advice);
    await expect(session.stage).toHaveAttribute('data-dimmed', 'yes');
    await expect(panel.getByRole('button', { name: 'Reconnect' })).toBeFocused();
    await page.keyboard.press('Enter');
    expect(await session.waitForCall('sessions.reconnect')).toEqual({
      sessionId: SESSION_ID,
      viewport: { width: 800, height: 600, dpi: 96 },
    });
  });

  test('offers to edit the connection, to close the tab and to look at the engine', async ({
    page,
    session,
  }) => {
    await session.show({ phase: 'closed' });
    await page.evaluate(() => {
      window.harness.answers['engine.log'] = [{ at: 1, text: 'guacd[7]: INFO: Connection closed' }];
    });
    await page.getByRole('button', { name: 'Edit connection' }).click();
    await page.getByRole('button', { name: 'Close tab' }).click();
    await page.getByRole('button', { name: 'Show engine log' }).click();
    await expect(page.getByLabel('Engine log', { exact: true })).toHaveText(
      'guacd[7]: INFO: Connection closed',
    );
    expect(await session.waitForCall('engine.log')).toEqual({ since: NOW });
    await page.getByRole('button', { name: 'Open the Engine page' }).click();
    expect(await page.evaluate(() => window.harness.asked)).toEqual([
      'edit 00000000-0000-4000-8000-000000000002',
      'close',
      'engine',
    ]);
  });

  test('does not take the focus from a tab in front', async ({ page, session }) => {
    await session.show({ phase: 'failed', problem: PROBLEM }, false);
    await expect(page.getByRole('button', { name: 'Reconnect', includeHidden: true })).not.toBeFocused();
    await session.show({}, true);
    await expect(page.getByRole('button', { name: 'Reconnect' })).toBeFocused();
  });

  test('shows why main refuses the session', async ({ page, session }) => {
    await page.evaluate(() => {
      window.harness.answers['sessions.attach'] = {
        code: 'SESSION_UNKNOWN',
        message: 'This session is no longer open.',
        details: {},
      };
    });
    await session.show({ phase: 'connecting' });
    await expect(page.getByRole('region', { name: 'This session is no longer open.' })).toBeVisible();
  });

  test('names settings that the engine does not know, until dismissed', async ({ page, session }) => {
    await session.openWithPicture(200, 100, { unknownParameters: ['enable-touch', 'timeout'] });
    await expect(page.getByText('This engine does not know enable-touch, Connection timeout.')).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByText('This engine does not know')).toHaveCount(0);
  });

  test('does not keep the note about such settings over the picture for long', async ({ page, session }) => {
    await session.stopClock();
    await session.openWithPicture(200, 100, { unknownParameters: ['timeout'] });
    const note = page.getByText('This engine does not know');
    await expect(note).toBeVisible();
    await page.clock.runFor(11_000);
    await expect(note).toBeVisible();
    await page.clock.runFor(1_000);
    await expect(note).toHaveCount(0);
  });

  test('gives the keyboard to the session that comes to the front', async ({ page, session }) => {
    await session.openWithPicture();
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await session.show({}, false);
    await session.show({}, true);
    await expect(page.getByRole('textbox', { name: 'Keyboard of build server' })).toBeFocused();
  });

  test('passes a focus that it is given on to the keyboard', async ({ page, session }) => {
    await session.openWithPicture();
    await session.stage.focus();
    await expect(page.getByRole('textbox', { name: 'Keyboard of build server' })).toBeFocused();
  });
});

test.describe('credential prompt', () => {
  const prompt: SessionState['prompt'] = {
    names: ['username', 'password', 'domain'],
    reason: 'before',
    canPersist: true,
  };

  test('asks for what is missing and answers every name', async ({ page, session }) => {
    await session.show({ phase: 'connecting', prompt });
    await expect(page.getByLabel('User name')).toBeFocused();
    await page.keyboard.type('ada');
    await page.getByLabel('Password', { exact: true }).fill('pässword 😀');
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'password');
    await expect(page.getByRole('checkbox')).not.toBeChecked();
    await page.keyboard.press('Enter');
    expect(await session.waitForCall('sessions.answerPrompt')).toEqual({
      sessionId: SESSION_ID,
      values: { username: 'ada', password: 'pässword 😀', domain: '' },
      remember: false,
    });
  });

  test('remembers only when asked, and says for how long', async ({ page, session }) => {
    await session.show({ phase: 'connecting', prompt: { ...prompt, canPersist: false } });
    await page.getByLabel('Remember until Pestle is closed').check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await session.waitForCall('sessions.answerPrompt')).toMatchObject({ remember: true });
  });

  test('disconnects when cancelled, also with Escape', async ({ page, session }) => {
    await session.show({ phase: 'connecting', prompt });
    await page.getByLabel('Domain').press('Escape');
    expect(await session.waitForCall('sessions.disconnect')).toEqual({ sessionId: SESSION_ID });
  });

  test('holds the keyboard while a running session asks', async ({ page, session }) => {
    await session.openWithPicture();
    await session.show({ prompt: { names: ['password'], reason: 'required', canPersist: true } });
    await expect(page.getByText('The remote computer asks for this.')).toBeVisible();
    await page.keyboard.type('secret');
    expect(await session.sent('key')).toEqual([]);
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('secret');
  });

  test('says why an answer was not taken', async ({ page, session }) => {
    await session.show({ phase: 'connecting', prompt });
    await page.evaluate(() => {
      window.harness.answers['sessions.answerPrompt'] = {
        code: 'INTERNAL',
        message: 'It did not work.',
        details: {},
      };
    });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toHaveText('It did not work.');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });
});

const SCREENS: readonly [name: string, state: Partial<SessionState>][] = [
  ['live', { unknownParameters: ['enable-touch'] }],
  ['connecting', { phase: 'connecting' }],
  ['unstable', { phase: 'unstable' }],
  ['stalled', { isPictureStalled: true }],
  ['checking', { phase: 'checking' }],
  [
    'offline',
    {
      phase: 'offline',
      problem: { ...PROBLEM, message: 'The engine (guacd) has stopped answering.' },
    },
  ],
  [
    'reconnecting',
    {
      phase: 'reconnecting',
      attempt: 2,
      nextAttemptAt: 4_102_444_800_000,
      problem: { ...PROBLEM, message: 'The connection to the engine (guacd) was lost.' },
    },
  ],
  ['failed', { phase: 'failed', problem: PROBLEM }],
  ['closed', { phase: 'closed' }],
  [
    'prompt',
    {
      phase: 'connecting',
      prompt: { names: ['username', 'password', 'domain'], reason: 'before', canPersist: true },
    },
  ],
];

for (const theme of ['light', 'dark'] as const) {
  test.describe(`session view in the ${theme} theme`, () => {
    test.use({ viewport: { width: 1024, height: 640 } });
    for (const [name, state] of SCREENS) {
      test(`is accessible: ${name}`, async ({ page, session }, info) => {
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.evaluate((value) => (document.documentElement.dataset.theme = value), theme);
        await openWithTerminal(session);
        await session.show(state);
        await expect(page.getByText(/Connecting to|Reaching/).first()).toBeVisible({
          visible: name === 'connecting',
        });
        if (name === 'checking') await expect(page.getByText('Checking the connection')).toBeVisible();
        const { violations } = await new AxeBuilder({ page })
          .disableRules(['page-has-heading-one'])
          .analyze();
        await page.screenshot({ path: info.outputPath(`session-${name}-${theme}.png`) });
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      });
    }
  });
}
