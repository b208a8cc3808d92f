import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Companion } from '../process/companion.mjs';
import { TemporaryFolder } from '../process/temporary-folder.mjs';

const size = '1600x1000x24';
const startDeadlineMs = 20_000;

/**
 * One entry of an Xauthority file (Xau(3)): big-endian lengths before each field. The family 0xFFFF stands for any
 * display, so that the file can be written before the display is known.
 * @param {Buffer} cookie
 */
export function authorityEntry(cookie) {
  const field = (/** @type {Buffer} */ bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const none = Buffer.alloc(0);
  const fields = [none, none, Buffer.from('MIT-MAGIC-COOKIE-1'), cookie].map(field);
  return Buffer.concat([Buffer.from([0xff, 0xff]), ...fields]);
}

/** A screen in memory (Xvfb) that only this user's programs can use. */
export class VirtualScreen {
  /** @type {TemporaryFolder | undefined} */
  #folder;
  /** @type {Companion | undefined} */
  #server;

  /**
   * Starts it and resolves once it takes connections.
   * @returns {Promise<{ DISPLAY: string, XAUTHORITY: string }>} The environment for programs to show on it.
   */
  async start() {
    this.#folder = new TemporaryFolder('pestle-screen-');
    const XAUTHORITY = join(this.#folder.path, 'authority');
    writeFileSync(XAUTHORITY, authorityEntry(randomBytes(16)), { mode: 0o600 });
    const options = ['-screen', '0', size, '-auth', XAUTHORITY, '-nolisten', 'tcp', '-noreset'];
    this.#server = new Companion({
      program: 'Xvfb',
      args: ['-displayfd', '3', ...options],
      env: process.env,
    });
    try {
      return { DISPLAY: `:${await this.#server.firstLine(startDeadlineMs)}`, XAUTHORITY };
    } catch (error) {
      await this.dispose();
      throw error;
    }
  }

  async dispose() {
    await this.#server?.dispose();
    this.#server = undefined;
    this.#folder?.remove();
    this.#folder = undefined;
  }
}
