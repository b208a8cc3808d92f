import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for this user alone that is gone when this program ends, at the latest. */
export class TemporaryFolder {
  path;
  #onExit = () => this.remove();

  /** @param {string} prefix Of its name. */
  constructor(prefix) {
    this.path = mkdtempSync(join(tmpdir(), prefix));
    process.once('exit', this.#onExit);
  }

  remove() {
    process.off('exit', this.#onExit);
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}
