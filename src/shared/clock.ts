/** The only source of time for deadlines. `now` is monotonic: it never jumps when the wall clock is set. */
export type Clock = {
  /** Milliseconds since an arbitrary start; only differences mean something. */
  now(): number;
  /** Calls back once after at least `delayMs`. Returns what cancels it. */
  after(delayMs: number, callback: () => void): () => void;
};

// Present in Node and in every page; declared here because shared code has the types of neither.
declare const performance: { now(): number };
declare function setTimeout(callback: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Timers of the platform on its monotonic clock (`performance.now`). */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
