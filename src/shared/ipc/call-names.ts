import type { CallName } from './contract';

/** Prefix of the IPC channels of calls, so that nothing else can be mistaken for one. */
export const CALL_CHANNEL_PREFIX = 'pestle.call:';

/** Each call of the contract. The type makes sure that none is missing and none is too many. */
const EVERY_CALL: Readonly<Record<CallName, true>> = {
  'profiles.list': true,
  'profiles.save': true,
  'profiles.duplicate': true,
  'profiles.delete': true,
  'profiles.temporary': true,
  'profiles.restore': true,
  'sessions.list': true,
  'sessions.open': true,
  'sessions.metrics': true,
  'sessions.attach': true,
  'sessions.reconnect': true,
  'sessions.cancelReconnect': true,
  'sessions.answerPrompt': true,
  'sessions.reportFault': true,
  'sessions.disconnect': true,
  'sessions.close': true,
  'sessions.sendClipboard': true,
  'sessions.receiveClipboard': true,
  'intents.state': true,
  'intents.answer': true,
  'intents.offer': true,
  'intents.chooseFile': true,
  'journal.read': true,
  'engine.state': true,
  'engine.restart': true,
  'engine.log': true,
  'engine.parameters': true,
  'engine.parts': true,
  'engine.test': true,
  'setup.state': true,
  'setup.look': true,
  'setup.run': true,
  'setup.cancel': true,
  'settings.get': true,
  'settings.update': true,
  'links.state': true,
  'links.set': true,
  'app.info': true,
  'app.notices': true,
  'app.dismissNotice': true,
  'app.quit': true,
  'app.toggleFullScreen': true,
  'app.menuState': true,
  'app.showMenu': true,
  'app.licences': true,
  'app.showLicenceFiles': true,
  'files.openText': true,
  'files.chooseEngine': true,
};

/**
 * The names of all calls, for the preload script: it needs no schema, and reading all of them would take longer than
 * everything else that it does.
 */
export const CALL_NAMES: readonly string[] = Object.keys(EVERY_CALL);
