import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { encodeInstruction } from '../../src/shared/guacamole/encode';
import type { ScriptedPeer } from '../support/scripted-guacd';
import { SESSION_NAME, test } from './support/scripted-engine';
import type { LaunchedApp } from './support/launch';

const MIB = 1_048_576;
/**
 * What main may grow while a page stalls under a flood: the largest credit window, half a mebibyte, and 8 MiB for what V8 lets
 * lie in its young generation before it looks. About a third of a mebibyte was seen.
 */
const STALL_GROWTH = 8.5 * MIB;
const STALL_MS = 10_000;
/** Frames of the flood, with 16 KiB each. */
const FLOOD_FRAMES = 4_000;

const fill = (x: number, y: number, width: number, height: number, ...colour: number[]): string =>
  encodeInstruction('rect', 0, x, y, width, height) + encodeInstruction('cfill', 14, 0, ...colour, 255);

/** A first picture of 400 x 300 in one colour. */
async function showPicture(peer: ScriptedPeer): Promise<void> {
  await peer.send(encodeInstruction('size', 0, 400, 300) + fill(0, 0, 400, 300, 0, 0, 255));
  await peer.say('sync', 1);
}

/** Shows a picture that does not change. */
async function stayWithPicture(peer: ScriptedPeer): Promise<void> {
  await showPicture(peer);
  await peer.ended();
}

/** A hash of the pixels of the remote picture. */
function hashPicture(page: Page): Promise<string> {
  return page
    .evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-part="picture"] canvas');
      return canvas?.toDataURL('image/png') ?? '';
    })
    .then((url) => createHash('sha256').update(url).digest('hex'));
}

function crashPage({ app }: LaunchedApp): Promise<void> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
  );
}

test.describe('with an engine that is hostile or broken', () => {
  test('P11: the picture goes on after images that are damaged or cut off', async ({ engine, pestle }) => {
    engine.script = async (peer) => {
      await showPicture(peer);
      await peer.expect('sync');
      const damaged = Buffer.from('\x89PNG\r\n\x1a\n no image at all', 'latin1').toString('base64');
      await peer.send(
        encodeInstruction('img', 1, 14, 0, 'image/png', 0, 0) +
          encodeInstruction('blob', 1, damaged) +
          encodeInstruction('end', 1) +
          encodeInstruction('img', 3, 14, 0, 'image/webp', 0, 0) +
          encodeInstruction('end', 3) +
          encodeInstruction('sync', 2) +
          encodeInstruction('img', 5, 14, 0, 'image/png', 0, 0) +
          encodeInstruction('blob', 5, damaged) +
          encodeInstruction('sync', 3) +
          fill(0, 0, 400, 300, 0, 255, 0) +
          encodeInstruction('sync', 4),
      );
      await peer.ended();
    };
    await pestle.openLive(SESSION_NAME);
    const peer = engine.sessions[0]!;
    await peer.until((received) => received.some(({ opcode, args }) => opcode === 'sync' && args[0] === '4'));
    await pestle.expectColour(SESSION_NAME, [0, 255, 0], 0.1);
    expect((await pestle.session(SESSION_NAME)).isPictureStalled).toBe(false);
  });

  for (const [what, abuse] of [
    ['a display of 100000 x 100000', encodeInstruction('size', 0, 100_000, 100_000)],
    ['a buffer of 16384 x 16384', encodeInstruction('size', -1, 16_384, 16_384)],
    ['a layer of index 2^31', encodeInstruction('size', 2 ** 31, 8, 8)],
    ['a frame without end', fill(0, 0, 9, 9, 1, 2, 3).repeat(300_000)],
  ] as const) {
    test(`P8: a session ends with a reason at ${what}, and the app goes on`, async ({ engine, pestle }) => {
      engine.script = async (peer, isJoined) => {
        await showPicture(peer);
        if (engine.sessions.length > 1 || isJoined) return;
        await peer.expect('sync');
        await peer.send(abuse);
        await peer.say('sync', 2);
      };
      await pestle.open(SESSION_NAME);
      await pestle.expectPhase(SESSION_NAME, 'failed');
      await expect(pestle.panel(SESSION_NAME)).toContainText('too large to be shown');
      expect((await pestle.session(SESSION_NAME)).problem?.code).toBe('DISPLAY_LIMIT');
      await engine.sessions[0]!.ended();

      await pestle.panel(SESSION_NAME).getByRole('button', { name: 'Reconnect' }).click();
      await pestle.expectPhase(SESSION_NAME, 'live');
      await pestle.expectColour(SESSION_NAME, [0, 0, 255], 0.1);
    });
  }

  test('R5: a page that stalls for 10 s under a flood costs main next to nothing, and then has the right picture', async ({
    engine,
    launched,
    pestle,
  }) => {
    test.setTimeout(180_000);
    let sentBytes = 0;
    engine.script = async (peer) => {
      await showPicture(peer);
      await peer.expect('sync');
      const ballast = encodeInstruction('blob', 99, 'A'.repeat(8_000)).repeat(2);
      for (let frame = 2; frame < FLOOD_FRAMES; frame++) {
        const text =
          encodeInstruction('copy', 0, 0, 0, 399, 300, 14, 0, 1, 0) +
          fill(0, frame % 300, 1, 1 + (frame % 50), frame % 256, (frame * 7) % 256, (frame * 13) % 256) +
          ballast +
          encodeInstruction('sync', frame);
        sentBytes += text.length;
        await peer.send(text);
      }
      await peer.send(fill(0, 0, 4, 4, 255, 0, 0) + encodeInstruction('sync', FLOOD_FRAMES));
      await peer.ended();
    };
    const isDone = (peer: ScriptedPeer): Promise<void> =>
      peer.until((received) =>
        received.some(({ opcode, args }) => opcode === 'sync' && args[0] === String(FLOOD_FRAMES)),
      );
    const memory = (): Promise<number> =>
      launched.app.evaluate(() => process.getProcessMemoryInfo().then((info) => info.private * 1_024));

    await pestle.openLive(SESSION_NAME);
    const stall = pestle.page.evaluate((ms) => {
      const end = performance.now() + ms;
      while (performance.now() < end);
    }, STALL_MS);
    const before = await memory();
    const stalled = { isOver: false };
    void stall.then(() => (stalled.isOver = true));
    let peak = before;
    // Once the credit is used up and the sockets are full, nothing more leaves the engine.
    const samples: number[] = [];
    while (!stalled.isOver) {
      peak = Math.max(peak, await memory());
      samples.push(sentBytes);
    }
    expect(samples.at(-2)).toBe(samples[Math.floor(samples.length / 2)]);
    expect(samples.at(-2)).toBeLessThan(FLOOD_FRAMES * 16_000);
    test
      .info()
      .annotations.push({ type: 'main grew by', description: `${Math.round((peak - before) / 1_024)} KiB` });
    expect(peak - before).toBeLessThan(STALL_GROWTH);
    await isDone(engine.sessions[0]!);
    const picture = await hashPicture(pestle.page);

    await pestle.closeTab(SESSION_NAME);
    await pestle.openLive(SESSION_NAME);
    await expect.poll(() => engine.sessions.length).toBe(2);
    await isDone(engine.sessions[1]!);
    expect(await hashPicture(pestle.page)).toBe(picture);
  });

  test('R6: a page that is reloaded takes its session over, and the old connection gets nothing more of it', async ({
    engine,
    pestle,
  }) => {
    engine.script = stayWithPicture;
    await pestle.openLive(SESSION_NAME);
    await pestle.page.reload();
    await pestle.tab(SESSION_NAME).click();
    await pestle.expectPhase(SESSION_NAME, 'live');
    await engine.sessions[0]!.ended();
    await pestle.display(SESSION_NAME).focus();
    await pestle.page.keyboard.press('a');
    await engine.sessions[1]!.expect('key');
    expect(engine.sessions[0]!.opcodes).not.toContain('key');
    expect(engine.sessions[0]!.opcodes.at(-1)).toBe('disconnect');
    expect(engine.sessions).toHaveLength(2);
    expect(await pestle.sessions()).toHaveLength(1);
  });

  test('R4: a crash of the page keeps the remote session for the next page; a second one within a minute asks', async ({
    engine,
    launched,
    pestle,
  }) => {
    engine.script = stayWithPicture;
    await launched.app.evaluate(({ dialog }) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = (...args: unknown[]) => {
        asked.push((args.at(-1) as { message: string }).message);
        return new Promise((resolve) =>
          Object.assign(globalThis, { reload: () => resolve({ response: 1, checkboxChecked: false }) }),
        );
      };
    });
    const asked = (): Promise<string[]> =>
      launched.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
    await pestle.openLive(SESSION_NAME);

    await crashPage(launched);
    await expect.poll(() => engine.sessions[1]?.opcodes.includes('sync'), { timeout: 20_000 }).toBe(true);
    await engine.sessions[0]!.ended();
    expect(engine.sessions[1]!.hasEnded).toBe(false);
    expect(await asked()).toEqual([]);

    await crashPage(launched);
    await expect.poll(asked).toEqual(['The window of Pestle crashed twice within a minute.']);
    expect(engine.sessions[1]!.hasEnded).toBe(false);
    expect(engine.sessions).toHaveLength(2);
    await launched.app.evaluate(() => (globalThis as unknown as { reload: () => void }).reload());
    await expect.poll(() => engine.sessions[2]?.opcodes.includes('sync'), { timeout: 20_000 }).toBe(true);
  });

  test('R5: a page that hangs can be reloaded by a question of main, and the session goes on', async ({
    engine,
    launched,
    pestle,
  }) => {
    engine.script = stayWithPicture;
    await pestle.openLive(SESSION_NAME);
    await launched.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = (...args: unknown[]) => {
        const { message } = args.at(-1) as { message: string };
        const isHang = message === 'The window of Pestle does not respond.';
        return Promise.resolve({ response: isHang ? 1 : 0, checkboxChecked: false });
      };
    });
    void pestle.page
      .evaluate(() => {
        for (;;);
      })
      .catch(() => undefined);
    // Chromium tells it half a minute after input that nobody takes.
    await launched.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.emit('unresponsive'),
    );
    await expect.poll(() => engine.sessions[1]?.opcodes.includes('sync'), { timeout: 20_000 }).toBe(true);
    expect(engine.sessions).toHaveLength(2);
  });
});
