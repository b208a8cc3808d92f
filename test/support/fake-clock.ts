import type { Clock } from '../../src/shared/clock';

/** A clock that stands still until a test moves it. Timers fire inside `advance`, in the order of their due times. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { dueAt: number; callback: () => void }[] = [];

  /** Timers that wait. A test that ends with some has forgotten to stop something. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { dueAt: this.#now + delayMs, callback };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** Lets time pass as it does for a process that is awake. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#nextDue(end);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.dueAt);
      this.#fire(next);
    }
    this.#now = end;
  }

  /** Lets time pass as it does for a process that is held up or a computer that sleeps: timers fire late, once. */
  jump(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ dueAt }) => dueAt <= this.#now);
    for (const timer of due) if (this.#timers.includes(timer)) this.#fire(timer);
  }

  #nextDue(end: number): { dueAt: number; callback: () => void } | undefined {
    return this.#timers.filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0];
  }

  #fire(timer: { callback: () => void }): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
    timer.callback();
  }
}
