import * as v from 'valibot';
import { EVENT_CHANNEL_PREFIX, EVENTS, type EventName, type EventValue } from '../../shared/ipc/events';

/** The part of Electron's WebContents that events are sent to. */
export type EventTarget = {
  isDestroyed(): boolean;
  send(channel: string, ...args: unknown[]): void;
};

/** Tells every window that something changed. A value is a whole state, so a window that missed one is right again
 * with the next. */
export class Broadcaster {
  readonly #targets: () => Iterable<EventTarget>;
  readonly #checkValues: boolean;

  /**
   * @param targets the windows that are open at the moment of the call
   * @param checkValues parse every value first: for development and tests
   */
  constructor(targets: () => Iterable<EventTarget>, checkValues: boolean) {
    this.#targets = targets;
    this.#checkValues = checkValues;
  }

  send<N extends EventName>(name: N, value: EventValue<N>): void {
    if (this.#checkValues) v.parse(EVENTS[name], value);
    for (const target of this.#targets()) {
      if (!target.isDestroyed()) target.send(EVENT_CHANNEL_PREFIX + name, value);
    }
  }
}
