import { ConnectionEditor } from '../connections/deferred-editor';
import { deferred } from '../ui/deferred';

export const SessionView = deferred(async () => (await import('../session/session-view')).SessionView);
export const SessionDetails = deferred(
  async () => (await import('../details/session-details')).SessionDetails,
);
export const LogDialog = deferred(async () => (await import('../details/log-dialog')).LogDialog);
export const EnginePage = deferred(async () => (await import('../engine/engine-page')).EnginePage);
export const SettingsPage = deferred(async () => (await import('../settings/settings-page')).SettingsPage);
export const AboutDialogs = deferred(async () => (await import('./about-dialogs')).AboutDialogs);
export const HelpPage = deferred(async () => (await import('../help/help-page')).HelpPage);

/** In the order in which they are likely to be needed. */
const VIEWS = [
  SessionView,
  ConnectionEditor,
  SettingsPage,
  EnginePage,
  SessionDetails,
  LogDialog,
  HelpPage,
  AboutDialogs,
];

/** Reads the code of all views. What cannot be read is told when it is needed. */
export async function preloadViews(): Promise<void> {
  for (const view of VIEWS) await view.preload().catch(() => undefined);
}
