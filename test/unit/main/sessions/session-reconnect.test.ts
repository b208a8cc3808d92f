import { beforeEach, describe, expect, it } from 'vitest';
import { MUTE_MS, SECOND_MUTE_MS } from '../../../../src/main/sessions/first-word';
import { AppError } from '../../../../src/shared/errors';
import type { FakeChannel } from '../../../support/fake-channel';
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

describe('a session that is lost', () => {
  it('comes back by itself, with the last size of the view', async () => {
    const { session, guacd } = await stage.goLive();
    page.input(1, '4.size,4.1000,3.500;');
    guacd.end(new AppError('GUACD_LOST'));
    expect(session.state).toMatchObject({
      phase: 'reconnecting',
      attempt: 1,
      nextAttemptAt: 1_001_000,
      problem: { code: 'GUACD_LOST' },
    });
    services.clock.advance(1_000);
    expect(session.state).toMatchObject({ phase: 'reconnecting', nextAttemptAt: null });
    const call = await services.nextConnect();
    expect(call.options.display).toEqual({ width: 1000, height: 500, dpi: 96 });
    call.resolve(new FakeConnection());
    await services.settle();
    page.input(2, SYNC);
    expect(session.state).toMatchObject({ phase: 'live', attempt: 0, problem: null, epoch: 2 });
  });

  it('gives up after five attempts', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.end(new AppError('GUACD_LOST'));
    for (const delayMs of [1_000, 2_000, 4_000, 8_000, 16_000]) {
      expect(session.state.phase).toBe('reconnecting');
      services.clock.advance(delayMs);
      (await services.nextConnect()).reject(new AppError('GUACD_UNREACHABLE'));
      await services.settle();
    }
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'GUACD_UNREACHABLE' } });
  });

  it('waits for the engine, which may be starting again', async () => {
    const { session, guacd } = await stage.goLive();
    let announce: (address: { host: string; port: number }) => void = () => undefined;
    services.engineAddress = () => new Promise((resolve) => (announce = resolve));
    guacd.end(new AppError('GUACD_LOST'));
    services.clock.advance(1_000);
    await services.settle();
    expect(services.pending).toHaveLength(0);
    announce({ host: '127.0.0.1', port: 5000 });
    const { options } = await services.nextConnect();
    expect(options.address).toEqual({ host: '127.0.0.1', port: 5000 });
    expect(session.state.phase).toBe('reconnecting');
  });

  it('stops at the wish of the user and keeps the reason', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.end(new AppError('GUACD_SILENT'));
    session.cancelReconnect();
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'GUACD_SILENT' } });
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('is tried at once when the user wants it', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.end(new AppError('GUACD_LOST'));
    session.reconnect(page, VIEWPORT);
    const again = await services.acceptConnect();
    again.say('size', 0, 800, 600);
    expect(session.state.phase).toBe('waiting');
    expect(services.clock.pendingTimers).toBe(0);
  });
});

describe('a session on which guacd says nothing after it is ready', () => {
  it('is connected once more, and fails as slow when that is mute too', async () => {
    const session = stage.create(makeProfile('ssh', SSH));
    session.attach(page, VIEWPORT);
    (await services.acceptConnect()).deliver('3.nop;');
    services.clock.advance(MUTE_MS);
    expect(session.state).toMatchObject({ phase: 'reconnecting', problem: { code: 'UPSTREAM_TIMEOUT' } });
    services.clock.advance(2_000);
    await services.acceptConnect();
    services.clock.advance(SECOND_MUTE_MS);
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'UPSTREAM_TIMEOUT' } });
  });
});

describe('a session that guacd ends without saying why', () => {
  it('has failed when no picture was ever seen', async () => {
    const session = stage.create(makeProfile('ssh', SSH));
    session.attach(page, VIEWPORT);
    (await services.acceptConnect()).end(null);
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'GUACD_HANDSHAKE_FAILED' } });
  });

  it('is closed, as by a logout, once there was a picture', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.end(null);
    expect(session.state).toMatchObject({ phase: 'closed', problem: null });
  });
});
