import { beforeEach, describe, expect, it } from 'vitest';
import { AttemptPacer, type AttemptHold } from '../../../../src/main/sessions/attempt-pacer';
import { needsNetwork } from '../../../../src/main/sessions/needs-network';
import { SessionManager } from '../../../../src/main/sessions/session-manager';
import { STRANDED_MS } from '../../../../src/main/sessions/session-timers';
import { CHECK_STREAM, PAGE_STREAMS } from '../../../../src/main/sessions/stream-indexes';
import { AppError } from '../../../../src/shared/errors';
import type { SessionState } from '../../../../src/shared/model/session-state';
import { FakeChannel } from '../../../support/fake-channel';
import { FakeConnection } from '../../../support/fake-connection';
import { FakeSessionServices, makeProfile } from '../../../support/session-services';
import { SSH, SYNC, VIEWPORT } from '../../../support/session-stage';

let services: FakeSessionServices;
let manager: SessionManager;
let page: FakeChannel;
let id: string;
let guacd: FakeConnection;
let phases: string[];

const state = (): SessionState => {
  const found = manager.list().find((one) => one.id === id);
  if (found === undefined) throw new Error('the session is not listed');
  return found;
};

async function goLive(parameters: Record<string, string> = SSH): Promise<void> {
  const profile = services.addProfile(makeProfile('ssh', parameters));
  id = manager.open(profile.id).id;
  page = new FakeChannel();
  manager.attach(id, page, VIEWPORT);
  guacd = await services.acceptConnect(new FakeConnection('$first'));
  guacd.say('sync', 1);
  page.input(1, SYNC);
  phases = [];
}

beforeEach(async () => {
  services = new FakeSessionServices();
  manager = new SessionManager(services);
  manager.onChanged(({ phase }) => phases.push(phase));
  phases = [];
  await goLive();
});

describe('a session that is checked', () => {
  it('N2: asks guacd on a stream that no page uses, and is live again with the first instruction', () => {
    manager.checkAll();
    expect(guacd.checks).toEqual([CHECK_STREAM]);
    expect(CHECK_STREAM).toBeGreaterThanOrEqual(PAGE_STREAMS);
    guacd.become('responsive');
    expect(phases).toEqual(['checking', 'live']);
    expect(state()).toMatchObject({ epoch: 1, problem: null, attempt: 0 });
  });

  it('N2: is opened again by rule when guacd does not answer', async () => {
    manager.checkAll();
    guacd.end(new AppError('GUACD_SILENT'));
    expect(state()).toMatchObject({ phase: 'reconnecting', attempt: 1, problem: { code: 'GUACD_SILENT' } });
    services.clock.advance(1_000);
    await services.acceptConnect();
    page.input(2, SYNC);
    expect(state()).toMatchObject({ phase: 'live', epoch: 2 });
  });

  it('takes input and keeps what it shows meanwhile', () => {
    manager.checkAll();
    page.input(1, '3.key,2.65,1.1;');
    expect(guacd.sent).toContain('3.key,2.65,1.1;');
    expect(manager.liveCount).toBe(1);
    expect(state().epoch).toBe(1);
  });

  it('is asked again when it is doubted again, and keeps its one connection', () => {
    manager.checkAll();
    manager.checkAll();
    expect(guacd.checks).toHaveLength(2);
    expect(state().phase).toBe('checking');
    expect(guacd.isClosed).toBe(false);
  });

  it('can be disconnected, and goes to a page that was reloaded, like one that is live', async () => {
    manager.checkAll();
    page.leave();
    const next = new FakeChannel();
    manager.attach(id, next, VIEWPORT);
    const joined = await services.acceptConnect();
    next.input(2, SYNC);
    expect(state()).toMatchObject({ phase: 'live', epoch: 2 });
    manager.checkAll();
    manager.disconnect(id);
    expect([state().phase, joined.isClosed]).toEqual(['closed', true]);
  });

  it('asks nothing where there is no picture yet, or no more', () => {
    manager.disconnect(id);
    manager.checkAll();
    expect(guacd.checks).toEqual([]);
    expect(state().phase).toBe('closed');
  });

  it('N2: lets no deadline end it while the computer sleeps for an hour', async () => {
    // A page that reloads, an attempt under way: both have deadlines of their own.
    page.leave();
    services.clock.jump(3_600_000);
    expect(state().phase).toBe('live');
    const next = new FakeChannel();
    manager.attach(id, next, VIEWPORT);
    await services.acceptConnect();
    next.input(2, SYNC);
    expect(state().phase).toBe('live');
  });
});

describe('the wall clock', () => {
  it.each([
    ['an hour forward', 3_600_000],
    ['an hour back', -3_600_000],
    ['ten years forward', 315_360_000_000],
  ])('N1: set %s, ends nothing and moves no attempt', async (_, offset) => {
    const wallTime = services.wallTime;
    Object.assign(services, { wallTime: () => wallTime() + offset });
    manager.checkAll();
    guacd.become('responsive');
    services.clock.advance(600_000);
    expect(state().phase).toBe('live');

    guacd.end(new AppError('GUACD_LOST'));
    services.clock.advance(999);
    expect(services.pending).toHaveLength(0);
    services.clock.advance(1);
    await services.settle();
    expect(services.pending).toHaveLength(1);
  });

  it('N1: set during a countdown, has its end told anew', () => {
    guacd.end(new AppError('GUACD_LOST'));
    expect(state().nextAttemptAt).toBe(services.wallTime() + 1_000);
    const wallTime = services.wallTime;
    Object.assign(services, { wallTime: () => wallTime() - 3_600_000 });
    const told: (number | null)[] = [];
    manager.onChanged(({ nextAttemptAt }) => told.push(nextAttemptAt));
    manager.checkAll();
    expect(told).toEqual([services.wallTime() + 1_000]);
  });
});

describe('an attempt without a network', () => {
  const lose = (hold: AttemptHold): void => {
    guacd.end(new AppError('GUACD_SILENT'));
    manager.holdAttempts(hold);
    services.clock.advance(1_000);
  };

  it.each(['offline', 'asleep'] as const)('is held back while %s, and not counted', async (hold) => {
    lose(hold);
    services.clock.advance(600_000);
    await services.settle();
    expect(services.pending).toHaveLength(0);
    expect(state()).toMatchObject({
      phase: 'offline',
      nextAttemptAt: null,
      problem: { code: 'GUACD_SILENT' },
    });
    manager.holdAttempts(null);
    expect(state()).toMatchObject({ phase: 'reconnecting', attempt: 1 });
    services.clock.advance(1_000);
    await services.acceptConnect();
    page.input(2, SYNC);
    expect(state().phase).toBe('live');
  });

  it('is made at once when the user wants it', async () => {
    lose('offline');
    manager.reconnect(id, page, VIEWPORT);
    (await services.acceptConnect()).say('sync', 1);
    page.input(2, SYNC);
    expect(state().phase).toBe('live');
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('can be cancelled, and leaves no timer', () => {
    lose('offline');
    manager.cancelReconnect(id);
    expect(state()).toMatchObject({ phase: 'failed', problem: { code: 'GUACD_SILENT' } });
    expect(services.clock.pendingTimers).toBe(0);
    manager.holdAttempts(null);
    expect(state().phase).toBe('failed');
  });

  it('is made all the same after an hour', async () => {
    lose('offline');
    services.clock.advance(STRANDED_MS);
    await services.settle();
    expect(services.pending).toHaveLength(1);
    expect(state().phase).toBe('reconnecting');
  });

  it('is not held back when the remote computer is this one', async () => {
    await goLive({ ...SSH, hostname: 'localhost' });
    lose('offline');
    await services.settle();
    expect(services.pending).toHaveLength(1);
  });

  it('is held back even then while the computer sleeps', async () => {
    await goLive({ ...SSH, hostname: 'localhost' });
    lose('asleep');
    await services.settle();
    expect(services.pending).toHaveLength(0);
  });

  it('is made when the computer wakes without a network, if the remote computer is this one', async () => {
    await goLive({ ...SSH, hostname: 'localhost' });
    lose('asleep');
    expect(state().phase).toBe('offline');
    manager.holdAttempts('offline');
    services.clock.advance(1_000);
    await services.settle();
    expect(services.pending).toHaveLength(1);
  });

  it('stays held when the computer wakes without the network that it needs', async () => {
    lose('asleep');
    manager.holdAttempts('offline');
    services.clock.advance(1_000);
    await services.settle();
    expect(state().phase).toBe('offline');
    expect(services.pending).toHaveLength(0);
  });

  it.each(['localhost', 'LOCALHOST', 'a.localhost', '127.0.0.1', '127.8.8.8', '::1', '[::1]'])(
    'needs no network for %s',
    (hostname) => {
      expect(needsNetwork(makeProfile('ssh', { hostname }))).toBe(false);
    },
  );

  it.each(['localhost.example', '10.0.0.1', '128.0.0.1', 'db', '127.0.0.1.example', ''])(
    'needs one for "%s"',
    (hostname) => {
      expect(needsNetwork(makeProfile('ssh', { hostname }))).toBe(true);
    },
  );
});

describe('attempts that waited for the engine', () => {
  it('N5: go on at four a second when it is there again, not all at once', async () => {
    const ids = [id];
    const connections = [guacd];
    for (let count = 1; count < 20; count++) {
      await goLive();
      ids.push(id);
      connections.push(guacd);
    }
    const announced: ((address: { host: string; port: number }) => void)[] = [];
    services.engineAddress = () => new Promise((resolve) => announced.push(resolve));
    for (const connection of connections) connection.end(new AppError('GUACD_LOST'));
    services.clock.advance(10_000);
    await services.settle();
    expect(announced).toHaveLength(20);
    services.clock.advance(5_000);
    for (const announce of announced) announce({ host: '127.0.0.1', port: 5_000 });
    let made = 0;
    for (let quarter = 0; quarter < 24; quarter++) {
      await services.settle();
      expect(services.pending.length).toBeLessThanOrEqual(quarter + 1);
      made = services.pending.length;
      services.clock.advance(250);
    }
    expect(made).toBe(20);
    await manager.disposeAll();
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('are given up without a trace when the session ends in their turn', async () => {
    const pacer = new AttemptPacer();
    const giveUp = new AbortController();
    pacer.reserve(services.clock.now(), 0);
    const waiting = pacer.turn(services.clock, giveUp.signal);
    giveUp.abort();
    await waiting;
    expect(services.clock.pendingTimers).toBe(0);
  });
});
