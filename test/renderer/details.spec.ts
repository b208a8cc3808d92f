import { expect, test, type RendererPage } from '../support/renderer-test';
import { sampleJournal, sampleProfiles, sampleSession } from '../support/sample-data';

const now = Date.now();
const profiles = sampleProfiles(now);
const [build] = profiles;
if (!build) throw new Error('sample data has changed');
const session = sampleSession(1, build, 'live');
const setUp = { profiles, sessions: [session], journals: { [build.id]: sampleJournal(now) } };

const panel = ({ page }: RendererPage) => page.getByRole('region', { name: 'Session details' });
const polls = (pestle: RendererPage) =>
  pestle.double(({ double }) => double.requests('sessions.metrics').length);

async function openFromMenu({ page }: RendererPage): Promise<void> {
  await page.getByRole('button', { name: 'Session menu' }).click();
  await page.getByRole('menuitem', { name: 'Session details' }).click();
}

test.describe('session details', () => {
  test('open from the session menu, and show the figures as they change', async ({ pestle }) => {
    await pestle.open(setUp);
    await openFromMenu(pestle);
    await expect(panel(pestle).getByText('48.2 MB in 91,422 instructions')).toBeVisible();
    await expect(panel(pestle).getByRole('heading', { name: 'Session details' })).toBeFocused();
    await pestle.double(({ double }) => {
      double.metrics = { takenAtMs: 901_000, receivedBytes: 49_211_034, frames: 8_142 };
    });
    await expect(panel(pestle).getByText('49.2 MB in 91,422 instructions')).toBeVisible();
    await expect(
      panel(pestle).getByRole('img', { name: /^Received in the last minute: now 1\.0 MB\/s/ }),
    ).toBeVisible();
    await expect(panel(pestle).getByRole('img', { name: /^Frames .* now 24\/s/ })).toBeVisible();
  });

  test('open and close with their keys, and give the keyboard back to the session', async ({ pestle }) => {
    await pestle.open(setUp);
    const stage = pestle.page.getByRole('application', { name: 'Remote display of Build server' });
    await stage.focus();
    await pestle.page.keyboard.press('Control+Shift+I');
    await expect(panel(pestle)).toBeVisible();
    await pestle.page.keyboard.press('Escape');
    await expect(panel(pestle)).toHaveCount(0);
    await expect(pestle.page.getByLabel('Keyboard of Build server')).toBeFocused();
    await pestle.page.keyboard.press('Control+Shift+I');
    await pestle.page.keyboard.press('Control+Shift+I');
    await expect(panel(pestle)).toHaveCount(0);
    await expect(pestle.page.getByLabel('Keyboard of Build server')).toBeFocused();
  });

  test('keep the focus when their session turns live', async ({ pestle }) => {
    const waiting = sampleSession(1, build, 'waiting');
    await pestle.open({ ...setUp, sessions: [waiting] });
    await pestle.page.keyboard.press('Control+Shift+I');
    const heading = panel(pestle).getByRole('heading', { name: 'Session details' });
    await expect(heading).toBeFocused();
    await pestle.double(({ double, value }) => double.changeSession(value, { phase: 'live' }), waiting.id);
    await expect(pestle.page.getByRole('application', { name: /Build server/ })).toHaveAttribute(
      'data-phase',
      'live',
    );
    await expect(heading).toBeFocused();
  });

  test('ask main for figures only while they are seen', async ({ pestle }) => {
    await pestle.page.clock.install();
    await pestle.open(setUp);
    await pestle.page.clock.runFor(5000);
    expect(await polls(pestle)).toBe(0);
    await openFromMenu(pestle);
    await expect(panel(pestle).getByText('Open for')).toBeVisible();
    await pestle.page.clock.runFor(1000);
    await expect.poll(() => polls(pestle)).toBeGreaterThanOrEqual(2);
    await pestle.page.getByRole('tab', { name: 'Connections' }).click();
    await expect(panel(pestle)).toBeHidden();
    const before = await polls(pestle);
    await pestle.page.clock.runFor(10_000);
    expect(await polls(pestle)).toBe(before);
    await pestle.page.getByRole('tab', { name: 'Build server' }).click();
    await expect.poll(() => polls(pestle)).toBeGreaterThan(before);
    await pestle.page.getByRole('button', { name: 'Close session details' }).click();
    const after = await polls(pestle);
    await pestle.page.clock.runFor(10_000);
    expect(await polls(pestle)).toBe(after);
  });

  test('show the session log, the newest entry first, and read it again when something happens', async ({
    pestle,
  }) => {
    await pestle.open(setUp);
    await openFromMenu(pestle);
    await panel(pestle).getByRole('radio', { name: 'Log' }).check();
    const entries = panel(pestle).getByRole('listitem');
    await expect(entries.first()).toContainText('Shows the picture.');
    await expect(entries.last()).toContainText('Opened with SSH.');
    const before = await pestle.double(({ double }) => double.requests('journal.read').length);
    await pestle.double(
      ({ double, value }) => double.changeSession(value, { phase: 'unstable' }),
      session.id,
    );
    await expect
      .poll(() => pestle.double(({ double }) => double.requests('journal.read').length))
      .toBeGreaterThan(before);
  });

  test('ask main for the log only while it is seen', async ({ pestle }) => {
    await pestle.open(setUp);
    const reads = () => pestle.double(({ double }) => double.requests('journal.read').length);
    await openFromMenu(pestle);
    await expect(panel(pestle).getByText('Open for')).toBeVisible();
    expect(await reads()).toBe(0);
    await panel(pestle).getByRole('radio', { name: 'Log' }).check();
    await expect(panel(pestle).getByText('Shows the picture.').first()).toBeVisible();
    const before = await reads();
    await panel(pestle).getByRole('radio', { name: 'Figures' }).check();
    await panel(pestle).getByRole('radio', { name: 'Log' }).check();
    await expect.poll(reads).toBeGreaterThan(before);
  });

  test('leave what the session asks and says in reach, also in the smallest window', async ({ pestle }) => {
    await pestle.page.setViewportSize({ width: 720, height: 480 });
    await pestle.open({ ...setUp, sessions: [sampleSession(1, build, 'offline')] });
    await openFromMenu(pestle);
    const lost = pestle.page.getByRole('region', { name: 'Connection lost' });
    const room = await panel(pestle).boundingBox();
    const box = await lost.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(room?.x ?? 0);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    await lost.getByRole('button', { name: 'Cancel' }).click();
    await expect
      .poll(() => pestle.double(({ double }) => double.requests('sessions.cancelReconnect').length))
      .toBe(1);
    const change = { phase: 'live', isPictureStalled: true } as const;
    await pestle.double(({ double, value }) => double.changeSession(value.id, value.change), {
      id: session.id,
      change,
    });
    const banner = pestle.page.getByRole('status').filter({ hasText: 'The picture stands still' });
    const bannerBox = await banner.boundingBox();
    expect((bannerBox?.x ?? 0) + (bannerBox?.width ?? Infinity)).toBeLessThanOrEqual(room?.x ?? 0);
  });

  test('are copied as text', async ({ pestle, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await pestle.open(setUp);
    await openFromMenu(pestle);
    await expect(panel(pestle).getByText('Open for')).toBeVisible();
    await panel(pestle).getByRole('button', { name: 'Copy as text' }).click();
    const clipboard = () => pestle.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain('Received: 48.2 MB in 91,422 instructions');
    await panel(pestle).getByRole('radio', { name: 'Log' }).check();
    await panel(pestle)
      .getByRole('button', { name: /Copy as text|Copied/ })
      .click();
    await expect.poll(clipboard).toMatch(/^Session log of Build server\n/);
  });
});

test.describe('the session log of a connection', () => {
  test('opens from its menu, without a session', async ({ pestle }) => {
    await pestle.open({ ...setUp, sessions: [] });
    await pestle.page.getByRole('listitem', { name: 'Build server' }).click({ button: 'right' });
    await pestle.page.getByRole('menuitem', { name: 'Session log' }).click();
    const dialog = pestle.page.getByRole('dialog', { name: 'Session log of Build server' });
    await expect(dialog.getByText('Session failed. The remote computer cannot be reached.')).toBeVisible();
    // A screen reader would read out the whole log before anything else.
    await expect(dialog).toHaveAccessibleDescription('');
    await pestle.page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  test('says so when nothing is there, or it cannot be read, or something is missing', async ({ pestle }) => {
    await pestle.open({
      profiles,
      journals: { [build.id]: { ...sampleJournal(now), lost: 3 } },
    });
    const show = async (name: string) => {
      await pestle.page.getByRole('listitem', { name }).click({ button: 'right' });
      await pestle.page.getByRole('menuitem', { name: 'Session log' }).click();
    };
    await show('Build server');
    await expect(pestle.page.getByText('3 entries are missing')).toBeVisible();
    await pestle.page.keyboard.press('Escape');
    await show('Core switch');
    await expect(pestle.page.getByText('Nothing has happened yet.')).toBeVisible();
    await pestle.page.keyboard.press('Escape');
    await pestle.double(({ double }) => double.fail('journal.read', 'STORAGE_FAILED'));
    await show('Core switch');
    await expect(pestle.page.getByText('The session log could not be read.')).toBeVisible();
  });
});
