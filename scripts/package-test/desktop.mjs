import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Companion } from '../process/companion.mjs';
import { run, runOrFail } from '../process/run.mjs';
import { TemporaryFolder } from '../process/temporary-folder.mjs';
import { waitUntil } from '../process/wait-until.mjs';
import { VirtualScreen } from '../screen/virtual-screen.mjs';

const windowManager = `<?xml version="1.0"?>
<JWM><Desktops width="1" height="1"/><FocusModel>click</FocusModel>
<Group><Class>Pestle</Class><Option>maximized</Option></Group></JWM>
`;

/** A screen with a window manager outside of the root, with the hands and eyes of a user. */
export class Desktop {
  #screen = new VirtualScreen();
  /** @type {TemporaryFolder | undefined} */
  #folder;
  /** @type {Companion | undefined} */
  #manager;
  /** @type {{ DISPLAY: string, XAUTHORITY: string }} */
  environment = { DISPLAY: '', XAUTHORITY: '' };

  async start() {
    this.environment = await this.#screen.start();
    this.#folder = new TemporaryFolder('pestle-desktop-');
    const configuration = join(this.#folder.path, 'jwmrc');
    writeFileSync(configuration, windowManager);
    this.#manager = new Companion({ program: 'jwm', args: ['-f', configuration], env: this.#env });
  }

  get #env() {
    return { ...process.env, ...this.environment };
  }

  /** Waits for a window of the app and gives it the keyboard. @returns {Promise<boolean>} Whether there is one. */
  async focusApp() {
    const found = await waitUntil(
      async () => {
        const search = ['search', '--onlyvisible', '--class', '^pestle$'];
        const { code, stdout } = await run('xdotool', search, { deadlineMs: 5_000, env: this.#env });
        return code === 0 && stdout.trim().split('\n')[0];
      },
      { deadlineMs: 60_000, everyMs: 200 },
    );
    if (found === undefined || found === '') return false;
    await runOrFail('xdotool', ['windowactivate', '--sync', found], { deadlineMs: 10_000, env: this.#env });
    return true;
  }

  /** Types as on a keyboard, Enter last. @param {string} text */
  async type(text) {
    await runOrFail('xdotool', ['type', '--delay', '25', '--file', '-'], {
      deadlineMs: 120_000,
      env: this.#env,
      input: text,
    });
    await runOrFail('xdotool', ['key', 'Return'], { deadlineMs: 5_000, env: this.#env });
  }

  /**
   * Takes a picture of the whole screen.
   * @param {string} path
   * @returns {Promise<import('pngjs').PNG>}
   */
  async picture(path) {
    mkdirSync(dirname(path), { recursive: true });
    await runOrFail('import', ['-window', 'root', path], { deadlineMs: 20_000, env: this.#env });
    const { PNG } = await import('pngjs');
    return PNG.sync.read(readFileSync(path));
  }

  async dispose() {
    await this.#manager?.dispose();
    await this.#screen.dispose();
    this.#folder?.remove();
  }
}
