import type { ElectronApplication, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { expect, test } from './support/pestle-test';
import { serverProfiles } from './support/profiles';

const zoomOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor());

const zoomTo = (page: Page, zoomPercent: number) =>
  page.evaluate((percent) => window.pestle.calls.settings.update({ zoomPercent: percent }), zoomPercent);

/** Room at the end of a row for the scroll bar, which is a layer of its own. */
const SCROLL_BAR = 80;

/** The session in front: where the page shows its picture, in device pixels, and its pixels as they came. */
const pictureOf = (page: Page) =>
  page.evaluate(async (margin) => {
    const view = document.querySelector('[role="application"]')!;
    const layers = [...view.querySelectorAll<HTMLCanvasElement>('[data-part="picture"] canvas')];
    const [canvas] = layers;
    if (canvas === undefined) throw new Error('there is no picture');
    const ratio = window.devicePixelRatio;
    const { left, top, width } = canvas.getBoundingClientRect();
    const whole = new OffscreenCanvas(canvas.width, canvas.height);
    const context = whole.getContext('2d')!;
    for (const layer of layers) {
      const box = layer.getBoundingClientRect();
      const at = [(box.left - left) * ratio, (box.top - top) * ratio].map(Math.round);
      context.drawImage(layer, at[0] ?? 0, at[1] ?? 0);
    }
    const bytes = new Uint8Array(await (await whole.convertToBlob()).arrayBuffer());
    return {
      left: left * ratio,
      top: top * ratio,
      /** Device pixels of one remote pixel. */
      scale: (width * ratio) / canvas.width,
      width: Math.floor(view.clientWidth * ratio) - margin,
      height: Math.floor(view.clientHeight * ratio) - 8,
      png: btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')),
    };
  }, SCROLL_BAR);

/** Pixels of the picture that the screen shows otherwise than they came. */
async function otherPixels(app: ElectronApplication, page: Page): Promise<number> {
  // Playwright's own pictures are in CSS pixels, so a zoomed page would be scaled in them.
  const window = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]!.webContents.capturePage();
    return image.toPNG().toString('base64');
  });
  const shown = PNG.sync.read(Buffer.from(window, 'base64'));
  const { left, top, width, height, png } = await pictureOf(page);
  const remote = PNG.sync.read(Buffer.from(png, 'base64'));
  let other = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * ((y + Math.round(top)) * shown.width + x + Math.round(left));
      const from = 4 * (y * remote.width + x);
      const isOther = [0, 1, 2].some(
        (channel) => Math.abs((shown.data[at + channel] ?? 0) - (remote.data[from + channel] ?? 0)) > 8,
      );
      if (isOther) other += 1;
    }
  }
  return other;
}

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
    await expect.poll(() => zoomOf(app)).toBe(1.25);
    await page.keyboard.press('Control+-');
    await page.keyboard.press('Control+-');
    await expect.poll(() => zoomOf(app)).toBe(0.75);
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

  test('leaves the picture of a session as it is, pixel by pixel', async ({ pestle, app, servers }) => {
    const { page } = pestle;
    const { ssh } = serverProfiles(servers);
    await pestle.createProfile(ssh);
    await pestle.openLive(ssh.name);
    await pestle.expectBlocksOnCommand(ssh.name);
    await page.mouse.move(0, 0);
    // What is still being drawn is not the same in two pictures.
    await expect.poll(() => otherPixels(app, page)).toBe(0);

    for (const percent of [125, 150, 75, 175, 200]) {
      await zoomTo(page, percent);
      await expect
        .poll(async () => Math.abs((await pictureOf(page)).scale - 1), { message: `scale at ${percent} %` })
        .toBeLessThan(0.0001);
      await expect.poll(() => otherPixels(app, page), { message: `other pixels at ${percent} %` }).toBe(0);
    }
  });
});
