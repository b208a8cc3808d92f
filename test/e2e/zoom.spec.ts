import type { ElectronApplication, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

const zoomOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor());

const zoomTo = (page: Page, zoomPercent: number) =>
  page.evaluate((percent) => window.pestle.calls.settings.update({ zoomPercent: percent }), zoomPercent);

/** The picture of the session in front: its pixels, and where the page shows them, in device pixels. */
const pictureOf = (page: Page) =>
  page.evaluate(() => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[data-part="picture"] canvas')].find(
      ({ width, offsetParent }) => width > 64 && offsetParent !== null,
    )!;
    const ratio = window.devicePixelRatio;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const pixels = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
    return {
      ...{ left: left * ratio, top: top * ratio, width: width * ratio, height: height * ratio },
      remote: { width: canvas.width, height: canvas.height },
      pixels: Array.from(pixels),
    };
  });

test.describe('the zoom', () => {
  test('follows the keys, leaves them to a session that has the keyboard, and is kept', async ({
    pestle,
    app,
    servers,
    restart,
  }) => {
    const { page } = pestle;
    await page
      .getByRole('searchbox', { name: 'Search connections' })
      .or(page.locator('body'))
      .first()
      .click();
    await page.keyboard.press('Control+=');
    await expect.poll(() => zoomOf(app)).toBeCloseTo(1.1);
    await page.keyboard.press('Control+-');
    await page.keyboard.press('Control+-');
    await expect.poll(() => zoomOf(app)).toBeCloseTo(0.9);
    await page.keyboard.press('Control+0');
    await expect.poll(() => zoomOf(app)).toBe(1);
    await zoomTo(page, 125);
    await expect.poll(() => zoomOf(app)).toBe(1.25);
    await page.reload();
    await expect(page.getByRole('button', { name: 'New connection' }).first()).toBeVisible();
    expect(await zoomOf(app)).toBe(1.25);

    const { ssh } = serverProfiles(servers);
    await pestle.createProfile(ssh);
    await pestle.openLive(ssh.name);
    await pestle.display(ssh.name).focus();
    await page.keyboard.press('Control+0');
    await page.keyboard.press('Control+-');
    await pestle.expectBlocksOnCommand(ssh.name);
    expect(await zoomOf(app)).toBe(1.25);

    const again = await restart();
    const ratio = await again.page.evaluate(() => window.devicePixelRatio);
    expect(ratio).toBe(1.25);
  });

  test('leaves the picture of a session as it is, pixel by pixel', async ({ pestle, servers }) => {
    const { page } = pestle;
    const { ssh } = serverProfiles(servers);
    await pestle.createProfile(ssh);
    await pestle.openLive(ssh.name);
    await pestle.expectBlocksOnCommand(ssh.name);
    const { remote: before } = await pictureOf(page);

    for (const percent of [110, 125, 150, 67, 100]) {
      await zoomTo(page, percent);
      await expect
        .poll(async () => {
          const { width, height, remote } = await pictureOf(page);
          return Math.abs(width - remote.width) < 0.1 && Math.abs(height - remote.height) < 0.1;
        })
        .toBe(true);
      await expect(async () => {
        const shown = PNG.sync.read(await page.screenshot({ scale: 'device' }));
        const { left, top, remote, pixels } = await pictureOf(page);
        expect(Math.abs(remote.width - before.width), `width at ${percent} %`).toBeLessThan(4);
        let other = 0;
        for (let y = 4; y < remote.height - 4; y++) {
          for (let x = 4; x < remote.width - 4; x++) {
            const at = 4 * ((y + Math.round(top)) * shown.width + x + Math.round(left));
            const from = 4 * (y * remote.width + x);
            const isSame = [0, 1, 2].every(
              (channel) => Math.abs((shown.data[at + channel] ?? 0) - (pixels[from + channel] ?? 0)) <= 4,
            );
            if (!isSame) other += 1;
          }
        }
        expect(other, `other pixels at ${percent} %, picture at ${left} ${top}`).toBeLessThan(400);
      }).toPass({ timeout: 10_000 });
    }
  });
});
