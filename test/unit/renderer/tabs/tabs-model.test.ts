import { describe, expect, it } from 'vitest';
import {
  endedSession,
  HOME,
  neighbourView,
  shownSession,
  viewAt,
  withoutSession,
  withSession,
  withView,
  type Tabs,
  type View,
} from '../../../../src/renderer/tabs/tabs-model';
import { sampleProfile, sampleSession } from '../../../support/sample-data';

const [a, b, c] = [1, 2, 3].map((number) => sampleSession(number, sampleProfile(number), 'live'));
if (!a || !b || !c) throw new Error('three sessions are needed');

const show = (sessionId: string): View => ({ kind: 'session', sessionId });
const tabs = (view: View): Tabs => ({ sessions: [a, b, c], view, lastTab: view });

describe('tabs', () => {
  it('add a session at the end and show what was shown', () => {
    const before: Tabs = { sessions: [a], view: HOME, lastTab: HOME };
    expect(withSession(before, b)).toEqual({ sessions: [a, b], view: HOME, lastTab: HOME });
  });

  it('take a newer state of a session and drop an older or equal one', () => {
    const newer = { ...b, phase: 'failed' as const, revision: b.revision + 1 };
    const changed = withSession(tabs(HOME), newer);
    expect(changed.sessions[1]).toBe(newer);
    expect(withSession(changed, b)).toBe(changed);
    expect(withSession(changed, { ...newer, phase: 'live' })).toBe(changed);
  });

  it('show the right neighbour of a closed tab, else the left one, else home', () => {
    expect(withoutSession(tabs(show(b.id)), b.id).view).toEqual(show(c.id));
    expect(withoutSession(tabs(show(c.id)), c.id).view).toEqual(show(b.id));
    const one: Tabs = { sessions: [a], view: show(a.id), lastTab: show(a.id) };
    expect(withoutSession(one, a.id)).toEqual({ sessions: [], view: HOME, lastTab: HOME });
  });

  it('go on showing what they show when another tab is closed', () => {
    expect(withoutSession(tabs(show(a.id)), c.id).view).toEqual(show(a.id));
    expect(withoutSession(tabs(HOME), 'unknown').sessions).toHaveLength(3);
  });

  it('remember the tab that a page without a tab was opened from', () => {
    const onPage = withView(tabs(show(b.id)), { kind: 'page', page: 'settings' });
    expect(onPage.lastTab).toEqual(show(b.id));
    expect(withoutSession(onPage, b.id).lastTab).toEqual(show(c.id));
    expect(withView(onPage, HOME).lastTab).toEqual(HOME);
  });

  it('go round at both ends; other pages count as home', () => {
    expect(neighbourView(tabs(show(c.id)), 1)).toEqual(HOME);
    expect(neighbourView(tabs(HOME), -1)).toEqual(show(c.id));
    expect(neighbourView(tabs({ kind: 'page', page: 'help' }), 1)).toEqual(show(a.id));
    expect(neighbourView({ sessions: [], view: HOME, lastTab: HOME }, 1)).toEqual(HOME);
  });

  it('are found by their place', () => {
    expect(viewAt(tabs(HOME), 0)).toEqual(HOME);
    expect(viewAt(tabs(HOME), 3)).toEqual(show(c.id));
    expect(viewAt(tabs(HOME), 4)).toBeUndefined();
    expect(shownSession(tabs(show(b.id)))).toBe(b);
    expect(shownSession(tabs(HOME))).toBeUndefined();
  });

  it('tell the newest session of a connection that has ended, and no other', () => {
    const failed = { ...b, phase: 'failed' as const };
    const closed = { ...c, profileId: b.profileId, phase: 'closed' as const };
    const other = { ...a, phase: 'failed' as const };
    const all: Tabs = { sessions: [failed, closed, other], view: HOME, lastTab: HOME };
    expect(endedSession(all, b.profileId)).toBe(closed);
    expect(endedSession(tabs(HOME), b.profileId)).toBeUndefined();
  });
});
