import type { SessionState } from '../../shared/model/session-state';

/** Pages that are not sessions. `connections` is the first tab; the others have buttons in the bar. */
export type PageKey = 'connections' | 'engine' | 'settings' | 'help';

/** What fills the window. */
export type View = { kind: 'page'; page: PageKey } | { kind: 'session'; sessionId: string };

/** The tabs: one for each session in the order they were opened, after the fixed first one. */
export type Tabs = {
  sessions: readonly SessionState[];
  view: View;
  /** The tab that was shown last; where the user goes back to from a page that has no tab. */
  lastTab: View;
};

export const HOME = { kind: 'page', page: 'connections' } as const satisfies View;

/** Shows something. */
export function withView(tabs: Tabs, view: View): Tabs {
  const isTab = view.kind === 'session' || view.page === HOME.page;
  return { ...tabs, view, lastTab: isTab ? view : tabs.lastTab };
}

/** Takes in a state of a session: adds its tab, or updates it unless what we have is newer. */
export function withSession(tabs: Tabs, next: SessionState): Tabs {
  const present = tabs.sessions.find((session) => session.id === next.id);
  if (present === undefined) return { ...tabs, sessions: [...tabs.sessions, next] };
  if (present.revision >= next.revision) return tabs;
  return { ...tabs, sessions: tabs.sessions.map((session) => (session.id === next.id ? next : session)) };
}

/** Takes a tab away. If it was shown, its right neighbour is shown next, else its left one, else the home page. */
export function withoutSession(tabs: Tabs, sessionId: string): Tabs {
  const index = tabs.sessions.findIndex((session) => session.id === sessionId);
  if (index < 0) return tabs;
  const sessions = tabs.sessions.filter((session) => session.id !== sessionId);
  const neighbour = sessions[index] ?? sessions.at(-1);
  const next: View = neighbour === undefined ? HOME : { kind: 'session', sessionId: neighbour.id };
  const instead = (view: View) => (view.kind === 'session' && view.sessionId === sessionId ? next : view);
  return { sessions, view: instead(tabs.view), lastTab: instead(tabs.lastTab) };
}

/** The view that is `step` tabs away, going round; the home tab counts, other pages count as home. */
export function neighbourView(tabs: Tabs, step: 1 | -1): View {
  const count = tabs.sessions.length + 1;
  const { view } = tabs;
  const current =
    view.kind === 'session' ? tabs.sessions.findIndex((session) => session.id === view.sessionId) + 1 : 0;
  return viewAt(tabs, (current + step + count) % count) ?? HOME;
}

/** The view of the tab at a place, 0 being the home tab; undefined beyond the last one. */
export function viewAt(tabs: Tabs, index: number): View | undefined {
  if (index === 0) return HOME;
  const session = tabs.sessions[index - 1];
  return session === undefined ? undefined : { kind: 'session', sessionId: session.id };
}

/** The newest session of a profile that has ended and whose tab is still there, or undefined. */
export function endedSession({ sessions }: Tabs, profileId: string): SessionState | undefined {
  return sessions
    .filter((session) => session.profileId === profileId)
    .filter(({ phase }) => phase === 'failed' || phase === 'closed')
    .at(-1);
}

/** The session that is shown, or undefined while a page is. */
export function shownSession({ sessions, view }: Tabs): SessionState | undefined {
  return view.kind === 'session' ? sessions.find((session) => session.id === view.sessionId) : undefined;
}
