import { createDisposable, type Disposable } from '../../shared/disposable';
import type { EventName, EventValue } from '../../shared/ipc/events';
import { bridge } from './bridge';

/** A value of main that the page keeps a copy of. */
export type Watch = Disposable & {
  /** Settles once the present value was applied; rejects when it could not be read. */
  ready: Promise<void>;
};

/**
 * Keeps a copy of a value of main: subscribes first, then reads what it is now. A reading that an event has
 * overtaken is dropped, so `apply` never goes back in time.
 */
export function watchValue<N extends EventName>(
  event: N,
  read: () => Promise<EventValue<N>>,
  apply: (value: EventValue<N>) => void,
): Watch {
  let isOvertaken = false;
  const stop = bridge().on(event, (value) => {
    isOvertaken = true;
    apply(value);
  });
  const ready = read().then((value) => {
    if (!isOvertaken) apply(value);
  });
  return Object.assign(createDisposable(stop), { ready });
}
