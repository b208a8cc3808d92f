import type { Disposable } from './disposable';

/**
 * The listeners of one event. Each is called in the order of subscription; one may leave while it is called, and one
 * that comes meanwhile is called from the next event on.
 */
export class Listeners<Arguments extends unknown[]> {
  #subscriptions: readonly Subscription<Arguments>[] = NOBODY;

  add(call: (...args: Arguments) => void): Disposable {
    const subscription = new Subscription(call);
    // A new array: one that is being called goes on with the old one. `concat` makes it no longer than needed.
    this.#subscriptions = this.#subscriptions.filter(isThere).concat(subscription);
    return subscription;
  }

  emit(...args: Arguments): void {
    for (const subscription of this.#subscriptions) subscription.call(...args);
  }
}

/** Most events of most sessions have no or one listener, and there are many of both: they share what they can. */
const NOBODY: readonly never[] = [];

function isThere({ isOver }: { readonly isOver: boolean }): boolean {
  return !isOver;
}

class Subscription<Arguments extends unknown[]> implements Disposable {
  #call: ((...args: Arguments) => void) | null;

  constructor(call: (...args: Arguments) => void) {
    this.#call = call;
  }

  get isOver(): boolean {
    return this.#call === null;
  }

  call(...args: Arguments): void {
    this.#call?.(...args);
  }

  dispose(): void {
    this.#call = null;
  }
}
