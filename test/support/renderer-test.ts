import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import type { BridgeDouble, DoubleSetUp } from './bridge-double';
import { buildRenderer, type RendererBuild } from './renderer-build';
import { serveRenderer } from './renderer-server';

export { expect };

/** Where Debian puts its browser; elsewhere Playwright's own is used. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** The page under test, with main's double behind it. */
export class RendererPage {
  constructor(
    readonly page: Page,
    readonly url: string,
    private readonly doubleScript: string,
  ) {}

  /** Loads the page with a set-up of the double. */
  async open(setUp: DoubleSetUp = {}): Promise<void> {
    await this.page.addInitScript((value) => {
      window.pestleSetUp = value;
    }, setUp);
    await this.page.addInitScript({ content: this.doubleScript });
    await this.page.goto(this.url);
    await expect(this.page.getByRole('tab', { name: 'Connections' })).toBeVisible();
  }

  /** Runs in the page with the double at hand. Only `value` can be carried in. */
  async double<T, A = undefined>(
    run: (input: { double: BridgeDouble; value: A }) => T,
    value?: A,
  ): Promise<Awaited<T>> {
    const double = await this.page.evaluateHandle(() => window.pestleDouble);
    return this.page.evaluate<Awaited<T>, unknown>(run as never, { double, value });
  }

  /** Fails with the rules that axe finds broken on what is shown. */
  async expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(found).toEqual([]);
  }
}

type WorkerFixtures = { built: RendererBuild & { url: string } };
type TestFixtures = { pestle: RendererPage };

/**
 * A Playwright test of the built page in the system's Chromium, against the bridge double. Each test fails when the
 * page logs an error, breaks the content security policy, or breaks the contract.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  launchOptions: [
    {
      ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
      args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
    { scope: 'worker' },
  ],
  built: [
    // Playwright reads the names of what is asked for here.
    // eslint-disable-next-line no-empty-pattern -- Playwright finds out what a fixture needs by its pattern
    async ({}, use) => {
      const build = await buildRenderer();
      const server = await serveRenderer(build.folder);
      await use({ ...build, url: server.url });
      await server.dispose();
      await build.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  pestle: async ({ page, built }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const pestle = new RendererPage(page, built.url, built.doubleScript);
    await use(pestle);
    expect(errors).toEqual([]);
    expect(await pestle.double(({ double }) => double.breaches)).toEqual([]);
  },
});
