import { isAlive, readProcessTable, treeOf } from './process-table.mjs';

/** @typedef {import('./process-table.mjs').ProcessEntry} ProcessEntry */

const lookEveryMs = 400;

/**
 * Remembers every process that descends from this one, so that those that left their parents are found as well
 * when all should have ended.
 */
export class ProcessWatch {
  /** @type {Map<string, ProcessEntry>} */
  #seen = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  start() {
    this.#timer = setInterval(() => void this.look(), lookEveryMs);
    this.#timer.unref();
  }

  /** Takes a look now, besides the regular ones. */
  async look() {
    const own = treeOf(await readProcessTable(), process.pid);
    for (const entry of own)
      if (entry.pid !== process.pid) this.#seen.set(`${entry.pid} ${entry.birth}`, entry);
  }

  /** How many processes were seen. */
  get count() {
    return this.#seen.size;
  }

  /** Those that still run. @returns {ProcessEntry[]} */
  left() {
    return [...this.#seen.values()].filter(isAlive);
  }

  stop() {
    clearInterval(this.#timer);
  }
}
