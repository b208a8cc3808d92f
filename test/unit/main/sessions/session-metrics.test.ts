import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { FIRST_WINDOW_BYTES } from '../../../../src/main/sessions/credit-window';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { AppError } from '../../../../src/shared/errors';
import { sessionMetricsSchema } from '../../../../src/shared/model/session-metrics';
import { FakeChannel } from '../../../support/fake-channel';
import { FakeConnection } from '../../../support/fake-connection';
import { makeProfile } from '../../../support/session-services';
import { SessionStage, SSH, SYNC, VIEWPORT } from '../../../support/session-stage';

let stage: SessionStage;
const clock = () => stage.services.clock;

beforeEach(() => {
  stage = new SessionStage();
});

describe('the metrics of a session', () => {
  it('are there before anything is connected, and fit the contract', () => {
    const session = stage.create(makeProfile('ssh', SSH));
    clock().advance(3000);
    expect(session.metrics).toMatchObject({
      uptimeMs: 3000,
      connectedMs: null,
      liveness: 'none',
      frames: 0,
      syncLag: null,
      owedBytes: 0,
      creditBytes: FIRST_WINDOW_BYTES,
    });
    expect(v.is(sessionMetricsSchema, session.metrics)).toBe(true);
  });

  it('count bytes, instructions and frames each way', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.say('nop');
    guacd.say('sync', 2000, 1);
    stage.page.input(1, `${encodeInstruction('key', 65, 1)}${encodeInstruction('key', 65, 0)}`);
    stage.page.input(1, encodeInstruction('sync', 2000));
    expect(session.metrics).toMatchObject({
      receivedBytes: guacd.receivedBytes,
      receivedInstructions: 3,
      sentBytes: guacd.sentBytes,
      sentInstructions: 4,
      frames: 2,
      answers: 2,
      protocolVersion: 'VERSION_1_5_0',
    });
    expect(v.is(sessionMetricsSchema, session.metrics)).toBe(true);
  });

  it('time a frame to its answer, and a key to the next frame', async () => {
    const { session, guacd } = await stage.goLive();
    stage.page.input(1, encodeInstruction('key', 65, 1));
    clock().advance(30);
    guacd.say('sync', 2000);
    clock().advance(8);
    expect(session.metrics.unansweredMs).toBe(8);
    stage.page.input(1, encodeInstruction('sync', 2000));
    expect(session.metrics.syncLag?.lastMs).toBe(8);
    expect(session.metrics.keyToFrame?.lastMs).toBe(30);
  });

  it('take no answer to a frame of our own for one to guacd', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.say('sync', 2000);
    stage.page.input(1, encodeInstruction('sync', '-1'));
    expect(session.metrics.unansweredMs).not.toBeNull();
    expect(session.metrics.answers).toBe(1);
  });

  it('tell what the page owes, what a page that took long may owe, and for how long reading was stopped', async () => {
    const { session, guacd } = await stage.goLive();
    stage.page.ack(1, SYNC.length);
    const blob = encodeInstruction('blob', 0, 'A'.repeat(8000));
    for (let sent = 0; sent < FIRST_WINDOW_BYTES; sent += blob.length) guacd.deliver(blob);
    stage.services.endTurn();
    expect(session.metrics.owedBytes).toBeGreaterThanOrEqual(FIRST_WINDOW_BYTES);
    expect(session.metrics.isPaused).toBe(true);
    clock().advance(250);
    expect(session.metrics.pausedMs).toBe(250);
    stage.page.ack(1, 2 * FIRST_WINDOW_BYTES);
    clock().advance(100);
    expect(session.metrics).toMatchObject({ isPaused: false, pausedMs: 250 });
    expect(session.metrics.creditBytes).toBeLessThan(FIRST_WINDOW_BYTES);
  });

  it('tell what waits in the socket and whether guacd is quiet', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.queuedBytes = 4711;
    guacd.become('unstable');
    expect(session.metrics).toMatchObject({ inputQueueBytes: 4711, liveness: 'unstable' });
    guacd.become('responsive');
    expect(session.metrics.liveness).toBe('responsive');
  });

  it('go on over a reconnection, and tell the time of the present connection', async () => {
    const { session, guacd } = await stage.goLive();
    const before = session.metrics;
    clock().advance(5000);
    guacd.end(new AppError('GUACD_LOST'));
    expect(session.metrics).toMatchObject({ connectedMs: null, liveness: 'none', unansweredMs: null });
    session.reconnect(stage.page, VIEWPORT);
    const second = await stage.services.acceptConnect(new FakeConnection('$second'));
    second.say('sync', 9000);
    stage.page.input(2, encodeInstruction('sync', 9000));
    clock().advance(40);
    expect(session.metrics).toMatchObject({
      reconnects: 1,
      connectedMs: 40,
      uptimeMs: before.uptimeMs + 5040,
      receivedBytes: before.receivedBytes + second.receivedBytes,
      sentBytes: before.sentBytes + second.sentBytes,
      frames: 2,
      answers: 2,
    });
  });

  it('count no reconnection when another page takes the session over', async () => {
    const { session } = await stage.goLive();
    session.attach(new FakeChannel(), VIEWPORT);
    await stage.services.acceptConnect(new FakeConnection('$joined'));
    expect(session.metrics).toMatchObject({ reconnects: 0, liveness: 'responsive' });
  });

  it('N1: know nothing of the wall clock', async () => {
    const { session } = await stage.goLive();
    let wall = 0;
    Object.defineProperty(stage.services, 'wallTime', { value: () => (wall += 3_600_000) });
    clock().advance(1000);
    const first = session.metrics;
    clock().advance(1000);
    const second = session.metrics;
    expect(second.uptimeMs - first.uptimeMs).toBe(1000);
    expect(second.takenAtMs - first.takenAtMs).toBe(1000);
  });
});
