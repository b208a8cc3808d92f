import { AppError } from '../../shared/errors';

/** More waiting changes than any person causes; beyond it something runs away. */
const MAX_WAITING = 256;

/** Runs asynchronous tasks one after the other, in the order they were handed in. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Runs the task once all earlier ones have ended, well or not. Refuses with STORAGE_FAILED when too many wait. */
  async run<T>(task: () => Promise<T> | T): Promise<T> {
    if (this.#waiting >= MAX_WAITING) {
      throw new AppError('STORAGE_FAILED', undefined, { details: { reason: 'too many changes at once' } });
    }
    this.#waiting++;
    const before = this.#last;
    const result = (async () => {
      await before;
      try {
        return await task();
      } finally {
        this.#waiting--;
      }
    })();
    this.#last = result.catch(() => undefined);
    return result;
  }
}
