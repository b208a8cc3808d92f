import { expect, test as base, type Locator, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { PNG } from 'pngjs';
import { existsSync } from 'node:fs';
import { build } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../../../src/main/app/content-security-policy';
import { decodeInstructions } from '../../../src/shared/guacamole/decode';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import type { SessionState } from '../../../src/shared/model/session-state';
import type { RecordedCall } from './harness';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const ORIGIN = 'http://session.test';
export const SESSION_ID = '00000000-0000-4000-8000-000000000001';
/** Wall-clock milliseconds of a page whose clock is stopped. */
export const NOW = 1_700_000_000_000;
const PROFILE_ID = '00000000-0000-4000-8000-000000000002';

type Element = string | number;
export type RGBA = [red: number, green: number, blue: number, alpha: number];

/** A live SSH session of epoch 1; tests change what they are about. */
export function sessionState(change: Partial<SessionState> = {}): SessionState {
  return {
    id: SESSION_ID,
    profileId: PROFILE_ID,
    name: 'build server',
    protocol: 'ssh',
    phase: 'live',
    readOnly: false,
    prompt: null,
    problem: null,
    attempt: 0,
    nextAttemptAt: null,
    unknownParameters: [],
    isPictureStalled: false,
    isTemporary: false,
    startedAt: NOW,
    epoch: 1,
    revision: 1,
    ...change,
  };
}

/** A session view in a page, driven from main's side. */
export class SessionPage {
  readonly page: Page;
  #session = sessionState();

  constructor(page: Page) {
    this.page = page;
  }

  get stage(): Locator {
    return this.page.getByRole('application');
  }

  /** Stops the page's clock at {@link NOW}; from then on time passes by `page.clock.runFor` only. */
  async stopClock(): Promise<void> {
    await this.page.clock.install({ time: NOW - 1_000 });
    await this.page.clock.pauseAt(NOW);
  }

  async show(change: Partial<SessionState> = {}, isActive = true): Promise<void> {
    this.#session = { ...this.#session, ...change, revision: this.#session.revision + 1 };
    await this.page.evaluate(([session, active]) => window.harness.show(session, active), [
      this.#session,
      isActive,
    ] as const);
  }

  /** Shows a session that has a connection and waits until the page takes data. */
  async open(change: Partial<SessionState> = {}): Promise<void> {
    await this.show(change);
    await this.waitForCall('sessions.attach');
    await this.start(this.#session.epoch);
  }

  /** As `open`, with one black frame of this size on screen. */
  async openWithPicture(width = 200, height = 100, change: Partial<SessionState> = {}): Promise<void> {
    await this.open(change);
    await this.feed(['size', 0, width, height], ...fill([0, 0, width, height], [0, 0, 0, 255]), ['sync', 1]);
    await expect(this.stage).toHaveAttribute('data-picture', 'yes');
    await this.page.evaluate(() => {
      window.harness.inputs.length = 0;
    });
  }

  async start(epoch: number): Promise<void> {
    await this.page.evaluate(([id, n]) => window.harness.start(id, n), [SESSION_ID, epoch] as const);
  }

  /** Gives the page instructions of guacd, as one message. */
  async feed(...instructions: [string, ...Element[]][]): Promise<void> {
    await this.feedText(instructions.map((elements) => encodeInstruction(...elements)).join(''));
  }

  async feedText(text: string, epoch = this.#session.epoch): Promise<void> {
    await this.page.evaluate(([id, n, data]) => window.harness.data(id, n, data), [
      SESSION_ID,
      epoch,
      text,
    ] as const);
  }

  /** Gives the page any number of instructions, in messages as large as those of main. */
  async flood(instructions: Iterable<[string, ...Element[]]>): Promise<void> {
    let messages: string[] = [];
    let text = '';
    const flush = async () => {
      await this.page.evaluate(([id, all]) => all.forEach((each) => window.harness.data(id, 1, each)), [
        SESSION_ID,
        [...messages, text],
      ] as const);
      messages = [];
      text = '';
    };
    for (const elements of instructions) {
      text += encodeInstruction(...elements);
      if (text.length < 60_000) continue;
      messages.push(text);
      text = '';
      if (messages.length === 16) await flush();
    }
    await flush();
  }

  /** Everything that the page has sent, as `opcode element element`; of one opcode if given. */
  async sent(opcode?: string): Promise<string[]> {
    const inputs = await this.page.evaluate(() => window.harness.inputs);
    const all: string[] = [];
    for (const { text } of inputs) {
      decodeInstructions(text, false, (name, args) => {
        if (opcode === undefined || name === opcode) all.push([name, ...args].join(' '));
      });
    }
    return all;
  }

  async acknowledgedBytes(): Promise<number> {
    const acks = await this.page.evaluate(() => window.harness.acks);
    return acks.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async calls(name: string): Promise<RecordedCall[]> {
    const calls = await this.page.evaluate(() => window.harness.calls);
    return calls.filter((call) => call.name === name);
  }

  async waitForCall(name: string): Promise<unknown> {
    await expect.poll(async () => (await this.calls(name)).length).toBeGreaterThan(0);
    return (await this.calls(name)).at(-1)?.request;
  }

  /** A pixel of the remote display's default layer. */
  async pixel(x: number, y: number): Promise<RGBA> {
    return this.page.evaluate(
      ([left, top]) => {
        const canvas = document.querySelector('[data-part="picture"] canvas');
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no picture');
        const pixel = canvas.getContext('2d')?.getImageData(left, top, 1, 1).data ?? [0, 0, 0, 0];
        return [pixel[0], pixel[1], pixel[2], pixel[3]] as RGBA;
      },
      [x, y] as const,
    );
  }

  /** Where the picture is on the page, in CSS pixels. */
  async picture(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.page.locator('[data-part="picture"]').boundingBox();
    if (box === null) throw new Error('no picture');
    return box;
  }
}

/** Instructions that fill a part of a layer. */
export function fill(
  [x, y, width, height]: [number, number, number, number],
  color: RGBA,
  layer = 0,
): [string, ...Element[]][] {
  return [
    ['rect', layer, x, y, width, height],
    ['cfill', 14, layer, ...color],
  ];
}

/** An image in one colour, as base64 of a PNG. */
export function pngOf(width: number, height: number, color: RGBA): string {
  const png = new PNG({ width, height });
  for (let i = 0; i < width * height; i++) png.data.set(color, i * 4);
  return PNG.sync.write(png).toString('base64');
}

/** Instructions that draw an image; `parts` are its blobs. */
export function image(stream: number, x: number, y: number, ...parts: string[]): [string, ...Element[]][] {
  return [
    ['img', stream, 14, 0, 'image/png', x, y],
    ...parts.map((part): [string, ...Element[]] => ['blob', stream, part]),
    ['end', stream],
  ];
}

type Fixtures = { session: SessionPage };

/** A test with a page that shows session views under the app's own content security policy. */
export const test = base.extend<Fixtures, { harnessFiles: ReadonlyMap<string, string> }>({
  launchOptions: [
    {
      ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
      args: ['--no-sandbox', '--disable-background-networking'],
    },
    { scope: 'worker' },
  ],
  harnessFiles: [
    // eslint-disable-next-line no-empty-pattern -- Playwright finds out what a fixture needs by its pattern
    async ({}, use) => use(await buildHarness()),
    { scope: 'worker', timeout: 120_000 },
  ],
  session: async ({ page, harnessFiles }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.route(`${ORIGIN}/**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      const body = harnessFiles.get(name === '' ? 'index.html' : name);
      return route.fulfill({
        status: body === undefined ? 404 : 200,
        body: body ?? '',
        contentType: contentTypeOf(name),
        headers: { 'content-security-policy': CONTENT_SECURITY_POLICY },
      });
    });
    await page.goto(ORIGIN);
    await page.waitForFunction(() => 'harness' in window);
    await use(new SessionPage(page));
    expect(problems).toEqual([]);
  },
});

function contentTypeOf(name: string): string {
  if (name.endsWith('.js')) return 'text/javascript';
  return name.endsWith('.css') ? 'text/css' : 'text/html';
}

async function buildHarness(): Promise<ReadonlyMap<string, string>> {
  const built = await build({
    configFile: false,
    root: __dirname,
    logLevel: 'error',
    plugins: [react()],
    build: {
      write: false,
      target: 'chrome114',
      minify: false,
      rolldownOptions: {
        input: `${__dirname}/harness.tsx`,
        output: { entryFileNames: 'harness.js', assetFileNames: 'harness[extname]' },
      },
    },
  });
  const files = new Map([['index.html', PAGE]]);
  for (const bundle of Array.isArray(built) ? built : [built]) {
    if (!('output' in bundle)) continue;
    for (const file of bundle.output) {
      files.set(file.fileName, file.type === 'chunk' ? file.code : String(file.source));
    }
  }
  return files;
}

const PAGE = `<!doctype html>
<html lang="en" data-theme="light">
  <head>
    <meta charset="utf-8" />
    <title>Session</title>
    <link rel="stylesheet" href="/harness.css" />
  </head>
  <body>
    <main id="root"></main>
    <script type="module" src="/harness.js"></script>
  </body>
</html>`;
