import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Companion } from '../process/companion.mjs';
import { run } from '../process/run.mjs';
import { TemporaryFolder } from '../process/temporary-folder.mjs';

const startDeadlineMs = 20_000;

/** A session bus with an unlocked GNOME keyring of its own, in a folder that is thrown away. */
export class Keyring {
  /** @type {TemporaryFolder | undefined} */
  #folder;
  /** @type {Companion[]} */
  #companions = [];

  /**
   * Starts it and resolves once the secret service answers.
   * @returns {Promise<Record<string, string>>} The environment in which a program finds this keyring.
   */
  async start() {
    this.#folder = new TemporaryFolder('pestle-keyring-');
    const XDG_DATA_HOME = join(this.#folder.path, 'share');
    const XDG_RUNTIME_DIR = join(this.#folder.path, 'run');
    mkdirSync(join(XDG_DATA_HOME, 'keyrings'), { recursive: true, mode: 0o700 });
    mkdirSync(XDG_RUNTIME_DIR, { mode: 0o700 });
    const environment = {
      XDG_DATA_HOME,
      XDG_RUNTIME_DIR,
      // Of the desktops for which Chromium looks for this keyring, the one for which Electron stays with GTK 3.
      XDG_CURRENT_DESKTOP: 'XFCE',
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(XDG_RUNTIME_DIR, 'bus')}`,
    };
    try {
      await this.#startPrograms(environment);
      return environment;
    } catch (error) {
      await this.dispose();
      throw error;
    }
  }

  /** @param {Record<string, string>} environment */
  async #startPrograms(environment) {
    const env = { ...process.env, ...environment };
    const address = environment.DBUS_SESSION_BUS_ADDRESS ?? '';
    const bus = new Companion({
      program: 'dbus-daemon',
      args: ['--session', '--nofork', '--nopidfile', `--address=${address}`, '--print-address=3'],
      env,
    });
    this.#companions.push(bus);
    await bus.firstLine(startDeadlineMs);
    const daemon = new Companion({
      program: 'gnome-keyring-daemon',
      args: ['--foreground', '--unlock', '--components=secrets'],
      env,
      // The password of the new keyring, which it reads to the end of its input.
      input: 'throw-away keyring',
    });
    this.#companions.push(daemon);
    const question = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
    const method = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
    await daemon.ready(async () => {
      const { stdout } = await run('dbus-send', [...question, ...method], { deadlineMs: 5_000, env });
      return stdout.includes('boolean true');
    }, startDeadlineMs);
  }

  async dispose() {
    await Promise.all(this.#companions.map((companion) => companion.dispose()));
    this.#companions = [];
    this.#folder?.remove();
    this.#folder = undefined;
  }
}
