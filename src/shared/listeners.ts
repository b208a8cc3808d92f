import { createDisposable, type Disposable } from './disposable';

/** The listeners of one event. Each is called in the order of subscription; one may leave while it is called. */
export class Listeners<Arguments extends unknown[]> {
  readonly #listeners = new Set<{ call: (...args: Arguments) => void }>();

  add(call: (...args: Arguments) => void): Disposable {
    const entry = { call };
    this.#listeners.add(entry);
    return createDisposable(() => this.#listeners.delete(entry));
  }

  emit(...args: Arguments): void {
    for (const { call } of this.#listeners) call(...args);
  }
}
