import { expect } from '@playwright/test';
import { makePng } from '../../support/make-png';
import { fill, image, pngOf, test, type RGBA } from './session-page';

const RED: RGBA = [255, 0, 0, 255];
const GREEN: RGBA = [0, 255, 0, 255];
const BLUE: RGBA = [0, 0, 255, 255];

/** A small image in one colour, of a kind that is decoded at once. */
const pngImage = ([red, green, blue]: RGBA): string =>
  makePng({
    width: 16,
    height: 16,
    depth: 8,
    colour: 3,
    noise: Uint8Array.of(0),
    palette: Uint8Array.of(red, green, blue),
  }).toString('base64');

test.describe('display adapter', () => {
  test('draws fills and answers the sync', async ({ session }) => {
    await session.open();
    await session.feed(['size', 0, 100, 50], ...fill([10, 10, 20, 20], RED), ['sync', 1234]);

    expect(await session.pixel(15, 15)).toEqual(RED);
    expect(await session.pixel(35, 15)).toEqual([0, 0, 0, 0]);
    expect(await session.sent('sync')).toEqual(['sync 1234']);
  });

  test('draws and answers when animation frames never come, as in a hidden window', async ({ session }) => {
    await session.page.evaluate(() => {
      window.requestAnimationFrame = () => 0;
    });
    await session.open();
    await session.feed(['size', 0, 100, 50]);
    for (let time = 1; time <= 5; time++) await session.feed(...fill([time, 0, 1, 1], RED), ['sync', time]);

    expect(await session.pixel(5, 0)).toEqual(RED);
    expect(await session.sent('sync')).toEqual(['sync 1', 'sync 2', 'sync 3', 'sync 4', 'sync 5']);
  });

  test('draws every frame of one message, in order, without waiting between them', async ({ session }) => {
    await session.openWithPicture();
    const frames = Array.from({ length: 200 }, (_, i): [string, ...(string | number)[]][] => [
      ...fill([i, 0, 1, 1], i === 199 ? GREEN : RED),
      ['sync', 100 + i],
    ]);
    await session.feed(...frames.flat());

    expect(await session.sent('sync')).toHaveLength(200);
    expect(await session.pixel(198, 0)).toEqual(RED);
    expect(await session.pixel(199, 0)).toEqual(GREEN);
  });

  test('draws an image that arrives in several blobs', async ({ session }) => {
    await session.openWithPicture();
    const png = pngOf(16, 16, BLUE);
    await session.feed(...image(3, 4, 4, png.slice(0, 8), png.slice(8, 40), png.slice(40)), ['sync', 2]);

    await expect.poll(() => session.sent('sync')).toEqual(['sync 2']);
    expect(await session.pixel(10, 10)).toEqual(BLUE);
  });

  test('draws an image whose blobs are padded one by one', async ({ session }) => {
    await session.openWithPicture();
    const bytes = Buffer.from(pngOf(16, 16, BLUE), 'base64');
    const parts = [bytes.subarray(0, 10), bytes.subarray(10, 35), bytes.subarray(35)];
    await session.feed(...image(3, 0, 0, ...parts.map((part) => part.toString('base64'))), ['sync', 2]);

    await expect.poll(() => session.sent('sync')).toEqual(['sync 2']);
    expect(await session.pixel(8, 8)).toEqual(BLUE);
  });

  test('draws small images exactly as the browser draws them', async ({ session }) => {
    await session.openWithPicture(200, 100);
    const noise = Uint8Array.from({ length: 251 }, (_, index) => (index * 131 + 7) & 255);
    const palette = Uint8Array.from({ length: 768 }, (_, index) => (index * 89) & 255);
    const kinds = [
      { colour: 2, depth: 8 },
      { colour: 3, depth: 8, palette },
      { colour: 3, depth: 4, palette },
      { colour: 3, depth: 2, palette },
      { colour: 3, depth: 1, palette },
    ] as const;
    const pngs = kinds.map((kind) =>
      makePng({ ...kind, width: 37, height: 50, filters: [0, 1, 2, 3, 4], noise }).toString('base64'),
    );
    await session.feed(...pngs.flatMap((png, index) => image(1, index * 40, 10, png)), ['sync', 2]);
    // At once: nothing was left to the browser's decoders, which call back later.
    expect(await session.sent('sync')).toEqual(['sync 2']);

    const differing = await session.page.evaluate(async (sources) => {
      const picture = document.querySelector('[data-part="picture"] canvas');
      const context = picture instanceof HTMLCanvasElement ? picture.getContext('2d') : null;
      const expected = document.createElement('canvas').getContext('2d');
      let count = 0;
      for (const [index, source] of sources.entries()) {
        const decoded = new Image();
        decoded.src = `data:image/png;base64,${source}`;
        await decoded.decode();
        expected?.drawImage(decoded, 0, 0);
        const ours = context?.getImageData(index * 40, 10, 37, 50).data ?? [];
        const theirs = expected?.getImageData(0, 0, 37, 50).data ?? [1];
        if (ours.length !== theirs.length || ours.some((value, at) => value !== theirs[at])) count++;
      }
      return count;
    }, pngs);
    expect(differing).toBe(0);
  });

  test('mixes small images with what is there as the protocol says', async ({ session }) => {
    await session.openWithPicture();
    const png = pngImage(BLUE);
    // 10 draws only where nothing is: everything is black already.
    await session.feed(
      ...image(1, 0, 0, png),
      ['img', 1, 11, 0, 'image/png', 40, 40],
      ['blob', 1, png],
      ['end', 1],
    );
    await session.feed(['sync', 2]);
    expect(await session.pixel(4, 4)).toEqual(BLUE);
    expect(await session.pixel(44, 44)).toEqual([0, 0, 0, 255]);
  });

  test('clips small images', async ({ session }) => {
    await session.openWithPicture();
    const png = pngImage(BLUE);
    await session.feed(
      ...image(1, 100, 0, png),
      ['rect', 0, 0, 0, 4, 4],
      ['clip', 0],
      ...image(1, 0, 0, png),
      ['sync', 2],
    );
    expect(await session.pixel(2, 2)).toEqual(BLUE);
    expect(await session.pixel(8, 8)).toEqual([0, 0, 0, 255]);
  });

  test('lets a buffer grow for a small image and keeps its picture', async ({ session }) => {
    await session.openWithPicture();
    const png = pngImage(RED);
    const parts = [image(1, 0, 0, png), image(1, 100, 60, pngImage(GREEN))].flat();
    const onBuffer = parts.map((one): typeof one =>
      one[0] === 'img' ? ['img', 1, 14, -1, ...one.slice(4)] : one,
    );
    await session.feed(...onBuffer, ['copy', -1, 0, 0, 116, 76, 14, 0, 0, 0], ['sync', 2]);
    expect(await session.pixel(8, 8)).toEqual(RED);
    expect(await session.pixel(108, 68)).toEqual(GREEN);
  });

  test('P11: leaves the place of a small image as it was when its pixels are damaged', async ({
    session,
  }) => {
    await session.openWithPicture();
    const bytes = Buffer.from(pngImage(BLUE), 'base64');
    bytes.fill(0xff, bytes.length - 24, bytes.length - 20);
    await session.feed(...image(1, 0, 0, bytes.toString('base64')), ...fill([20, 0, 8, 8], GREEN), [
      'sync',
      2,
    ]);
    expect(await session.sent('sync')).toEqual(['sync 2']);
    expect(await session.pixel(4, 4)).toEqual([0, 0, 0, 255]);
    expect(await session.pixel(24, 4)).toEqual(GREEN);
  });

  test('keeps the order of images and what is drawn over them', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(...image(1, 0, 0, pngOf(64, 64, BLUE)), ...fill([0, 0, 8, 8], RED), ['sync', 2]);

    await expect.poll(() => session.sent('sync')).toEqual(['sync 2']);
    expect(await session.pixel(4, 4)).toEqual(RED);
    expect(await session.pixel(32, 32)).toEqual(BLUE);
  });

  for (const [what, blobs] of [
    ['is damaged', [Buffer.from('this is no image').toString('base64')]],
    ['is not base64', ['%%%%', '====']],
    ['is empty', []],
  ] as const) {
    test(`goes on after an image that ${what}`, async ({ session }) => {
      await session.openWithPicture();
      await session.feed(...image(1, 0, 0, ...blobs), ...fill([0, 0, 8, 8], GREEN), ['sync', 2]);
      await session.feed(...fill([8, 0, 8, 8], RED), ['sync', 3]);

      await expect.poll(() => session.sent('sync')).toEqual(['sync 2', 'sync 3']);
      expect(await session.pixel(4, 4)).toEqual(GREEN);
      expect(await session.pixel(12, 4)).toEqual(RED);
    });
  }

  test('does not load an image of a type that guacd does not send', async ({ session }) => {
    await session.openWithPicture();
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    );
    await session.feed(
      ['img', 1, 14, 0, 'image/svg+xml', 0, 0],
      ['blob', 1, svg.toString('base64')],
      ['end', 1],
    );
    await session.feed(['sync', 2]);

    await expect.poll(() => session.sent('sync')).toEqual(['sync 2']);
    expect(await session.pixel(4, 4)).toEqual([0, 0, 0, 255]);
  });

  test('goes on after an image that never ends', async ({ page, session }) => {
    await session.stopClock();
    await session.openWithPicture();
    await session.feed(['img', 1, 14, 0, 'image/png', 0, 0], ...fill([0, 0, 8, 8], GREEN), ['sync', 2]);
    expect(await session.sent('sync')).toEqual([]);

    await page.clock.runFor(5_000);
    expect(await session.sent('sync')).toEqual(['sync 2']);
    expect(await session.pixel(4, 4)).toEqual(GREEN);
  });

  test('copies within a layer where source and target overlap, as terminals scroll', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(...fill([0, 0, 10, 10], RED), ...fill([0, 10, 10, 10], GREEN), ['sync', 2]);
    await session.feed(['copy', 0, 0, 0, 10, 20, 14, 0, 0, 5], ['sync', 3]);

    expect(await session.pixel(5, 2)).toEqual(RED);
    expect(await session.pixel(5, 12)).toEqual(RED);
    expect(await session.pixel(5, 17)).toEqual(GREEN);
    expect(await session.pixel(5, 24)).toEqual(GREEN);
  });

  test('never draws a canvas onto itself', async ({ session }) => {
    await session.page.evaluate(() => {
      const prototype = CanvasRenderingContext2D.prototype;
      const draw: unknown = Reflect.get(prototype, 'drawImage');
      prototype.drawImage = function (...args: unknown[]) {
        if (args[0] === this.canvas) document.body.dataset.ontoItself = 'yes';
        if (typeof draw === 'function') Reflect.apply(draw, this, args);
      };
    });
    await session.openWithPicture();
    await session.feed(['copy', 0, 0, 0, 100, 50, 14, 0, 0, 20], ['sync', 2]);
    expect(await session.sent('sync')).toEqual(['sync 2']);
    await expect(session.page.locator('body')).not.toHaveAttribute('data-onto-itself', 'yes');
  });

  test('copies between layers and out of buffers', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(
      ...fill([0, 0, 20, 20], BLUE, -1),
      ['copy', -1, 0, 0, 20, 20, 14, 0, 50, 50],
      ['sync', 2],
    );
    expect(await session.pixel(60, 60)).toEqual(BLUE);
  });

  test('skips an operation that fails and draws the rest', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(
      ['cfill', 14, 'x', 1, 2, 3, 4],
      ['lfill', 14, 0, -9],
      ['copy', 0, 0, 0, 'x', 1, 14, 0, 0, 0],
      ['size', 0, 'x', -5],
      ...fill([0, 0, 8, 8], GREEN),
      ['sync', 2],
    );
    expect(await session.pixel(4, 4)).toEqual(GREEN);
    expect(await session.sent('sync')).toEqual(['sync 2']);
  });

  test('begins with the size that was asked for, since guacd 1.3.0 may lose its first one', async ({
    session,
  }) => {
    await session.page.setViewportSize({ width: 640, height: 480 });
    await session.open();
    await session.feed(...fill([0, 0, 640, 480], RED), ['sync', 1]);
    expect(await session.pixel(639, 479)).toEqual(RED);
    expect(await session.picture()).toEqual({ x: 0, y: 0, width: 640, height: 480 });
  });

  test('shows the pointer of the remote computer as the pointer of the system', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(...fill([0, 0, 12, 12], RED, -1), ['cursor', 3, 4, -1, 0, 0, 12, 12], ['sync', 2]);
    await expect(session.stage).toHaveCSS('cursor', /image-set\(.*data:image\/png.*\) 3 4, default/);
  });

  test('hides the pointer when it has no size, and goes on', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(['cursor', 0, 0, -1, 0, 0, 0, 0], ...fill([0, 0, 8, 8], GREEN), ['sync', 2]);
    await expect(session.stage).toHaveCSS('cursor', 'none');
    expect(await session.pixel(4, 4)).toEqual(GREEN);
    expect(await session.sent('sync')).toEqual(['sync 2']);
  });

  test('takes away the size of a layer and of a pointer that had one', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(...fill([0, 0, 12, 12], RED, -1), ['cursor', 3, 4, -1, 0, 0, 12, 12], ['sync', 2]);
    await session.feed(['size', -1, 0, 0], ['cursor', 0, 0, -1, 0, 0, 0, 0], ['sync', 3]);
    await expect(session.stage).toHaveCSS('cursor', 'none');
    await session.feed(...fill([0, 0, 9, 9], GREEN, -1), ['copy', -1, 0, 0, 9, 9, 14, 0, 0, 0], ['sync', 4]);
    expect(await session.pixel(8, 8)).toEqual(GREEN);
  });

  test('draws a pointer into the picture that is too large for the system', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(...fill([0, 0, 200, 200], RED, -1), ['cursor', 0, 0, -1, 0, 0, 200, 200], ['sync', 2]);
    await expect(session.stage).toHaveCSS('cursor', 'none');
    await expect(session.page.locator('[data-part="picture"] canvas')).toHaveCount(2);
  });

  test('stacks, moves, shades and disposes of layers', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(
      ['size', 1, 20, 20],
      ...fill([0, 0, 20, 20], RED, 1),
      ['move', 1, 0, 30, 40, 1],
      ['shade', 1, 128],
      ['sync', 2],
    );
    const layers = session.page.locator('[data-part="picture"] canvas');
    await expect(layers).toHaveCount(2);
    await session.feed(['dispose', 1], ['sync', 3]);
    await expect(layers).toHaveCount(1);
  });

  test('gives back the canvases of a connection that is over', async ({ session }) => {
    await session.openWithPicture();
    await session.page.evaluate(() => {
      const canvas = document.querySelector('[data-part="picture"] canvas');
      Object.assign(window, { oldCanvas: canvas });
    });
    await session.show({ epoch: 2 });
    await session.start(2);
    await session.feed(['size', 0, 50, 50], ['sync', 1]);
    const area = await session.page.evaluate(() => {
      const canvas: unknown = Reflect.get(window, 'oldCanvas');
      return canvas instanceof HTMLCanvasElement ? canvas.width * canvas.height : -1;
    });
    expect(area).toBe(0);
  });
});
