import { flushSync } from 'react-dom';
import type { SessionState } from '../../shared/model/session-state';
import { draftFrom, draftOf, newDraft, type EditorDraft } from '../connections/editor-model';
import { useConnections } from '../connections/connections-store';
import { requestEditor } from '../connections/editor-store';
import { focusSearch } from '../connections/search-focus';
import { toggleDetails } from '../details/details-store';
import { bridge, unwrap } from '../platform/bridge';
import { TAB_NUMBERS, type ActionId } from '../../shared/model/key-bindings';
import { focusSession, sendKeys } from '../session/active-drivers';
import { CTRL_ALT_DEL } from '../session/keysyms';
import { HOME, shownSession, type PageKey } from '../tabs/tabs-model';
import { closeSession, showNeighbour, showTabAt, showView, useTabs } from '../tabs/tabs-store';
import { showError } from '../ui/toasts-store';
import { showAbout } from './app-store';
import { reconnectSession } from './reconnect-session';
import { canZoom, isZoomed, zoom } from './zoom';

/** Something the user can do, however it is asked for: a button, a menu, a key, the system's menu bar. */
export type Action = {
  id: ActionId;
  /** In sentence case, for menus and for the list of shortcuts. */
  label: string;
  /** Whether it would do something now. */
  isEnabled: () => boolean;
  /** Of one that carries a mark. */
  isChecked?: () => boolean;
  run: () => void;
};

const always = () => true;
const session = () => shownSession(useTabs.getState());
const isIn = (...phases: readonly SessionState['phase'][]) => {
  const phase = session()?.phase;
  return phase !== undefined && phases.includes(phase);
};

function withSession(run: (session: SessionState) => void): () => void {
  return () => {
    const shown = session();
    if (shown !== undefined) run(shown);
  };
}

function attempt(work: Promise<unknown>): void {
  work.catch(showError);
}

/** Shows a tab. The home page gives the keyboard to its search; a session takes the keyboard by itself. */
function showTab(show: () => void): void {
  flushSync(show);
  const { view } = useTabs.getState();
  if (view.kind === 'page' && view.page === HOME.page) focusSearch();
}

const page = (id: ActionId, label: string, key: PageKey): Action => ({
  id,
  label,
  isEnabled: always,
  run: () => showView({ kind: 'page', page: key }),
});

/** Every action of the app, in the order in which the list of shortcuts shows them. */
export const ACTIONS: readonly Action[] = [
  {
    id: 'page.connections',
    label: 'Show connections',
    isEnabled: always,
    run: () => showTab(() => showView(HOME)),
  },
  {
    id: 'connection.new',
    label: 'New connection',
    isEnabled: always,
    run: () => editDraft(newDraft('ssh')),
  },
  {
    id: 'intents.open-file',
    label: 'Open .rdp file',
    isEnabled: always,
    run: () => attempt(unwrap(bridge().calls.intents.chooseFile())),
  },
  {
    id: 'connections.search',
    label: 'Search',
    isEnabled: always,
    run: () => showTab(() => showView(HOME)),
  },
  { id: 'tab.next', label: 'Next tab', isEnabled: always, run: () => showTab(() => showNeighbour(1)) },
  {
    id: 'tab.previous',
    label: 'Previous tab',
    isEnabled: always,
    run: () => showTab(() => showNeighbour(-1)),
  },
  ...TAB_NUMBERS.map((digit): Action => ({
    id: `tab.${digit}`,
    label: digit === 1 ? 'Connections' : `Tab ${digit}`,
    isEnabled: always,
    run: () => showTab(() => showTabAt(digit - 1)),
  })),
  {
    id: 'tab.close',
    label: 'Close tab',
    isEnabled: () => session() !== undefined,
    run: withSession(({ id }) => attempt(closeSession(id))),
  },
  {
    id: 'session.ctrl-alt-del',
    label: 'Send Ctrl+Alt+Del',
    isEnabled: () => isIn('live', 'unstable', 'checking') && session()?.readOnly === false,
    run: withSession(({ id }) => {
      sendKeys(id, CTRL_ALT_DEL);
      focusSession(id);
    }),
  },
  {
    id: 'session.reconnect',
    label: 'Reconnect',
    // Also while it looks alive: the engine may not have noticed that the remote computer is out of reach.
    isEnabled: () => isIn('live', 'unstable', 'checking', 'reconnecting', 'offline', 'closed', 'failed'),
    run: withSession(({ id }) => attempt(reconnectSession(id))),
  },
  {
    id: 'session.disconnect',
    label: 'Disconnect',
    isEnabled: () => isIn('connecting', 'waiting', 'live', 'unstable', 'checking', 'reconnecting', 'offline'),
    run: withSession(({ id }) => attempt(unwrap(bridge().calls.sessions.disconnect({ sessionId: id })))),
  },
  {
    id: 'session.edit',
    label: 'Edit connection',
    isEnabled: () => session() !== undefined,
    run: withSession(({ profileId }) => editConnection(profileId)),
  },
  {
    id: 'session.read-only',
    label: 'View only',
    // A guard of the connection that holds from its beginning: it is changed in the connection.
    isEnabled: () => false,
    isChecked: () => session()?.readOnly === true,
    run: () => undefined,
  },
  {
    id: 'session.details',
    label: 'Session details',
    isEnabled: () => session() !== undefined,
    run: withSession(({ id }) => {
      if (!toggleDetails(id)) focusSession(id);
    }),
  },
  { id: 'view.zoom-in', label: 'Zoom in', isEnabled: () => canZoom(1), run: () => attempt(zoom(1)) },
  { id: 'view.zoom-out', label: 'Zoom out', isEnabled: () => canZoom(-1), run: () => attempt(zoom(-1)) },
  { id: 'view.zoom-reset', label: 'Actual size', isEnabled: isZoomed, run: () => attempt(zoom(0)) },
  {
    id: 'view.full-screen',
    label: 'Full screen',
    isEnabled: always,
    run: () => attempt(unwrap(bridge().calls.app.toggleFullScreen())),
  },
  page('page.engine', 'Engine', 'engine'),
  page('page.settings', 'Settings', 'settings'),
  page('page.help', 'Help', 'help'),
  { id: 'help.about', label: 'About Pestle', isEnabled: always, run: () => showAbout('about') },
  {
    id: 'app.quit',
    label: 'Quit',
    isEnabled: always,
    run: () => attempt(unwrap(bridge().calls.app.quit())),
  },
];

const byId = new Map(ACTIONS.map((action) => [action.id, action]));

/** The action of an id. Every id has one; a test checks it. */
export function findAction(id: ActionId): Action | undefined {
  return byId.get(id);
}

/** Runs an action if it would do something now. */
export function runAction(id: ActionId): void {
  const action = byId.get(id);
  if (action?.isEnabled() === true) action.run();
}

/** Shows a connection in the editor: one that is not saved as a new one. Nothing happens when it was deleted. */
export function editConnection(profileId: string): void {
  const profile = useConnections.getState().profiles.find(({ id }) => id === profileId);
  if (profile === undefined) attempt(editTemporary(profileId));
  else editDraft(draftOf(profile));
}

/** Shows a draft in the editor. Unsaved changes of another one are asked about first. */
export function editDraft(draft: EditorDraft): void {
  showView(HOME);
  requestEditor(draft);
}

async function editTemporary(profileId: string): Promise<void> {
  const draft = await unwrap(bridge().calls.profiles.temporary({ profileId }));
  if (draft !== null) editDraft(draftFrom(draft));
}
