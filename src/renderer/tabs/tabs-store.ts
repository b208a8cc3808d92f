import { create } from 'zustand';
import { createDisposable } from '../../shared/disposable';
import type { SessionState } from '../../shared/model/session-state';
import { bridge, unwrap } from '../platform/bridge';
import type { Watch } from '../platform/watch-value';
import {
  HOME,
  neighbourView,
  viewAt,
  withoutSession,
  withSession,
  withView,
  type Tabs,
  type View,
} from './tabs-model';

/** The tabs of this window. Sessions are main's; only which one is shown is decided here. */
export const useTabs = create<Tabs>()(() => ({ sessions: [], view: HOME, lastTab: HOME }));

/** Follows main's sessions. After a reload of the page the newest session is shown again. */
export function watchSessions(): Watch {
  const stops = [
    bridge().on('session.changed', (session) => useTabs.setState((tabs) => withSession(tabs, session))),
    bridge().on('session.removed', ({ sessionId }) =>
      useTabs.setState((tabs) => withoutSession(tabs, sessionId)),
    ),
  ];
  const ready = unwrap(bridge().calls.sessions.list()).then((sessions) => {
    for (const session of sessions) useTabs.setState((tabs) => withSession(tabs, session));
    const newest = sessions.at(-1);
    if (newest !== undefined) showView({ kind: 'session', sessionId: newest.id });
  });
  return Object.assign(
    createDisposable(() => stops.forEach((stop) => stop())),
    { ready },
  );
}

export function showView(view: View): void {
  useTabs.setState((tabs) => withView(tabs, view));
}

/** Leaves a page that has no tab for the tab that was shown before. */
export function leavePage(): void {
  showView(useTabs.getState().lastTab);
}

/** Shows the next or previous tab, going round. */
export function showNeighbour(step: 1 | -1): void {
  showView(neighbourView(useTabs.getState(), step));
}

/** Shows the tab at a place, 0 being the home tab; nothing happens beyond the last one. */
export function showTabAt(index: number): void {
  const view = viewAt(useTabs.getState(), index);
  if (view !== undefined) showView(view);
}

/** Opens a session of a profile in a new tab and shows it. Rejects with the AppError of `sessions.open`. */
export async function openSession(profileId: string): Promise<void> {
  showSession(await unwrap(bridge().calls.sessions.open({ profileId })));
}

/** Shows a session that main has just opened, in its tab. */
export function showSession(session: SessionState): void {
  useTabs.setState((tabs) => withSession(tabs, session));
  showView({ kind: 'session', sessionId: session.id });
}

/** Ends a session and closes its tab at once. */
export async function closeSession(sessionId: string): Promise<void> {
  useTabs.setState((tabs) => withoutSession(tabs, sessionId));
  await unwrap(bridge().calls.sessions.close({ sessionId }));
}
