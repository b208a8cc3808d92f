import { expect, type Page } from '@playwright/test';
import { makePng } from '../../support/make-png';
import { MemoryPeak } from '../../support/process-memory';
import { fill, image, pngOf, SESSION_ID, test, type RGBA } from './session-page';

const MIB = 1_048_576;
/** How much the page may grow, whatever guacd sends. */
const MEMORY_LIMIT = 256 * MIB;
const GREEN: RGBA = [0, 255, 0, 255];
/** More than any limit allows; tests stop as soon as the page does. */
const ENDLESS = 400_000;

type Instruction = [string, ...(string | number)[]];
type Wire = () => Iterable<Instruction>;

function* times(count: number, make: (index: number) => Instruction[]): Iterable<Instruction> {
  for (let index = 0; index < count; index++) yield* make(index);
}

/** A black PNG of any size, of one bit a pixel: some kilobytes. */
function bomb(width: number, height: number): string {
  return makePng({ width, height, depth: 1, colour: 0, noise: Uint8Array.of(0) }).toString('base64');
}

/** The bytes of an image as guacd sends them, in blobs. */
function blobs(base64: string): string[] {
  return base64.match(/.{1,8000}/gs) ?? [];
}

async function watchMemory(page: Page): Promise<MemoryPeak> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  return new MemoryPeak(processInfo.filter(({ type }) => /renderer|GPU/.test(type)).map(({ id }) => id));
}

/** What a hostile guacd can send without end or without measure, and which limit it meets. */
const ABUSES: [what: string, limit: string, wire: Wire][] = [
  ['a layer of index 2^31', 'layers', () => fill([0, 0, 9, 9], GREEN, 2 ** 31)],
  ['a display of 100000 x 100000', 'pixels', () => [['size', 0, 100_000, 100_000]]],
  [
    'a buffer of 16384 x 16384',
    'pixels',
    () => [['size', -1, 16_384, 16_384], ...fill([0, 0, 9, 9], GREEN, -1)],
  ],
  ['a buffer that grows by what is drawn', 'pixels', () => fill([0, 0, 100_000, 100_000], GREEN, -1)],
  ['buffers of 4 MiB', 'pixels', () => times(1_000, (n) => fill([0, 0, 1024, 1024], GREEN, -1 - n))],
  ['small buffers', 'layers', () => times(20_000, (n) => [['size', -1 - n, 1, 1]])],
  [
    'layers in layers',
    'layers',
    function* () {
      yield ['size', 0, 10, 10];
      yield* times(20_000, (n) => [['move', n + 1, n, 0, 0, 0]]);
    },
  ],
  ['an image bomb', 'pixels', () => image(1, 0, 0, ...blobs(bomb(20_000, 20_000)))],
  ['an image bomb in a buffer', 'pixels', () => [['png', 12, -1, 0, 0, bomb(3_000, 3_000)]]],
  ['a pointer of 4096 x 4096', 'pixels', () => [['cursor', 0, 0, 0, 0, 0, 4_096, 4_096]]],
  ['a frame without end', 'operations', () => times(ENDLESS, () => [['rect', 0, 0, 0, 9, 9]])],
  [
    'an image without end',
    'images',
    () => [
      ['img', 1, 14, 0, 'image/png', 0, 0],
      ...times(9_000, (): Instruction[] => [['blob', 1, 'A'.repeat(8_000)]]),
    ],
  ],
  ['10 000 open images', 'streams', () => times(10_000, (n) => [['img', n, 14, 0, 'image/png', 0, 0]])],
  ['10 000 open texts', 'streams', () => times(10_000, (n) => [['clipboard', n, 'text/plain']])],
  ['10 000 streams of sound', 'streams', () => times(10_000, (n) => [['audio', n, 'audio/L16;rate=44100']])],
  [
    'a path without end',
    'operations',
    () =>
      times(ENDLESS, (n) => [
        ['rect', 0, 0, 0, 9, 9],
        ...(n % 100 === 0 ? [['sync', n] as Instruction] : []),
      ]),
  ],
  [
    'states that are saved without end',
    'states',
    () => times(ENDLESS, (n) => [['push', 0], ...(n % 100 === 0 ? [['sync', n] as Instruction] : [])]),
  ],
  [
    'clips without end',
    'states',
    () =>
      times(ENDLESS, (n) => [
        ['rect', 0, 0, 0, 9, 9],
        ['clip', 0],
        ...(n % 100 === 0 ? [['sync', n] as Instruction] : []),
      ]),
  ],
  [
    'an operation on more pixels than a display has',
    'pixels',
    () => [
      ['size', -1, 6_000, 6_000],
      ['transfer', -1, 0, 0, 6_000, 6_000, 6, 0, 0, 0],
    ],
  ],
];

/** What is odd or much, but bounded: it is drawn, or passed over. */
const ODDITIES: [what: string, wire: Wire][] = [
  [
    '50 000 rectangles in one frame',
    () => times(50_000, (n) => fill([n % 200, 0, 9, 9], [n % 256, 0, 0, 255])),
  ],
  [
    'copies with negative places and sizes',
    () =>
      times(100, (n) => [
        ['copy', 0, -n, -n, -50, -50, 14, 0, -9, -9],
        ['copy', 0, 10, 10, 50, 50, 14, -1, -99, -99],
      ]),
  ],
  [
    'blobs and ends of streams that are not open',
    () =>
      times(1_000, (n) => [
        ['blob', n, 'QUJD'],
        ['end', n],
        ['end', n],
      ]),
  ],
  [
    'acknowledgements with errors for streams that are not ours',
    () => times(1_000, (n) => [['ack', n, 'no', 519]]),
  ],
  [
    'a text without end',
    () => [
      ['clipboard', 1, 'text/plain'],
      ...times(1_500, (): Instruction[] => [['blob', 1, 'QUJD'.repeat(2_000)]]),
    ],
  ],
  [
    'texts that are long and never end',
    () =>
      times(20, (n) => [
        ['clipboard', n, 'text/plain'],
        ...times(100, (): Instruction[] => [['blob', n, 'QUJD'.repeat(2_000)]]),
      ]),
  ],
  [
    'a layer that is moved into itself',
    () => [
      ['size', 1, 9, 9],
      ['move', 1, 1, 0, 0, 0],
      ['move', 1, 2, 0, 0, 0],
      ['move', 2, 1, 0, 0, 0],
    ],
  ],
  [
    'buffers that are given back as often as they are made',
    () =>
      times(10_000, (n) => [
        ...fill([0, 0, 64, 64], GREEN, -1 - n),
        ['dispose', -1 - n],
        ...(n % 500 === 0 ? [['sync', 1_000 + n] as Instruction] : []),
      ]),
  ],
  [
    'a display that changes its size all the time',
    () =>
      times(300, (n) => [
        ['size', 0, 200 + (n % 2) * 2_000, 1_000],
        ...fill([0, 0, 9, 9], GREEN),
        ['sync', 1_000 + n],
      ]),
  ],
];

test.describe('the limits of a display', () => {
  for (const [what, limit, wire] of ABUSES) {
    test(`P8: end a session that sends ${what}, and the page stays small and alive`, async ({
      page,
      session,
    }) => {
      await session.openWithPicture();
      const memory = await watchMemory(page);
      await session.flood(wire());
      await session.flood([['sync', 7_777_777]]);

      expect(await session.waitForCall('sessions.reportFault')).toEqual({
        sessionId: SESSION_ID,
        epoch: 1,
        limit,
      });
      expect(await session.calls('sessions.reportFault')).toHaveLength(1);
      await expect(page.getByText('too large to be shown')).toBeVisible();
      expect(await session.sent('sync')).not.toContain('sync 7777777');
      expect(memory.growth).toBeLessThan(MEMORY_LIMIT);

      await session.show({ epoch: 2 });
      await session.start(2);
      await session.feed(['size', 0, 50, 50], ...fill([0, 0, 50, 50], GREEN), ['sync', 3]);
      await expect.poll(() => session.sent('sync')).toContain('sync 3');
      expect(await session.pixel(40, 40)).toEqual(GREEN);
    });
  }

  for (const [what, wire] of ODDITIES) {
    test(`P8: stand ${what}, and the picture goes on`, async ({ page, session }) => {
      await session.openWithPicture();
      const memory = await watchMemory(page);
      await session.flood(wire());
      await session.flood([['size', 0, 50, 50], ...fill([0, 0, 50, 50], GREEN), ['sync', 7_777_777]]);

      await expect.poll(() => session.sent('sync')).toContain('sync 7777777');
      expect(await session.pixel(40, 40)).toEqual(GREEN);
      expect(await session.calls('sessions.reportFault')).toEqual([]);
      expect(memory.growth).toBeLessThan(MEMORY_LIMIT);
      await session.page.evaluate((id) => window.harness.remove(id), SESSION_ID);
      await expect(session.stage).toHaveCount(0);
    });
  }

  test('P7: stand 10 000 streams that are opened and closed, one after the other', async ({ session }) => {
    await session.openWithPicture();
    const png = pngOf(2, 2, GREEN);
    await session.flood(
      times(10_000, (n) => [
        ...image(n, 0, 0, png),
        ...(n % 50 === 49 ? [['sync', 100 + n] as Instruction] : []),
      ]),
    );
    await expect.poll(() => session.sent('sync')).toContain('sync 10099');
    expect(await session.calls('sessions.reportFault')).toEqual([]);
    expect(await session.pixel(1, 1)).toEqual(GREEN);
  });
});
