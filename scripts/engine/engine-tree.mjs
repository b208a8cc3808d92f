import { createHash } from 'node:crypto';
import {
  chmodSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of an engine while it is filled. Whatever is put there is the same, bit for bit, when it is made again of
 * the same packages: no links, two sets of rights, one time for all.
 */
export class EngineTree {
  #folder;
  #newest = 0;

  /** @param {string} folder Absolute and empty. */
  constructor(folder) {
    this.#folder = folder;
  }

  /** The time of the newest file that was put there, as the archive says, in milliseconds since 1970. */
  get newest() {
    return this.#newest;
  }

  /**
   * @param {string} from
   * @param {string} path Inside the engine.
   * @param {{ executable?: boolean }} [options]
   */
  copy(from, path, { executable = false } = {}) {
    this.#newest = Math.max(this.#newest, Math.floor(statSync(from).mtimeMs / 1000) * 1000);
    this.write(path, readFileSync(from), { executable });
  }

  /**
   * @param {string} path
   * @param {string | Buffer} content
   * @param {{ executable?: boolean }} [options]
   */
  write(path, content, { executable = false } = {}) {
    const target = join(this.#folder, path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    writeFileSync(target, content);
    chmodSync(target, executable ? 0o755 : 0o644);
  }

  /** The files so far with their checksums, in order. */
  list() {
    return readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => {
        const content = readFileSync(path);
        const sha256 = createHash('sha256').update(content).digest('hex');
        return { path: path.slice(this.#folder.length + 1), size: content.length, sha256 };
      });
  }

  /** Gives everything one time, folders last. */
  seal() {
    const all = readdirSync(this.#folder, { recursive: true, withFileTypes: true });
    const paths = all.map((entry) => join(entry.parentPath, entry.name)).sort((a, b) => b.length - a.length);
    for (const path of [...paths, this.#folder]) {
      if (statSync(path).isDirectory()) chmodSync(path, 0o755);
      lutimesSync(path, this.#newest / 1000, this.#newest / 1000);
    }
  }
}
