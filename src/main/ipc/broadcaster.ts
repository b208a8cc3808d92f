import * as v from 'valibot';
import { EVENT_CHANNEL_PREFIX } from '../../shared/ipc/event-names';
import { EVENTS, type EventName, type EventValue } from '../../shared/ipc/events';
import type { Logger } from '../app/logging';

/** The part of Electron's WebContents that events are sent to. */
export type EventTarget = {
  isDestroyed(): boolean;
  send(channel: string, ...args: unknown[]): void;
};

export type BroadcasterOptions = {
  /** The windows that are open at the moment of the call. */
  targets: () => Iterable<EventTarget>;
  /** Keep a value that does not fit its schema from the windows: for development and tests, to find the fault. */
  checkValues: boolean;
  logger: Logger;
};

/** Tells every window that something changed. A value is a whole state, so a window that missed one is right again
 * with the next. */
export class Broadcaster {
  readonly #options: BroadcasterOptions;

  constructor(options: BroadcasterOptions) {
    this.#options = options;
  }

  send<N extends EventName>(name: N, value: EventValue<N>): void {
    const { targets, checkValues, logger } = this.#options;
    if (checkValues && !v.is(EVENTS[name], value)) {
      logger.error('ipc.event-invalid', { name });
      return;
    }
    for (const target of targets()) {
      if (!target.isDestroyed()) target.send(EVENT_CHANNEL_PREFIX + name, value);
    }
  }
}
