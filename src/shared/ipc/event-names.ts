import type { EventName } from './events';

/** Prefix of the IPC channels of events. */
export const EVENT_CHANNEL_PREFIX = 'pestle.event:';

/** Each event of main. The type makes sure that none is missing and none is too many. */
const EVERY_EVENT: Readonly<Record<EventName, true>> = {
  'profiles.changed': true,
  'session.changed': true,
  'session.removed': true,
  'engine.changed': true,
  'setup.changed': true,
  'settings.changed': true,
  'notices.changed': true,
  'intents.changed': true,
  'session.show': true,
  'command.run': true,
};

/** The names of all events, for the preload script, which needs no schema. */
export const EVENT_NAMES: readonly string[] = Object.keys(EVERY_EVENT);
