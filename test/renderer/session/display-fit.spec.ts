import { expect } from '@playwright/test';
import { SESSION_ID, test } from './session-page';

test.describe('display fit', () => {
  test('attaches with the size of the view in device pixels, once', async ({ page, session }) => {
    await page.setViewportSize({ width: 801, height: 601 });
    await session.show({ phase: 'connecting' });
    expect(await session.waitForCall('sessions.attach')).toEqual({
      sessionId: SESSION_ID,
      viewport: { width: 800, height: 601, dpi: 96 },
    });
    await session.show({ phase: 'waiting' });
    expect(await session.calls('sessions.attach')).toHaveLength(1);
  });

  test('asks for a new size once the view has been quiet for a quarter of a second', async ({
    page,
    session,
  }) => {
    await session.stopClock();
    await page.setViewportSize({ width: 800, height: 600 });
    await session.openWithPicture(800, 600);
    for (const width of [810, 850, 901]) {
      await page.setViewportSize({ width, height: 600 });
      await expect.poll(async () => (await session.picture()).x).toBe(Math.floor((width - 800) / 2));
      await page.clock.runFor(200);
    }
    expect(await session.sent('size')).toEqual([]);
    await page.clock.runFor(50);
    expect(await session.sent('size')).toEqual(['size 900 600']);
  });

  test('asks again after connecting when the view has changed meanwhile', async ({ page, session }) => {
    await page.setViewportSize({ width: 800, height: 600 });
    await session.open();
    await page.setViewportSize({ width: 640, height: 480 });
    await session.feed(['size', 0, 800, 600], ['sync', 1]);
    await expect.poll(() => session.sent('size')).toEqual(['size 640 480']);
  });

  test('shows the picture crisp, in whole pixels, when it is as large as the view', async ({
    page,
    session,
  }) => {
    await page.setViewportSize({ width: 800, height: 600 });
    await session.openWithPicture(800, 600);
    expect(await session.picture()).toEqual({ x: 0, y: 0, width: 800, height: 600 });
  });

  test('shrinks a picture that does not fit, and centres it', async ({ page, session }) => {
    await page.setViewportSize({ width: 800, height: 600 });
    await session.openWithPicture(1600, 900);
    expect(await session.picture()).toEqual({ x: 0, y: 75, width: 800, height: 450 });
  });

  test('leaves a smaller picture as it is, in the middle', async ({ page, session }) => {
    await page.setViewportSize({ width: 800, height: 600 });
    await session.openWithPicture(640, 480);
    expect(await session.picture()).toEqual({ x: 80, y: 60, width: 640, height: 480 });
  });
});

test.describe('display fit on a dense screen', () => {
  test.use({ deviceScaleFactor: 2, viewport: { width: 800, height: 600 } });

  test('asks for device pixels and shows them one to one', async ({ session }) => {
    await session.show({ phase: 'connecting' });
    expect(await session.waitForCall('sessions.attach')).toMatchObject({
      viewport: { width: 1600, height: 1200, dpi: 192 },
    });
    await session.start(1);
    await session.feed(['size', 0, 1600, 1200], ['sync', 1]);
    expect(await session.picture()).toEqual({ x: 0, y: 0, width: 800, height: 600 });
  });

  test('does not make the picture tiny that keeps its own size', async ({ session }) => {
    await session.openWithPicture(640, 480);
    expect(await session.picture()).toEqual({ x: 80, y: 60, width: 640, height: 480 });
  });
});
