import * as v from 'valibot';
import { APP_COMMANDS } from './events';
import { appInfoSchema, MAX_NOTICES_BYTES } from '../model/app-info';
import { DISPLAY_LIMITS } from '../model/display-limit';
import { engineLogLineSchema, engineStateSchema } from '../model/engine';
import { engineTestResultSchema, engineTestSchema } from '../model/engine-test';
import { setupRunSchema, setupStateSchema } from '../model/engine-setup';
import {
  intentAnswerSchema,
  intentOfferSchema,
  intentOutcomeSchema,
  intentStateSchema,
} from '../model/intent';
import { enginePartsSchema } from '../model/engine-manifest';
import { journalSchema } from '../model/journal';
import { linkHandlingSchema } from '../model/link-handling';
import { noticeSchema } from '../model/notice';
import { profileDraftSchema, profileIdSchema, profileViewSchema } from '../model/profile';
import { protocolSchema } from '../model/protocol';
import { sessionMetricsSchema } from '../model/session-metrics';
import { sessionIdSchema, sessionStateSchema, viewportSchema } from '../model/session-state';
import { settingsChangeSchema, settingsSchema } from '../model/settings';

const nothing = v.undefined();
const menuCoordinate = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(32_767));
const commands = v.pipe(v.array(v.picklist(APP_COMMANDS)), v.maxLength(64));
const profileRef = v.strictObject({ profileId: profileIdSchema });
const sessionRef = v.strictObject({ sessionId: sessionIdSchema });
const attachSchema = v.strictObject({ ...sessionRef.entries, viewport: viewportSchema });

/**
 * Every call a window can make: name -> schema of the request and of the response. The preload bridge, the
 * registration in main, the types and the test double are all derived from this object. To add a call, add a
 * line here, its name in call-names.ts and a handler in src/main/ipc/handlers; main refuses to start when either is missing.
 */
export const CONTRACT = {
  /** All profiles, in no particular order. */
  'profiles.list': { request: nothing, response: v.array(profileViewSchema) },
  /** Creates or changes a profile. PROFILE_INVALID, PROFILE_UNKNOWN, STORAGE_FAILED, STORAGE_NEWER. */
  'profiles.save': { request: profileDraftSchema, response: profileViewSchema },
  /** A copy with its secrets under a free name. */
  'profiles.duplicate': { request: profileRef, response: profileViewSchema },
  /** Deletes; can be undone with `profiles.restore` until the app ends. */
  'profiles.delete': { request: profileRef, response: nothing },
  /** The connection of a session that is not saved, as a new one to be saved; null when it is saved or gone. */
  'profiles.temporary': { request: profileRef, response: v.nullable(profileDraftSchema) },
  'profiles.restore': { request: profileRef, response: profileViewSchema },

  /** Every session of this window, oldest first. */
  'sessions.list': { request: nothing, response: v.array(sessionStateSchema) },
  /** Makes a session for a profile. It connects once a view is attached to it. */
  'sessions.open': { request: profileRef, response: sessionStateSchema },
  /** What a session has carried and how fast, as of now. SESSION_UNKNOWN. */
  'sessions.metrics': { request: sessionRef, response: sessionMetricsSchema },
  /**
   * Tells that this page now shows the session, with the size of its view. The first time it connects; after a
   * reload of the page it takes the running session over, with a full picture.
   */
  'sessions.attach': { request: attachSchema, response: nothing },
  /** Opens a closed, failed or reconnecting session again, at once. */
  'sessions.reconnect': { request: attachSchema, response: nothing },
  /** Stops the automatic reconnection; the session is then failed. */
  'sessions.cancelReconnect': { request: sessionRef, response: nothing },
  /** Answers a credential prompt. `remember` keeps the values with the profile. */
  'sessions.answerPrompt': {
    request: v.strictObject({
      ...sessionRef.entries,
      values: v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.string(), v.maxLength(8192))),
      remember: v.boolean(),
    }),
    response: nothing,
  },
  /**
   * Tells that this page cannot show a connection of the session any more: what guacd sent is no instruction
   * (`limit` null), or goes beyond a limit of the page. That session fails.
   */
  'sessions.reportFault': {
    request: v.strictObject({
      ...sessionRef.entries,
      epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.nullable(v.picklist(DISPLAY_LIMITS)),
    }),
    response: nothing,
  },
  /** Ends the session; it stays listed as closed. */
  'sessions.disconnect': { request: sessionRef, response: nothing },
  /** Ends the session and forgets it. */
  'sessions.close': { request: sessionRef, response: nothing },
  /** Offers this computer's clipboard text to the remote; the text itself never enters the window. */
  'sessions.sendClipboard': { request: sessionRef, response: v.strictObject({ sent: v.boolean() }) },
  /** Puts text copied on the remote computer on this computer's clipboard, if the user allows it. */
  'sessions.receiveClipboard': {
    request: v.strictObject({ ...sessionRef.entries, text: v.pipe(v.string(), v.maxLength(4_194_304)) }),
    response: nothing,
  },

  /** What links and files from outside ask for. */
  'intents.state': { request: nothing, response: intentStateSchema },
  /** Answers the question that is shown; an answer to another one does nothing. Errors as `sessions.open`. */
  'intents.answer': {
    request: v.strictObject({ id: v.pipe(v.string(), v.uuid()), answer: intentAnswerSchema }),
    response: intentOutcomeSchema,
  },
  /** A link or a file was dropped on the window: it is asked about like every other one. */
  'intents.offer': { request: intentOfferSchema, response: nothing },
  /** Lets the user pick an .rdp file, which is asked about. */
  'intents.chooseFile': { request: nothing, response: nothing },

  /** The session log of a connection, its newest 2000 entries. STORAGE_FAILED. */
  'journal.read': { request: profileRef, response: journalSchema },

  'engine.state': { request: nothing, response: engineStateSchema },
  /** Stops the engine if it is ours and looks for one anew. */
  'engine.restart': { request: nothing, response: engineStateSchema },
  /** The last lines that the engine wrote, oldest first; with `since`, those read at or after that time. */
  'engine.log': {
    request: v.strictObject({ since: v.nullable(v.number()) }),
    response: v.array(engineLogLineSchema),
  },
  /** The packages that the engine in use is made of, as it says; none of an engine that is not included. */
  'engine.parts': { request: nothing, response: enginePartsSchema },
  /** Parameter names the running engine knows for a protocol. GUACD_PROTOCOL_MISSING when it lacks the plug-in. */
  'engine.parameters': {
    request: v.strictObject({ protocol: protocolSchema }),
    response: v.array(v.string()),
  },
  /**
   * Tries an engine elsewhere before it is chosen: it is asked what it is, and told nothing. Another test ends the one
   * before with ABORTED. GUACD_UNREACHABLE, GUACD_CONNECT_TIMEOUT, GUACD_TLS_FAILED, GUACD_PROTOCOL_MISSING.
   */
  'engine.test': { request: engineTestSchema, response: engineTestResultSchema },

  'setup.state': { request: nothing, response: setupStateSchema },
  /** Looks what this computer has for an engine in a container; `setup.changed` tells what was found. */
  'setup.look': { request: nothing, response: setupStateSchema },
  /**
   * Runs a step that main offered. What downloads something is asked for in a dialog of main first.
   * ENGINE_SETUP_REFUSED for a step that is not the next of its route, or of an earlier look.
   */
  'setup.run': { request: setupRunSchema, response: setupStateSchema },
  /** Ends the command that runs, or the look. */
  'setup.cancel': { request: nothing, response: setupStateSchema },

  'settings.get': { request: nothing, response: settingsSchema },
  /** Returns the settings unchanged when main asked the user about an engine and the answer was no. */
  'settings.update': { request: settingsChangeSchema, response: settingsSchema },

  /** Which links of the desktop open in Pestle. */
  'links.state': { request: nothing, response: linkHandlingSchema },
  /** Lets links of all schemes open in Pestle, or leaves them to others. LINKS_NOT_SET. */
  'links.set': { request: v.strictObject({ isOn: v.boolean() }), response: linkHandlingSchema },

  'app.info': { request: nothing, response: appInfoSchema },
  'app.notices': { request: nothing, response: v.array(noticeSchema) },
  'app.dismissNotice': { request: v.strictObject({ id: v.string() }), response: nothing },
  /** Closes the window, asking first when live sessions would end. */
  'app.quit': { request: nothing, response: nothing },
  'app.toggleFullScreen': { request: nothing, response: nothing },
  /** Which commands of the native menu would do something now, and which carry a mark. */
  'app.menuState': {
    request: v.strictObject({ enabled: commands, checked: commands }),
    response: nothing,
  },
  /** Shows the menu of the app at a place of the window, in CSS pixels. macOS has it at the top of the screen. */
  'app.showMenu': {
    request: v.strictObject({ x: menuCoordinate, y: menuCoordinate }),
    response: nothing,
  },
  /** The licence notices of the package; null in a development run, which has none. FILE_UNREADABLE. */
  'app.licences': {
    request: nothing,
    response: v.nullable(v.pipe(v.string(), v.maxLength(MAX_NOTICES_BYTES))),
  },
  /** Shows the files of the licences in the file manager. */
  'app.showLicenceFiles': { request: nothing, response: nothing },

  /** Lets the user pick a text file (a key, a certificate) and returns its text; null when cancelled. */
  'files.openText': {
    request: v.strictObject({ purpose: v.picklist(['private-key', 'certificate']) }),
    response: v.nullable(v.strictObject({ name: v.string(), text: v.string() })),
  },
  /** Lets the user pick a guacd binary and returns its path; null when cancelled. */
  'files.chooseEngine': { request: nothing, response: v.nullable(v.string()) },
} as const satisfies Record<`${string}.${string}`, { request: v.GenericSchema; response: v.GenericSchema }>;

export type CallName = keyof typeof CONTRACT;
export type CallRequest<N extends CallName> = v.InferInput<(typeof CONTRACT)[N]['request']>;
export type CallResponse<N extends CallName> = v.InferOutput<(typeof CONTRACT)[N]['response']>;
