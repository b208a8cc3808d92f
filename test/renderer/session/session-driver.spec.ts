import { expect } from '@playwright/test';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import { fill, image, pngOf, SESSION_ID, test, type RGBA } from './session-page';

const RED: RGBA = [255, 0, 0, 255];
const GREEN: RGBA = [0, 255, 0, 255];

test.describe('session driver', () => {
  test('acknowledges every byte that was handed to the display', async ({ session }) => {
    await session.open();
    const text = encodeInstruction('name', 'tést') + encodeInstruction('sync', 1);
    await session.feedText(text);
    await session.feedText(encodeInstruction('sync', 2));
    expect(await session.acknowledgedBytes()).toBe(
      Buffer.byteLength(text) + Buffer.byteLength(encodeInstruction('sync', 2)),
    );
  });

  test('acknowledges no more while too many frames wait, and all of it once they are drawn', async ({
    session,
  }) => {
    await session.openWithPicture();
    const before = await session.acknowledgedBytes();
    await session.feed(['img', 1, 14, 0, 'image/png', 0, 0]);
    let bytes = 0;
    for (let time = 2; time < 22; time++) {
      await session.feed(['sync', time]);
      bytes += encodeInstruction('sync', time).length;
    }
    const open = encodeInstruction('img', 1, 14, 0, 'image/png', 0, 0).length;
    expect((await session.acknowledgedBytes()) - before).toBeLessThan(open + bytes);

    const rest: [string, ...(string | number)[]][] = [
      ['blob', 1, pngOf(4, 4, RED)],
      ['end', 1],
    ];
    await session.feed(...rest);
    bytes += rest.map((elements) => encodeInstruction(...elements)).join('').length;
    await expect.poll(async () => (await session.acknowledgedBytes()) - before).toBe(open + bytes);
    expect(await session.sent('sync')).toHaveLength(20);
  });

  test('answers all frames of one message with one message', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(['sync', 2], ['sync', 3], ['sync', 4]);
    const inputs = await session.page.evaluate(() => window.harness.inputs.map(({ text }) => text));
    expect(inputs).toEqual(['4.sync,1.2;4.sync,1.3;4.sync,1.4;']);
  });

  test('handles what came while the browser decoded an image, in order, once it has', async ({ session }) => {
    await session.openWithPicture();
    const before = await session.acknowledgedBytes();
    await session.page.evaluate(() => {
      const held: (() => void)[] = [];
      Object.assign(window, { releaseImages: () => held.splice(0).forEach((release) => release()) });
      Object.defineProperty(HTMLImageElement.prototype, 'onload', {
        set(this: HTMLImageElement, listener: () => void) {
          this.addEventListener('load', () => held.push(listener));
        },
      });
    });
    // With transparency, which is left to the browser.
    await session.feed(...image(1, 0, 0, pngOf(4, 4, RED)), ['sync', 2], ...fill([0, 0, 2, 2], GREEN), [
      'sync',
      3,
    ]);
    await session.feed(['sync', 4]);
    expect(await session.sent('sync')).toEqual([]);
    expect(await session.acknowledgedBytes()).toBe(before);

    await expect
      .poll(async () => {
        await session.page.evaluate(() => (Reflect.get(window, 'releaseImages') as () => void)());
        return session.sent('sync');
      })
      .toEqual(['sync 2', 'sync 3', 'sync 4']);
    expect(await session.pixel(1, 1)).toEqual(GREEN);
    expect(await session.pixel(3, 3)).toEqual(RED);
  });

  test('keeps the picture of the last connection until the next one has a frame', async ({ session }) => {
    await session.openWithPicture(100, 100);
    await session.feed(...fill([0, 0, 100, 100], RED), ['sync', 2]);

    await session.show({ phase: 'connecting', epoch: 2 });
    await session.start(2);
    await session.feed(['size', 0, 60, 60], ...fill([0, 0, 60, 60], GREEN));
    await expect(session.stage).toHaveAttribute('data-picture', 'no');
    await expect(session.stage).toHaveAttribute('data-dimmed', 'yes');
    expect(await session.pixel(50, 50)).toEqual(RED);

    await session.feed(['sync', 1]);
    await session.show({ phase: 'live' });
    await expect(session.stage).toHaveAttribute('data-picture', 'yes');
    await expect(session.stage).not.toHaveAttribute('data-dimmed');
    expect(await session.pixel(50, 50)).toEqual(GREEN);
    expect(await session.page.locator('[data-part="picture"] canvas').count()).toBe(1);
  });

  test('ignores what belongs to an older connection', async ({ session }) => {
    await session.openWithPicture();
    await session.show({ epoch: 2 });
    await session.start(2);
    await session.feedText(encodeInstruction('sync', 77), 1);
    await session.feed(['sync', 5]);
    expect(await session.sent('sync')).toEqual(['sync 5']);
  });

  test('drops the images of an older connection that are decoded late', async ({ session }) => {
    await session.openWithPicture();
    const drawing: [string, ...(string | number)[]][] = [
      ...image(1, 0, 0, pngOf(400, 400, RED)),
      ['sync', 2],
    ];
    const late = drawing.map((elements) => encodeInstruction(...elements)).join('');
    // In one go, so that the image cannot be decoded in between.
    await session.page.evaluate(
      ([id, text]) => {
        window.harness.data(id, 1, text);
        window.harness.start(id, 2);
      },
      [SESSION_ID, late] as const,
    );
    await session.feedText(encodeInstruction('size', 0, 10, 10) + encodeInstruction('sync', 9), 2);
    await expect.poll(() => session.sent('sync')).toContain('sync 9');
    expect(await session.sent('sync')).not.toContain('sync 2');
  });

  test('shows a window title with characters of every length', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(['name', 'aä€😀𝄞: ~/src'], ['sync', 2]);
    await expect(session.stage).toHaveAttribute('aria-description', 'aä€😀𝄞: ~/src');
    expect(await session.sent('sync')).toEqual(['sync 2']);
  });

  test('neither keeps the connection alive nor ends it: that is for main', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(['nop'], ['error', 'Aborted. See logs.', 519], ['disconnect'], ['sync', 2]);
    await session.page.evaluate((id) => window.harness.remove(id), SESSION_ID);
    await expect(session.stage).toHaveCount(0);
    expect(await session.sent()).toEqual(['sync 2']);
  });

  test('refuses files and pipes that nobody takes', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(['file', 4, 'application/pdf', 'print.pdf'], ['pipe', 6, 'text/plain', 'x']);
    const acks = await session.sent('ack');
    expect(acks).toHaveLength(2);
    for (const ack of acks) expect(ack).toMatch(/ 256$/);
  });

  test('goes on when a single instruction cannot be carried out', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(['clipboard', 2, 'text/plain'], ['blob', 2, '%%%'], ['sync', 2]);
    expect(await session.sent('sync')).toEqual(['sync 2']);
  });

  test('gives up with a reason when what arrives is not made of instructions', async ({ session }) => {
    await session.openWithPicture();
    await session.feedText('this is no instruction');
    await expect(session.page.getByRole('button', { name: 'Reconnect' })).toBeFocused();
    expect(await session.waitForCall('sessions.reportFault')).toEqual({
      sessionId: SESSION_ID,
      epoch: 1,
      limit: null,
    });
  });

  test('takes the session over again after the view was mounted anew', async ({ session }) => {
    await session.openWithPicture();
    await session.page.evaluate((id) => window.harness.remove(id), SESSION_ID);
    await expect(session.stage).toHaveCount(0);
    expect(await session.page.evaluate((id) => window.harness.isListening(id), SESSION_ID)).toBe(false);
    await session.show();
    await expect.poll(async () => (await session.calls('sessions.attach')).length).toBe(2);
    await session.start(1);
    await session.feed(['size', 0, 20, 20], ['sync', 9]);
    await expect(session.stage).toHaveAttribute('data-picture', 'yes');
  });

  test('does not connect a session by itself that has ended', async ({ session }) => {
    await session.show({ phase: 'closed' });
    await session.page.getByRole('button', { name: 'Reconnect' }).click();
    await session.waitForCall('sessions.reconnect');
    expect(await session.calls('sessions.attach')).toEqual([]);
  });
});

test.describe('remote clipboard', () => {
  test('is received over several blobs, split inside of characters', async ({ session }) => {
    await session.openWithPicture();
    const text = 'ä€😀'.repeat(3_000);
    const bytes = Buffer.from(text);
    const parts: [string, ...(string | number)[]][] = [];
    for (let at = 0; at < bytes.length; at += 4_096) {
      parts.push(['blob', 2, bytes.subarray(at, at + 4_096).toString('base64')]);
    }
    await session.feed(['clipboard', 2, 'text/plain'], ...parts, ['end', 2]);
    expect(await session.waitForCall('sessions.receiveClipboard')).toEqual({ sessionId: SESSION_ID, text });
  });

  test('is not taken from a session in the background', async ({ session }) => {
    const copy = (stream: number, text: string) =>
      session.feed(
        ['clipboard', stream, 'text/plain'],
        ['blob', stream, Buffer.from(text).toString('base64')],
        ['end', stream],
      );
    await session.openWithPicture();
    await session.show({}, false);
    await copy(2, 'unseen');
    await session.show({}, true);
    await copy(3, 'seen');
    expect(await session.waitForCall('sessions.receiveClipboard')).toEqual({
      sessionId: SESSION_ID,
      text: 'seen',
    });
    expect(await session.calls('sessions.receiveClipboard')).toHaveLength(1);
  });
});

test.describe('remote sound', () => {
  test('is taken in the formats that are asked for', async ({ session }) => {
    await session.openWithPicture();
    await session.feed(
      ['audio', 4, 'audio/L16;rate=44100,channels=2'],
      ['blob', 4, Buffer.alloc(1_764).toString('base64')],
    );
    await expect.poll(() => session.sent('ack')).toContain('ack 4 OK 0');
  });
});
