import type { Durations } from '../../shared/model/session-metrics';

/** As many as fit into two minutes of one sample a second; older ones are forgotten. */
const CAPACITY = 120;

/** The newest durations of one kind, and how they spread. */
export class DurationRing {
  readonly #values: number[] = [];
  #next = 0;

  /** Takes a duration in milliseconds. */
  add(ms: number): void {
    this.#values[this.#next] = ms;
    this.#next = (this.#next + 1) % CAPACITY;
  }

  /** Null before the first duration. */
  get summary(): Durations {
    const lastMs = this.#values.at(this.#next - 1);
    if (lastMs === undefined) return null;
    const sorted = [...this.#values].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? lastMs;
    return { lastMs, p50Ms: at(0.5), p95Ms: at(0.95) };
  }
}
