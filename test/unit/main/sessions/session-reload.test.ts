import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors';
import { HANDOVER_MS } from '../../../../src/main/sessions/handover';
import type { Session } from '../../../../src/main/sessions/session';
import { DETACH_DEADLINE_MS } from '../../../../src/main/sessions/session-timers';
import { FakeChannel } from '../../../support/fake-channel';
import { FakeConnection } from '../../../support/fake-connection';
import { makeProfile, type FakeSessionServices } from '../../../support/session-services';
import { SessionStage, SSH, SYNC, VIEWPORT } from '../../../support/session-stage';

let stage: SessionStage;
let services: FakeSessionServices;
let page: FakeChannel;

beforeEach(() => {
  stage = new SessionStage();
  ({ services, page } = stage);
});

async function reload(session: Session): Promise<FakeChannel> {
  page.leave();
  const next = new FakeChannel();
  session.attach(next, VIEWPORT);
  await services.settle();
  return next;
}

describe('a session whose page is reloaded', () => {
  it('keeps its connection, drops what comes, and joins it for the new page', async () => {
    const { session, guacd } = await stage.goLive();
    page.leave();
    for (let i = 0; i < 40; i++) {
      guacd.deliver('4.blob,1.1,4.QUJD;'.repeat(3_000));
      services.endTurn();
    }
    expect(guacd.isPaused).toBe(false);
    expect(guacd.isClosed).toBe(false);
    const next = new FakeChannel();
    session.attach(next, VIEWPORT);
    const call = await services.nextConnect();
    expect(call.options).toMatchObject({ select: { join: '$first' }, parameters: SSH });
    const joined = new FakeConnection('$second');
    call.resolve(joined);
    await services.settle();
    joined.say('sync', 2);
    expect(next.posted[0]).toEqual({ kind: 'start', epoch: 2 });
    expect(next.textOf(2)).toBe('4.sync,1.2;');
    next.input(2, '4.sync,1.2;');
    expect(session.state).toMatchObject({ phase: 'live', epoch: 2 });
    services.clock.advance(HANDOVER_MS - 1);
    expect(guacd.isClosed).toBe(false);
    services.clock.advance(1);
    expect(guacd.isClosed).toBe(true);
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('does not mind how the former connection ends', async () => {
    const { session, guacd } = await stage.goLive();
    await reload(session);
    await services.acceptConnect(new FakeConnection('$second'));
    guacd.end(new AppError('GUACD_LOST'));
    expect(session.state.phase).toBe('waiting');
  });

  it('shows the picture of an idle remote computer, which guacd does not end with a sync', async () => {
    const { session } = await stage.goLive();
    const next = await reload(session);
    const joined = await services.acceptConnect(new FakeConnection('$second'));
    joined.say('size', 0, 800, 600);
    services.clock.advance(60);
    joined.say('rect', 0, 0, 0, 800, 600);
    services.clock.advance(99);
    expect(next.textOf(2)).not.toContain('sync');
    services.clock.advance(1);
    expect(next.textOf(2).endsWith('4.sync,2.-1;')).toBe(true);
    next.input(2, '4.sync,2.-1;');
    expect(session.state.phase).toBe('live');
    expect(joined.sent).toEqual([]);
  });

  it('leaves the ends of frames to guacd as soon as it sends them', async () => {
    const { session } = await stage.goLive();
    const next = await reload(session);
    const joined = await services.acceptConnect(new FakeConnection('$second'));
    joined.say('size', 0, 800, 600);
    joined.say('sync', 7);
    joined.say('nop');
    services.endTurn();
    services.clock.advance(HANDOVER_MS);
    expect(next.textOf(2)).toBe('4.size,1.0,3.800,3.600;4.sync,1.7;3.nop;');
  });

  it('joins the same guacd with the same values, whatever has changed meanwhile', async () => {
    const profile = makeProfile('ssh', SSH);
    const { session } = await stage.goLive(profile);
    services.addProfile({ ...profile, parameters: { hostname: 'other' } });
    services.engineAddress = () => Promise.resolve({ host: 'other', port: 1 });
    page.leave();
    session.attach(new FakeChannel(), VIEWPORT);
    const { options } = await services.nextConnect();
    expect(options).toMatchObject({ address: { host: '127.0.0.1', port: 4822 }, parameters: SSH });
  });

  it('reconnects when it cannot be joined', async () => {
    const { session, guacd } = await stage.goLive();
    await reload(session);
    (await services.nextConnect()).reject(new AppError('RESOURCE_NOT_FOUND'));
    await services.settle();
    expect(guacd.isClosed).toBe(true);
    expect(session.state).toMatchObject({ phase: 'reconnecting', attempt: 1 });
  });

  it('is closed when the remote computer ended it meanwhile', async () => {
    const { session, guacd } = await stage.goLive();
    page.leave();
    guacd.end(null);
    session.attach(new FakeChannel(), VIEWPORT);
    await services.settle();
    expect(session.state.phase).toBe('closed');
    expect(services.pending).toHaveLength(0);
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('ends when no page comes back in time', async () => {
    const { session, guacd } = await stage.goLive();
    page.leave();
    services.clock.advance(DETACH_DEADLINE_MS - 1);
    expect(guacd.isClosed).toBe(false);
    services.clock.advance(1);
    expect(guacd.isClosed).toBe(true);
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'SESSION_DETACHED' } });
  });

  it('goes on connecting for the new page', async () => {
    const session = stage.create(makeProfile('ssh', SSH));
    session.attach(page, VIEWPORT);
    const next = await reload(session);
    await services.acceptConnect();
    expect(next.epochs).toEqual([1]);
    expect(page.posted).toEqual([]);
  });

  it('survives a page that is reloaded again while it joins', async () => {
    const { session } = await stage.goLive();
    const second = await reload(session);
    second.leave();
    const third = new FakeChannel();
    session.attach(third, VIEWPORT);
    const joined = await services.acceptConnect(new FakeConnection('$second'));
    joined.say('sync', 1);
    third.input(2, SYNC);
    expect(second.posted).toEqual([]);
    expect(third.textOf(2)).toBe(SYNC);
    expect(session.state.phase).toBe('live');
  });

  it('closes the former channel when the same page attaches anew', async () => {
    const { session } = await stage.goLive();
    session.attach(new FakeChannel(), VIEWPORT);
    expect(page.isClosed).toBe(true);
    expect((await services.nextConnect()).options.select).toEqual({ join: '$first' });
  });
});
