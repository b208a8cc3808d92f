import type { EngineLogLine } from '../../shared/model/engine';

/** The last lines that the engine wrote, oldest first. Bounded: an old line goes when a new one has no room. */
export class EngineLog {
  readonly #lines: EngineLogLine[] = [];
  readonly #limit: number;
  readonly #wallClock: () => number;

  /**
   * @param limit lines that are kept
   * @param wallClock milliseconds since 1970
   */
  constructor(limit: number, wallClock: () => number) {
    this.#limit = limit;
    this.#wallClock = wallClock;
  }

  /** @param text one line of safe text */
  add(text: string): void {
    this.#lines.push({ at: this.#wallClock(), text });
    if (this.#lines.length > this.#limit) this.#lines.shift();
  }

  /** @param since wall-clock milliseconds: only lines read at or after it; null for all */
  read(since: number | null): EngineLogLine[] {
    return since === null ? [...this.#lines] : this.#lines.filter((line) => line.at >= since);
  }
}
