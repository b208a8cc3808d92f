import { beforeEach, describe, expect, it } from 'vitest';
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

const phases = (): string[] =>
  stage.states.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);

describe('a session', () => {
  it('P8: ends with a reason, and for good, when its page cannot hold what guacd sends', async () => {
    const { session, guacd } = await stage.goLive();
    session.failForPage(1, 'pixels');
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'DISPLAY_LIMIT' } });
    expect(guacd.isClosed).toBe(true);
    expect(services.pending).toHaveLength(0);
    expect(services.logged).toContainEqual({
      event: 'session.not-shown',
      facts: expect.objectContaining({ epoch: 1, limit: 'pixels' }) as object,
    });
  });

  it('is not ended by what a page says of a connection that is over', async () => {
    const { session } = await stage.goLive();
    session.failForPage(0, 'pixels');
    expect(session.state).toMatchObject({ phase: 'live', problem: null });
  });

  it('does nothing before a page shows it', async () => {
    stage.create(makeProfile());
    await services.settle();
    expect(services.pending).toHaveLength(0);
  });

  it('connects with the profile, the stored secrets, the size of the view and the time zone', async () => {
    const profile = makeProfile('rdp', { hostname: 'host', username: 'ann' });
    services.storedSecrets.set(`${profile.id} password`, 'hush');
    stage.create(profile).attach(page, VIEWPORT);
    const { options } = await services.nextConnect();
    expect(options).toMatchObject({
      select: { protocol: 'rdp' },
      parameters: { hostname: 'host', username: 'ann', password: 'hush' },
      display: VIEWPORT,
      timezone: 'Europe/Rome',
      clientName: 'Pestle 0fd2a1b3',
    });
  });

  it('is live once the page has answered the first frame', async () => {
    await stage.goLive();
    expect(phases()).toEqual(['connecting', 'waiting', 'live']);
    expect(page.posted[0]).toEqual({ kind: 'start', epoch: 1 });
    expect(page.textOf(1)).toBe(SYNC);
    expect(stage.states.at(-1)).toMatchObject({ epoch: 1, problem: null, attempt: 0 });
  });

  it('raises its revision with each state', async () => {
    await stage.goLive();
    expect(stage.states.map(({ revision }) => revision)).toEqual(stage.states.map((_, index) => index + 1));
  });

  it('names parameters that this guacd does not know', async () => {
    stage.create(makeProfile('ssh', SSH)).attach(page, VIEWPORT);
    const guacd = new FakeConnection();
    guacd.unknownParameters = ['colour'];
    await services.acceptConnect(guacd);
    expect(stage.states.at(-1)?.unknownParameters).toEqual(['colour']);
  });

  it('fails at once, without another attempt, when it could not be opened', async () => {
    stage.create(makeProfile('ssh', SSH)).attach(page, VIEWPORT);
    (await services.nextConnect()).reject(new AppError('GUACD_UNREACHABLE'));
    await services.settle();
    expect(stage.states.at(-1)).toMatchObject({ phase: 'failed', problem: { code: 'GUACD_UNREACHABLE' } });
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('is closed when guacd ends it in peace, and failed when it reports an error', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.end(null);
    expect(session.state).toMatchObject({ phase: 'closed', problem: null });
    session.reconnect(page, VIEWPORT);
    const second = await services.acceptConnect();
    second.end(new AppError('CLIENT_FORBIDDEN'));
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'CLIENT_FORBIDDEN' } });
  });

  it('is unstable while guacd is quiet for too long', async () => {
    const { session, guacd } = await stage.goLive();
    guacd.become('unstable');
    expect(session.state.phase).toBe('unstable');
    guacd.become('responsive');
    expect(session.state.phase).toBe('live');
  });

  it('ignores input and acknowledgements of an epoch that is over', async () => {
    const { session, guacd } = await stage.goLive();
    session.reconnect(page, VIEWPORT);
    const second = await services.acceptConnect();
    page.input(1, '3.key,2.65,1.1;');
    page.input(2, '3.key,2.66,1.1;');
    expect(guacd.sent).toEqual([SYNC]);
    expect(second.sent).toEqual(['3.key,2.66,1.1;']);
  });

  it.each([
    ['forges select', '6.select,3.ssh;'],
    ['forges connect', '7.connect,8.hostname;'],
    ['forges args', '4.args,13.VERSION_1_5_0;'],
    ['sends half an instruction', '3.key,2.65,1.'],
    ['forges behind input, in one message', '3.key,2.65,1.1;6.select,3.ssh;'],
    ['sends a message of 10 MB', '3.nop;'.repeat(1_700_000)],
  ])(
    'P9: fails for good when its page %s, and guacd gets no byte of it or of what follows',
    async (_, text) => {
      const { session, guacd } = await stage.goLive();
      page.input(1, text);
      page.input(1, '3.key,2.66,1.1;');
      expect(session.state).toMatchObject({
        phase: 'failed',
        problem: { code: 'RENDERER_PROTOCOL_VIOLATION' },
      });
      expect(guacd.sent).toEqual([SYNC]);
      expect(guacd.isClosed).toBe(true);
      services.clock.advance(60_000);
      expect(services.pending).toEqual([]);
    },
  );

  it('fails when the profile was deleted before it connects again', async () => {
    const profile = makeProfile('ssh', SSH);
    const { session } = await stage.goLive(profile);
    services.storedProfiles.delete(profile.id);
    session.reconnect(page, VIEWPORT);
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'PROFILE_UNKNOWN' } });
  });

  it('closes a connection that comes after the user has given up', async () => {
    const session = stage.create(makeProfile('ssh', SSH));
    session.attach(page, VIEWPORT);
    const call = await services.nextConnect();
    const late = new FakeConnection();
    call.resolve(late);
    session.disconnect();
    await services.settle();
    expect(late.isClosed).toBe(true);
    expect(session.state.phase).toBe('closed');
    expect(page.epochs).toEqual([]);
  });

  it('leaves no timer, connection or open channel behind', async () => {
    const { session, guacd } = await stage.goLive();
    page.leave();
    await session.dispose();
    expect(guacd.isClosed).toBe(true);
    expect(services.clock.pendingTimers).toBe(0);
    expect(page.isClosed).toBe(true);
  });

  it('logs what happens, but no value and no connection ID', async () => {
    const { guacd } = await stage.goLive();
    guacd.end(new AppError('GUACD_LOST'));
    expect(services.logged.map(({ event }) => event)).toEqual([
      'session.connecting',
      'session.waiting',
      'session.live',
      'session.counting',
    ]);
    const text = JSON.stringify(services.logged);
    for (const secret of [...Object.values(SSH), '$first']) {
      expect(text).not.toContain(secret);
    }
  });
});
