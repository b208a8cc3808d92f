import { beforeEach, describe, expect, it } from 'vitest';
import { FIRST_WINDOW_BYTES } from '../../../../src/main/sessions/credit-window';
import { MAX_SESSIONS, SessionManager } from '../../../../src/main/sessions/session-manager';
import { AppError } from '../../../../src/shared/errors';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { FakeChannel } from '../../../support/fake-channel';
import type { FakeConnection } from '../../../support/fake-connection';
import { FakeSessionServices, makeProfile } from '../../../support/session-services';

const VIEWPORT = { width: 800, height: 600, dpi: 96 };

let services: FakeSessionServices;
let manager: SessionManager;
let profileId: string;

type Live = { id: string; page: FakeChannel; guacd: FakeConnection };

async function openLive(): Promise<Live> {
  const { id } = manager.open(profileId);
  const page = new FakeChannel();
  manager.attach(id, page, VIEWPORT);
  const guacd = await services.acceptConnect();
  page.input(1, '4.sync,1.1;');
  return { id, page, guacd };
}

const phaseOf = (id: string) => manager.list().find((state) => state.id === id)?.phase;

beforeEach(() => {
  services = new FakeSessionServices();
  manager = new SessionManager(services);
  profileId = services.addProfile(
    makeProfile('ssh', { hostname: 'host', username: 'ann', password: 'x' }),
  ).id;
});

describe('the session manager', () => {
  it('lists sessions in the order in which they were opened, and tells each change', async () => {
    const told: string[] = [];
    manager.onChanged((state) => told.push(`${state.id} ${state.phase}`));
    const first = manager.open(profileId);
    const second = await openLive();
    expect(manager.list().map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(told[0]).toBe(`${first.id} connecting`);
    expect(told.at(-1)).toBe(`${second.id} live`);
  });

  it('C3: refuses one session too many, an unknown profile and an unknown session', () => {
    for (let count = 0; count < MAX_SESSIONS; count++) manager.open(profileId);
    expect(() => manager.open(profileId)).toThrow(expect.objectContaining({ code: 'SESSION_LIMIT' }));
    expect(() => new SessionManager(services).open('gone')).toThrow(
      expect.objectContaining({ code: 'PROFILE_UNKNOWN' }),
    );
    expect(() => manager.disconnect('gone')).toThrow(expect.objectContaining({ code: 'SESSION_UNKNOWN' }));
  });

  it('gives the sessions of a profile its new name, and tells the change once', async () => {
    const { id } = await openLive();
    const other = manager.open(services.addProfile(makeProfile()).id);
    const told: string[] = [];
    manager.onChanged((state) => told.push(`${state.id} ${state.name} ${state.phase}`));
    manager.rename(profileId, 'New name');
    manager.rename(profileId, 'New name');
    expect(told).toEqual([`${id} New name live`]);
    expect(manager.list().find((state) => state.id === other.id)?.name).toBe('Server');
  });

  it('counts what would be lost', async () => {
    manager.open(profileId);
    const { id, guacd } = await openLive();
    await openLive();
    expect(manager.liveCount).toBe(2);
    guacd.become('unstable');
    expect(manager.liveCount).toBe(2);
    manager.disconnect(id);
    expect(manager.liveCount).toBe(1);
  });

  it('forgets a session that is closed, once', async () => {
    const removed: string[] = [];
    manager.onRemoved((id) => removed.push(id));
    const { id, page, guacd } = await openLive();
    await manager.close(id);
    await manager.close(id);
    expect(removed).toEqual([id]);
    expect(manager.list()).toEqual([]);
    expect([page.isClosed, guacd.isClosed]).toEqual([true, true]);
  });

  it('keeps the failure of one session from another', async () => {
    const broken = await openLive();
    const healthy = await openLive();
    broken.page.input(1, '7.connect;');
    healthy.page.input(1, '3.key,2.65,1.1;');
    expect(phaseOf(broken.id)).toBe('failed');
    expect(phaseOf(healthy.id)).toBe('live');
    expect(healthy.guacd.sent).toContain('3.key,2.65,1.1;');
  });

  it('T10: bounds what a flood costs, and lets another session through meanwhile', async () => {
    const flooded = await openLive();
    const calm = await openLive();
    const chunk = encodeInstruction('blob', 1, 'A'.repeat(8_064)).repeat(8);
    for (let round = 0; round < 100 && !flooded.guacd.isPaused; round++) {
      flooded.guacd.deliver(chunk);
      services.endTurn();
    }
    expect(flooded.guacd.isPaused).toBe(true);
    expect(flooded.page.postedBytes).toBeLessThanOrEqual(FIRST_WINDOW_BYTES + chunk.length);
    calm.guacd.say('sync', 7);
    expect(calm.page.textOf(1)).toBe('4.sync,1.7;');
    expect(calm.guacd.isPaused).toBe(false);
  });

  it('N5: spreads the attempts of twenty sessions that lose guacd at once to four a second', async () => {
    const all: Live[] = [];
    for (let count = 0; count < 20; count++) all.push(await openLive());
    const attempts = () => services.logged.filter(({ event }) => event === 'session.retrying').length;
    for (const { guacd } of all) guacd.end(new AppError('GUACD_LOST'));
    let most = 0;
    for (let second = 0; second < 8; second++) {
      const before = attempts();
      services.clock.advance(1_000);
      most = Math.max(most, attempts() - before);
    }
    expect(attempts()).toBe(20);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('closes a session whose page sent something that is no message at all', async () => {
    const { id } = await openLive();
    manager.failForViolation(id);
    manager.failForViolation('gone');
    expect(phaseOf(id)).toBe('failed');
  });

  it('ends all sessions and opens no more', async () => {
    const all = [await openLive(), await openLive()];
    await manager.disposeAll();
    expect(all.map(({ guacd }) => guacd.isClosed)).toEqual([true, true]);
    expect(() => manager.open(profileId)).toThrow(expect.objectContaining({ code: 'ABORTED' }));
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('R9: waits no longer than the deadline for a connection that does not close', async () => {
    const { guacd } = await openLive();
    guacd.close = () => new Promise(() => undefined);
    const ended = manager.disposeAll(500);
    services.clock.advance(500);
    await ended;
    expect(manager.list()).toEqual([]);
  });
});
