import { beforeEach, describe, expect, it } from 'vitest';
import { AttemptPacer } from '../../../../src/main/sessions/attempt-pacer';
import { DETACH_DEADLINE_MS, Session } from '../../../../src/main/sessions/session';
import { AppError } from '../../../../src/shared/errors';
import type { Profile } from '../../../../src/shared/model/profile';
import type { SessionState } from '../../../../src/shared/model/session-state';
import { FakeChannel } from '../../../support/fake-channel';
import { FakeConnection } from '../../../support/fake-connection';
import { FakeSessionServices, makeProfile } from '../../../support/session-services';

const VIEWPORT = { width: 1280, height: 720, dpi: 96 };
const SSH = { hostname: 'host', username: 'ann', password: 'hush-hush' };
const SYNC = '4.sync,1.1;';

let services: FakeSessionServices;
let states: SessionState[];
let page: FakeChannel;

function create(profile: Profile): Session {
  services.addProfile(profile);
  return new Session({
    id: '0fd2a1b3-0000-4000-8000-000000000000',
    profile,
    services,
    pacer: new AttemptPacer(),
    onChanged: (session) => states.push(session.state),
  });
}

const phases = (): string[] =>
  states.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);

/** A session that shows a picture. */
async function goLive(
  profile = makeProfile('ssh', SSH),
): Promise<{ session: Session; guacd: FakeConnection }> {
  const session = create(profile);
  session.attach(page, VIEWPORT);
  const guacd = await services.acceptConnect(new FakeConnection('$first'));
  guacd.say('sync', 1);
  page.input(1, SYNC);
  return { session, guacd };
}

async function reload(session: Session): Promise<FakeChannel> {
  page.leave();
  const next = new FakeChannel();
  session.attach(next, VIEWPORT);
  await services.settle();
  return next;
}

beforeEach(() => {
  services = new FakeSessionServices();
  states = [];
  page = new FakeChannel();
});

describe('a session', () => {
  it('does nothing before a page shows it', async () => {
    create(makeProfile());
    await services.settle();
    expect(services.pending).toHaveLength(0);
  });

  it('connects with the profile, the stored secrets and the size of the view', async () => {
    const profile = makeProfile('rdp', { hostname: 'host', username: 'ann' });
    services.storedSecrets.set(`${profile.id} password`, 'hush');
    create(profile).attach(page, VIEWPORT);
    const { options } = await services.nextConnect();
    expect(options).toMatchObject({
      select: { protocol: 'rdp' },
      parameters: { hostname: 'host', username: 'ann', password: 'hush' },
      display: VIEWPORT,
      clientName: 'Pestle 0fd2a1b3',
    });
  });

  it('is live once the page has answered the first frame', async () => {
    await goLive();
    expect(phases()).toEqual(['connecting', 'waiting', 'live']);
    expect(page.posted[0]).toEqual({ kind: 'start', epoch: 1 });
    expect(page.textOf(1)).toBe(SYNC);
    expect(states.at(-1)).toMatchObject({ epoch: 1, problem: null, attempt: 0 });
  });

  it('raises its revision with each state', async () => {
    await goLive();
    expect(states.map(({ revision }) => revision)).toEqual(states.map((_, index) => index + 1));
  });

  it('names parameters that this guacd does not know', async () => {
    create(makeProfile('ssh', SSH)).attach(page, VIEWPORT);
    const guacd = new FakeConnection();
    guacd.unknownParameters = ['colour'];
    await services.acceptConnect(guacd);
    expect(states.at(-1)?.unknownParameters).toEqual(['colour']);
  });

  it('fails at once, without another attempt, when it could not be opened', async () => {
    create(makeProfile('ssh', SSH)).attach(page, VIEWPORT);
    (await services.nextConnect()).reject(new AppError('GUACD_UNREACHABLE'));
    await services.settle();
    expect(states.at(-1)).toMatchObject({ phase: 'failed', problem: { code: 'GUACD_UNREACHABLE' } });
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('is closed when guacd ends it in peace, and failed when it reports an error', async () => {
    const { session, guacd } = await goLive();
    guacd.end(null);
    expect(session.state).toMatchObject({ phase: 'closed', problem: null });
    session.reconnect(page, VIEWPORT);
    const second = await services.acceptConnect();
    second.end(new AppError('CLIENT_FORBIDDEN'));
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'CLIENT_FORBIDDEN' } });
  });

  it('is unstable while guacd is quiet for too long', async () => {
    const { session, guacd } = await goLive();
    guacd.become('unstable');
    expect(session.state.phase).toBe('unstable');
    guacd.become('responsive');
    expect(session.state.phase).toBe('live');
  });

  it('ignores input and acknowledgements of an epoch that is over', async () => {
    const { session, guacd } = await goLive();
    session.reconnect(page, VIEWPORT);
    const second = await services.acceptConnect();
    page.input(1, '3.key,2.65,1.1;');
    page.input(2, '3.key,2.66,1.1;');
    expect(guacd.sent).toEqual([SYNC]);
    expect(second.sent).toEqual(['3.key,2.66,1.1;']);
  });

  it('fails for good when its page sends what is not allowed', async () => {
    const { session, guacd } = await goLive();
    page.input(1, '6.select,3.ssh;');
    expect(session.state).toMatchObject({
      phase: 'failed',
      problem: { code: 'RENDERER_PROTOCOL_VIOLATION' },
    });
    expect(guacd.sent).toEqual([SYNC]);
    expect(guacd.isClosed).toBe(true);
  });

  it('fails when the profile was deleted before it connects again', async () => {
    const profile = makeProfile('ssh', SSH);
    const { session } = await goLive(profile);
    services.storedProfiles.delete(profile.id);
    session.reconnect(page, VIEWPORT);
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'PROFILE_UNKNOWN' } });
  });

  it('closes a connection that comes after the user has given up', async () => {
    const session = create(makeProfile('ssh', SSH));
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
    const { session, guacd } = await goLive();
    page.leave();
    await session.dispose();
    expect(guacd.isClosed).toBe(true);
    expect(services.clock.pendingTimers).toBe(0);
    expect(page.isClosed).toBe(true);
  });

  it('logs what happens, but no value and no connection ID', async () => {
    const { guacd } = await goLive();
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

describe('a session that is lost', () => {
  it('comes back by itself, with the last size of the view', async () => {
    const { session, guacd } = await goLive();
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
    const { session, guacd } = await goLive();
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
    const { session, guacd } = await goLive();
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
    const { session, guacd } = await goLive();
    guacd.end(new AppError('GUACD_SILENT'));
    session.cancelReconnect();
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'GUACD_SILENT' } });
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('is tried at once when the user wants it', async () => {
    const { session, guacd } = await goLive();
    guacd.end(new AppError('GUACD_LOST'));
    session.reconnect(page, VIEWPORT);
    await services.acceptConnect();
    expect(session.state.phase).toBe('waiting');
    expect(services.clock.pendingTimers).toBe(0);
  });
});

describe('a session whose page is reloaded', () => {
  it('keeps its connection, drops what comes, and joins it for the new page', async () => {
    const { session, guacd } = await goLive();
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
    expect(guacd.isClosed).toBe(true);
    joined.say('sync', 2);
    expect(next.posted[0]).toEqual({ kind: 'start', epoch: 2 });
    expect(next.textOf(2)).toBe('4.sync,1.2;');
    next.input(2, '4.sync,1.2;');
    expect(session.state).toMatchObject({ phase: 'live', epoch: 2 });
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('joins the same guacd with the same values, whatever has changed meanwhile', async () => {
    const profile = makeProfile('ssh', SSH);
    const { session } = await goLive(profile);
    services.addProfile({ ...profile, parameters: { hostname: 'other' } });
    services.engineAddress = () => Promise.resolve({ host: 'other', port: 1 });
    page.leave();
    session.attach(new FakeChannel(), VIEWPORT);
    const { options } = await services.nextConnect();
    expect(options).toMatchObject({ address: { host: '127.0.0.1', port: 4822 }, parameters: SSH });
  });

  it('reconnects when it cannot be joined', async () => {
    const { session, guacd } = await goLive();
    await reload(session);
    (await services.nextConnect()).reject(new AppError('RESOURCE_NOT_FOUND'));
    await services.settle();
    expect(guacd.isClosed).toBe(true);
    expect(session.state).toMatchObject({ phase: 'reconnecting', attempt: 1 });
  });

  it('is closed when the remote computer ended it meanwhile', async () => {
    const { session, guacd } = await goLive();
    page.leave();
    guacd.end(null);
    session.attach(new FakeChannel(), VIEWPORT);
    await services.settle();
    expect(session.state.phase).toBe('closed');
    expect(services.pending).toHaveLength(0);
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('ends when no page comes back in time', async () => {
    const { session, guacd } = await goLive();
    page.leave();
    services.clock.advance(DETACH_DEADLINE_MS - 1);
    expect(guacd.isClosed).toBe(false);
    services.clock.advance(1);
    expect(guacd.isClosed).toBe(true);
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'SESSION_DETACHED' } });
  });

  it('goes on connecting for the new page', async () => {
    const session = create(makeProfile('ssh', SSH));
    session.attach(page, VIEWPORT);
    const next = await reload(session);
    await services.acceptConnect();
    expect(next.epochs).toEqual([1]);
    expect(page.posted).toEqual([]);
  });

  it('survives a page that is reloaded again while it joins', async () => {
    const { session } = await goLive();
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
    const { session } = await goLive();
    session.attach(new FakeChannel(), VIEWPORT);
    expect(page.isClosed).toBe(true);
    expect((await services.nextConnect()).options.select).toEqual({ join: '$first' });
  });
});

describe('credentials of a session', () => {
  it('are asked for before anything is sent when ssh lacks them', async () => {
    const session = create(makeProfile('ssh', { hostname: 'host' }));
    session.attach(page, VIEWPORT);
    await services.settle();
    expect(session.state).toMatchObject({
      phase: 'connecting',
      prompt: { names: ['username', 'password'], reason: 'before', canPersist: true },
    });
    expect(services.pending).toHaveLength(0);
    session.answerPrompt({ username: 'ann', password: 'hush' }, false);
    const { options } = await services.nextConnect();
    expect(options.parameters).toEqual({ hostname: 'host', username: 'ann', password: 'hush' });
    expect(session.state.prompt).toBeNull();
  });

  it('count as given when they are answered empty', async () => {
    const session = create(makeProfile('ssh', { hostname: 'host', username: 'ann' }));
    session.attach(page, VIEWPORT);
    await services.settle();
    session.answerPrompt({ password: '' }, false);
    const { options } = await services.nextConnect();
    expect(options.parameters.password).toBe('');
  });

  it('are kept only on request, and only once they led to a picture', async () => {
    const profile = makeProfile('ssh', { hostname: 'host' });
    const session = create(profile);
    session.attach(page, VIEWPORT);
    await services.settle();
    session.answerPrompt({ username: 'ann', password: 'hush' }, true);
    await services.acceptConnect();
    expect(services.storedSecrets.size).toBe(0);
    page.input(1, SYNC);
    await services.settle();
    expect(services.storedSecrets.get(`${profile.id} password`)).toBe('hush');
    expect(services.remembered).toEqual([{ username: 'ann' }]);
  });

  it('are asked for by guacd and answered by main, one stream for each name', async () => {
    const session = create(makeProfile('rdp', { hostname: 'host' }));
    session.attach(page, VIEWPORT);
    const guacd = await services.acceptConnect();
    guacd.say('required', 'username', 'password', 'domain');
    expect(session.state).toMatchObject({
      phase: 'waiting',
      prompt: { names: ['username', 'password', 'domain'], reason: 'required' },
    });
    session.answerPrompt({ username: 'ann', password: 'hüsh' }, false);
    await services.settle();
    expect(guacd.sentInstructions).toEqual([
      { opcode: 'argv', args: ['61', 'text/plain', 'username'] },
      { opcode: 'blob', args: ['61', Buffer.from('ann').toString('base64')] },
      { opcode: 'end', args: ['61'] },
      { opcode: 'argv', args: ['62', 'text/plain', 'password'] },
      { opcode: 'blob', args: ['62', Buffer.from('hüsh').toString('base64')] },
      { opcode: 'end', args: ['62'] },
      { opcode: 'argv', args: ['63', 'text/plain', 'domain'] },
      { opcode: 'end', args: ['63'] },
    ]);
    expect(session.state.prompt).toBeNull();
  });

  it('are asked for again when guacd asks again', async () => {
    const session = create(makeProfile('vnc', { hostname: 'host' }));
    session.attach(page, VIEWPORT);
    const guacd = await services.acceptConnect();
    guacd.say('required', 'password');
    session.answerPrompt({ password: 'wrong' }, false);
    await services.settle();
    guacd.say('required', 'password');
    expect(session.state.prompt).toMatchObject({ names: ['password'] });
  });

  it('serve the next automatic attempt too', async () => {
    const session = create(makeProfile('ssh', { hostname: 'host' }));
    session.attach(page, VIEWPORT);
    await services.settle();
    session.answerPrompt({ username: 'ann', password: 'hush' }, false);
    const guacd = await services.acceptConnect();
    page.input(1, SYNC);
    guacd.end(new AppError('GUACD_LOST'));
    services.clock.advance(1_000);
    const { options } = await services.nextConnect();
    expect(options.parameters).toMatchObject({ username: 'ann', password: 'hush' });
  });

  it('are asked for instead of sent again once the login was refused', async () => {
    const profile = makeProfile('ssh', { hostname: 'host', username: 'ann' });
    services.storedSecrets.set(`${profile.id} password`, 'stale');
    const session = create(profile);
    session.attach(page, VIEWPORT);
    (await services.acceptConnect()).end(new AppError('CLIENT_UNAUTHORIZED'));
    expect(session.state.phase).toBe('failed');
    session.reconnect(page, VIEWPORT);
    await services.settle();
    expect(session.state.prompt).toMatchObject({ names: ['password'], reason: 'before' });
    session.answerPrompt({ password: 'fresh' }, false);
    expect((await services.nextConnect()).options.parameters.password).toBe('fresh');
  });

  it('are asked for before an RDP session that only watches, since guacd could not', async () => {
    const session = create(makeProfile('rdp', { hostname: 'host', username: 'ann', 'read-only': 'true' }));
    session.attach(page, VIEWPORT);
    await services.settle();
    expect(session.state).toMatchObject({
      readOnly: true,
      prompt: { names: ['password'], reason: 'before' },
    });
    session.answerPrompt({}, false);
    const guacd = await services.acceptConnect();
    guacd.say('required', 'password');
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'CLIENT_UNAUTHORIZED' } });
  });

  it('of strange names are not asked for', async () => {
    const session = create(makeProfile('vnc', { hostname: 'host' }));
    session.attach(page, VIEWPORT);
    const guacd = await services.acceptConnect();
    guacd.say('required', '__proto__', '<img>', 'x'.repeat(65));
    expect(session.state.prompt).toBeNull();
    guacd.say('required', ...Array.from({ length: 100 }, (_, index) => `name-${index}`));
    expect(session.state.prompt?.names).toHaveLength(8);
  });

  it('that are shut off by the keyring count as missing', async () => {
    const profile = makeProfile('ssh', { hostname: 'host', username: 'ann' });
    services.storedSecrets.set(`${profile.id} password`, 'hush');
    services.secrets.get = () => {
      throw new AppError('SECRET_UNREADABLE');
    };
    const session = create(profile);
    session.attach(page, VIEWPORT);
    await services.settle();
    expect(session.state.prompt).toMatchObject({ names: ['password'] });
  });
});

describe('the clipboard of a session', () => {
  const clipboardOf = (guacd: FakeConnection) =>
    guacd.sentInstructions.filter(({ opcode }) => opcode !== 'sync');

  it('goes out in blobs on a stream of main', async () => {
    const { session, guacd } = await goLive();
    services.clipboardText = 'x'.repeat(10_000);
    expect(await session.sendClipboard()).toBe(true);
    const [open, first, second, end] = clipboardOf(guacd);
    expect(open).toEqual({ opcode: 'clipboard', args: ['60', 'text/plain'] });
    expect(first?.args[1]).toHaveLength(8_064);
    expect(Buffer.from(second?.args[1] ?? '', 'base64')).toHaveLength(10_000 - 6_048);
    expect(end).toEqual({ opcode: 'end', args: ['60'] });
    expect(services.clipboardCalls).toContain(`offered ${services.clipboardText}`);
  });

  it('waits for the first picture', async () => {
    services.clipboardText = 'early';
    const session = create(makeProfile('ssh', SSH));
    session.attach(page, VIEWPORT);
    expect(await session.sendClipboard()).toBe(false);
    const guacd = await services.acceptConnect();
    expect(guacd.sent).toEqual([]);
    page.input(1, SYNC);
    await services.settle();
    expect(clipboardOf(guacd).map(({ opcode }) => opcode)).toEqual(['clipboard', 'blob', 'end']);
  });

  it('is never sent by a session that only watches', async () => {
    services.clipboardText = 'text';
    const { session, guacd } = await goLive(makeProfile('ssh', { ...SSH, 'read-only': 'true' }));
    expect(await session.sendClipboard()).toBe(false);
    expect(clipboardOf(guacd)).toEqual([]);
  });

  it('goes no faster than guacd takes it, and is given up when guacd takes nothing', async () => {
    const { session, guacd } = await goLive();
    services.clipboardText = 'x'.repeat(20_000);
    guacd.isFast = false;
    const sent = session.sendClipboard();
    await services.settle();
    expect(clipboardOf(guacd).map(({ opcode }) => opcode)).toEqual(['clipboard']);
    services.clock.advance(15_000);
    expect(await sent).toBe(false);
    expect(services.clipboardCalls.filter((call) => call.startsWith('offered'))).toEqual([]);
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('is forgotten when the remote computer is another one', async () => {
    const { session } = await goLive();
    services.clipboardCalls.length = 0;
    session.reconnect(page, VIEWPORT);
    expect(services.clipboardCalls).toEqual(['forget']);
  });
});
