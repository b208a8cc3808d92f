import { randomUUID } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { magentaOf } from '../demo/picture.mjs';
import { waitUntil } from '../process/wait-until.mjs';
import { say, SetupError } from '../terminal.mjs';
import { userName } from './debian-root.mjs';

/** @typedef {import('../demo/targets.mjs').Target} Target */
/** @typedef {import('./debian-root.mjs').DebianRoot} DebianRoot */
/** @typedef {import('./desktop.mjs').Desktop} Desktop */

/** More of the screen than this is magenta once what was typed has been carried out. */
const enoughMagenta = 0.0015;

/**
 * Whether the button that ends a question for a password is in the middle of the screen: an area of `--accent-fill`
 * of the light theme.
 * @param {{ width: number, height: number, data: Uint8Array }} image RGBA, four bytes a pixel.
 */
function hasSignInButton({ width, height, data }) {
  let count = 0;
  for (let y = Math.floor(height * 0.3); y < height * 0.8; y += 1) {
    for (let x = Math.floor(width * 0.3); x < width * 0.6; x += 1) {
      const at = 4 * (y * width + x);
      const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      if (red < 30 && green > 100 && green < 135 && blue > 95 && blue < 130) count += 1;
    }
  }
  return count > 1000;
}

/**
 * The installed app as its user has it: started by its command, seen on the screen, typed into. Nothing inside it is
 * open to a test; what it does is read off its own session log, the screen and the processes.
 */
export class InstalledApp {
  #root;
  #desktop;
  #command;
  #pictures;
  /** @type {Map<string, string>} Ids of the saved connections by their names. */
  #ids = new Map();

  /**
   * @param {object} parts
   * @param {DebianRoot} parts.root
   * @param {Desktop} parts.desktop
   * @param {string} parts.command What the user calls.
   * @param {string} parts.pictures Folder for pictures and the log.
   */
  constructor({ root, desktop, command, pictures }) {
    this.#root = root;
    this.#desktop = desktop;
    this.#command = command;
    this.#pictures = pictures;
    // What it says now is not to be mixed with what it said in an earlier run.
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
  }

  get #data() {
    return join(this.#root.path, 'home', userName, '.config', 'Pestle');
  }

  /** Saves connections, without their passwords, as the app would have. @param {readonly Target[]} targets */
  async save(targets) {
    const profiles = targets.map(({ name, protocol, parameters }) => {
      const id = randomUUID();
      this.#ids.set(name, id);
      const time = Date.now();
      return { id, name, protocol, parameters, createdAt: time, updatedAt: time, lastOpenedAt: null };
    });
    mkdirSync(join(this.#data, 'data'), { recursive: true });
    writeFileSync(join(this.#data, 'data', 'profiles.json'), JSON.stringify({ version: 1, data: profiles }));
    cpSync(this.#desktop.environment.XAUTHORITY, join(this.#root.path, 'home', userName, '.Xauthority'));
    const home = `/home/${userName}`;
    await this.#root.run(['chown', '-R', `${userName}:`, home], { deadlineMs: 20_000 });
    await this.#root.run(['chmod', '-R', 'go=', `${home}/.config`, `${home}/.Xauthority`], {
      deadlineMs: 20_000,
    });
  }

  get #display() {
    return { DISPLAY: this.#desktop.environment.DISPLAY, XAUTHORITY: `/home/${userName}/.Xauthority` };
  }

  /** Starts it and waits for its window. */
  async start() {
    const log = openSync(join(this.#pictures, 'app.log'), 'a');
    this.#root.startAsUser([this.#command], { env: this.#display, log });
    closeSync(log);
    if (!(await this.#desktop.focusApp())) {
      const said = readFileSync(join(this.#pictures, 'app.log'), 'utf8').slice(-2000);
      throw new SetupError(`No window appeared. The app said:\n${said}`);
    }
  }

  /**
   * Calls it on the command line.
   * @param {readonly string[]} words
   */
  async call(words) {
    const result = await this.#root.runAsUser([this.#command, ...words], {
      deadlineMs: 60_000,
      env: this.#display,
    });
    if (result.code !== 0)
      throw new SetupError(
        `pestle ${words.join(' ')} ended with ${result.code}: ${result.stderr}${result.stdout}`,
      );
    return result.stdout;
  }

  /** What a connection's session log says, oldest first. @param {string} name @returns {string[]} */
  #statuses(name) {
    const path = join(this.#data, 'session-log', `${this.#ids.get(name)}.jsonl`);
    if (!existsSync(path)) return [];
    return [...readFileSync(path, 'utf8').matchAll(/"status":"(\w+)"[^}]*?"code":(null|"\w+")/g)].map(
      ([, status, code]) => (code === 'null' ? `${status}` : `${status} ${code}`),
    );
  }

  /**
   * Waits for a connection until `isThere` says so.
   * @param {string} name
   * @param {string} what In words, for the failure.
   * @param {(status: string) => boolean | Promise<boolean>} isThere
   */
  async #until(name, what, isThere) {
    const outcome = await waitUntil(
      async () => {
        const last = this.#statuses(name).at(-1) ?? '';
        return last.startsWith('failed') ? 'failed' : (await isThere(last)) && 'there';
      },
      { deadlineMs: 60_000, everyMs: 250 },
    );
    if (outcome === 'there') return;
    await this.#desktop.picture(join(this.#pictures, 'failed.png'));
    const told = this.#statuses(name).join(', ') || 'nothing';
    throw new SetupError(`${name} did not get to ${what}. Its log says: ${told}`);
  }

  /** Waits until the question for the password is on the screen, whoever wants to know. @param {string} name */
  async #questionOf(name) {
    const path = join(this.#pictures, 'question.png');
    await this.#until(name, 'asking for its password', async (status) => {
      if (status !== 'asking' && status !== 'waiting') return false;
      return hasSignInButton(await this.#desktop.picture(path));
    });
  }

  /**
   * Opens a saved connection from the command line, types the password where the app asks for it, and then a command
   * into the session.
   * @param {Target} target
   * @param {string} marker A file on the remote computer that the command makes.
   * @returns {Promise<string>} The picture of the session.
   */
  async open({ name, protocol, secrets, typed }, marker) {
    await this.call(['connect', name]);
    // A Windows computer or xrdp shows a login window of its own when no password is saved: here one to choose a desktop.
    const asksInside = protocol === 'rdp';
    if (!asksInside) {
      await this.#questionOf(name);
      await this.#desktop.focusApp();
      await this.#desktop.type(secrets.password ?? '');
    }
    await this.#until(name, 'a picture', (status) => status === 'live');
    if (asksInside) await this.#desktop.type('');
    const path = join(this.#pictures, `${protocol}.png`);
    const isSeen = async () =>
      existsSync(marker) && magentaOf(await this.#desktop.picture(path)) > enoughMagenta;
    let seen;
    // A desktop that has just begun may not have its terminal yet, and drops what is typed.
    for (let attempt = 0; attempt < 4 && seen !== true; attempt += 1) {
      await this.#desktop.type(`touch ${marker}; ${typed}`);
      seen = await waitUntil(isSeen, { deadlineMs: 10_000, everyMs: 500 });
    }
    if (seen !== true) {
      await this.#desktop.picture(path);
      const what = existsSync(marker) ? 'its result was not seen' : 'it did not get there';
      throw new SetupError(`${name}: a command was typed, but ${what} (${path})`);
    }
    say(`${name}: ${protocol} session, typed into and seen: ${path}`);
    return path;
  }

  /** Ends it as the system does at the end of a login. @param {number} pid As seen outside. */
  async end(pid) {
    process.kill(pid, 'SIGTERM');
    const left = await waitUntil(async () => (await this.processes()).length === 0, {
      deadlineMs: 15_000,
      everyMs: 100,
    });
    if (left !== true)
      throw new SetupError(
        `These processes of the user did not end:\n${(await this.processes()).join('\n')}`,
      );
  }

  /** Command lines of what runs as the user inside. @returns {Promise<string[]>} */
  async processes() {
    const script =
      'for p in /proc/[0-9]*; do [ "$(stat -c %U $p)" = "$0" ] && [ -s $p/cmdline ] && tr "\\0" " " <$p/cmdline && echo; done; true';
    const out = await this.#root.run(['sh', '-c', script, userName], { deadlineMs: 20_000 });
    return out.split('\n').filter((line) => line.trim() !== '');
  }
}
