import * as v from 'valibot';
import { engineStateSchema } from '../model/engine';
import { setupStateSchema } from '../model/engine-setup';
import { intentStateSchema } from '../model/intent';
import { noticeSchema } from '../model/notice';
import { profileViewSchema } from '../model/profile';
import { sessionIdSchema, sessionStateSchema } from '../model/session-state';
import { settingsSchema } from '../model/settings';

/** Commands that main asks the page to run: those of the native menu. */
export const APP_COMMANDS = [
  'connection.new',
  'intents.open-file',
  'tab.close',
  'tab.next',
  'tab.previous',
  'page.connections',
  'page.engine',
  'page.settings',
  'page.help',
  'help.about',
  'session.ctrl-alt-del',
  'session.reconnect',
  'session.disconnect',
  'session.edit',
  'session.details',
  'session.read-only',
  'view.zoom-in',
  'view.zoom-out',
  'view.zoom-reset',
  'view.full-screen',
  'app.quit',
] as const;
export type AppCommand = (typeof APP_COMMANDS)[number];

/** What main tells every window: event name -> schema of its value. Values are whole states, never differences. */
export const EVENTS = {
  'profiles.changed': v.array(profileViewSchema),
  'session.changed': sessionStateSchema,
  'session.removed': v.strictObject({ sessionId: sessionIdSchema }),
  'engine.changed': engineStateSchema,
  'setup.changed': setupStateSchema,
  'settings.changed': settingsSchema,
  'notices.changed': v.array(noticeSchema),
  'intents.changed': intentStateSchema,
  /** A session was opened from outside the window and is to be shown. */
  'session.show': v.strictObject({ sessionId: sessionIdSchema }),
  'command.run': v.strictObject({ command: v.picklist(APP_COMMANDS) }),
} as const satisfies Record<string, v.GenericSchema>;

export type EventName = keyof typeof EVENTS;
export type EventValue<N extends EventName> = v.InferOutput<(typeof EVENTS)[N]>;
