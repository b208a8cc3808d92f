import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../process/temporary-folder.mjs';
import { Keyring } from '../screen/keyring.mjs';
import { VirtualScreen } from '../screen/virtual-screen.mjs';
import { TestServers } from '../servers/test-servers.mjs';
import { electronEnvironment, ensureElectron } from '../setup/electron-runtime.mjs';
import { findProgram } from '../process/find-program.mjs';
import { say, Unavailable } from '../terminal.mjs';

/** @typedef {import('./stages.mjs').Need} Need */

/** @returns {Promise<Record<string, string>>} */
async function provideChromium() {
  const installed = ['chromium', 'chromium-browser', 'google-chrome']
    .map(findProgram)
    .find((path) => path !== undefined);
  if (installed !== undefined) return { PESTLE_CHROMIUM: installed };
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return {};
  throw new Unavailable('no Chromium: install the package chromium, or run npx playwright install chromium');
}

/**
 * What stages need, provided when the first of them needs it and kept until the end.
 */
export class Resources {
  /** @type {{ dispose: () => Promise<void> }[]} */
  #owned = [];
  /** @type {TemporaryFolder | undefined} */
  #folder;
  /** @type {Map<Need, Promise<Record<string, string>>>} */
  #provided = new Map();

  /**
   * @param {Need} need
   * @returns {Promise<Record<string, string>>} Environment variables for the stage. Rejects with the reason when
   *   this computer cannot provide it, every time it is asked for.
   */
  provide(need) {
    const known = this.#provided.get(need);
    if (known !== undefined) return known;
    const provided = this.#create(need);
    this.#provided.set(need, provided);
    return provided;
  }

  /**
   * @param {Need} need
   * @returns {Promise<Record<string, string>>}
   */
  async #create(need) {
    switch (need) {
      case 'electron':
        return electronEnvironment(await ensureElectron());
      case 'chromium':
        return provideChromium();
      case 'screen': {
        if (process.platform !== 'linux' || process.env.DISPLAY !== undefined) return {};
        const screen = new VirtualScreen();
        this.#owned.push(screen);
        return screen.start();
      }
      case 'servers':
        return this.#startServers();
    }
  }

  /** @returns {Promise<Record<string, string>>} */
  async #startServers() {
    const [servers, keyring] = [new TestServers(), new Keyring()];
    this.#owned.push(servers, keyring);
    const [description, environment] = await Promise.all([servers.start(), keyring.start()]);
    this.#folder = new TemporaryFolder('pestle-tests-');
    const path = join(this.#folder.path, 'servers.json');
    // It holds a password.
    writeFileSync(path, JSON.stringify({ ...description, keyring: environment }), { mode: 0o600 });
    say(`real servers run: guacd ${description.guacdVersion}, ssh, vnc, rdp, telnet (${path})`);
    return { PESTLE_TEST_SERVERS: path };
  }

  /** Ends everything that was provided. @returns {Promise<string[]>} What did not end as it should. */
  async dispose() {
    const outcomes = await Promise.allSettled(this.#owned.map((resource) => resource.dispose()));
    this.#folder?.remove();
    return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : []));
  }
}
