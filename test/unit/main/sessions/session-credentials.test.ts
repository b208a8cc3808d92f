import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors';
import type { FakeChannel } from '../../../support/fake-channel';
import { makeProfile, type FakeSessionServices } from '../../../support/session-services';
import { SessionStage, SYNC, VIEWPORT } from '../../../support/session-stage';

let stage: SessionStage;
let services: FakeSessionServices;
let page: FakeChannel;

beforeEach(() => {
  stage = new SessionStage();
  ({ services, page } = stage);
});

describe('credentials of a session', () => {
  it('are asked for before anything is sent when ssh lacks them', async () => {
    const session = stage.create(makeProfile('ssh', { hostname: 'host' }));
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
    const session = stage.create(makeProfile('ssh', { hostname: 'host', username: 'ann' }));
    session.attach(page, VIEWPORT);
    await services.settle();
    session.answerPrompt({ password: '' }, false);
    const { options } = await services.nextConnect();
    expect(options.parameters.password).toBe('');
  });

  it('are kept only on request, and only once they led to a picture', async () => {
    const profile = makeProfile('ssh', { hostname: 'host' });
    const session = stage.create(profile);
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

  describe('when the profile leads to another computer meanwhile', () => {
    const profile = makeProfile('ssh', { hostname: 'host', username: 'ann' });
    const lead = (hostname: string) =>
      services.storedProfiles.set(profile.id, { ...profile, parameters: { hostname, username: 'ann' } });

    it('are not sent there but asked for again', async () => {
      const session = stage.create(profile);
      session.attach(page, VIEWPORT);
      await services.settle();
      session.answerPrompt({ password: 'hush' }, false);
      await services.acceptConnect();
      lead('elsewhere');
      session.reconnect(page, VIEWPORT);
      await services.settle();
      expect(services.pending).toHaveLength(0);
      expect(session.state.prompt).toMatchObject({ names: ['password'] });
    });

    it('are not taken for it when it changed while the user was asked', async () => {
      const session = stage.create(profile);
      session.attach(page, VIEWPORT);
      await services.settle();
      lead('elsewhere');
      session.answerPrompt({ password: 'hush' }, false);
      await services.settle();
      expect(services.pending).toHaveLength(0);
      expect(session.state.prompt).toMatchObject({ names: ['password'] });
    });

    it('are not kept with it', async () => {
      const session = stage.create(profile);
      session.attach(page, VIEWPORT);
      await services.settle();
      session.answerPrompt({ password: 'hush' }, true);
      await services.acceptConnect();
      lead('elsewhere');
      page.input(1, SYNC);
      await services.settle();
      expect(session.state.phase).toBe('live');
      expect(services.storedSecrets.size).toBe(0);
    });
  });

  it('are asked for by guacd and answered by main, one stream for each name', async () => {
    const session = stage.create(makeProfile('rdp', { hostname: 'host' }));
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
    const session = stage.create(makeProfile('vnc', { hostname: 'host' }));
    session.attach(page, VIEWPORT);
    const guacd = await services.acceptConnect();
    guacd.say('required', 'password');
    session.answerPrompt({ password: 'wrong' }, false);
    await services.settle();
    guacd.say('required', 'password');
    expect(session.state.prompt).toMatchObject({ names: ['password'] });
  });

  it('serve the next automatic attempt too', async () => {
    const session = stage.create(makeProfile('ssh', { hostname: 'host' }));
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
    const session = stage.create(profile);
    session.attach(page, VIEWPORT);
    (await services.acceptConnect()).end(new AppError('CLIENT_UNAUTHORIZED'));
    expect(session.state.phase).toBe('failed');
    session.reconnect(page, VIEWPORT);
    await services.settle();
    expect(session.state.prompt).toMatchObject({ names: ['password'], reason: 'before' });
    session.answerPrompt({ password: 'fresh' }, false);
    expect((await services.nextConnect()).options.parameters.password).toBe('fresh');
  });

  it('are sent after a refusal when others were saved meanwhile', async () => {
    const profile = makeProfile('ssh', { hostname: 'host', username: 'ann' });
    services.storedSecrets.set(`${profile.id} password`, 'stale');
    const session = stage.create(profile);
    session.attach(page, VIEWPORT);
    (await services.acceptConnect()).end(new AppError('CLIENT_UNAUTHORIZED'));
    services.storedSecrets.set(`${profile.id} password`, 'fresh');
    session.reconnect(page, VIEWPORT);
    expect((await services.nextConnect()).options.parameters.password).toBe('fresh');
  });

  it('are asked for before an RDP session that only watches, since guacd could not', async () => {
    const session = stage.create(
      makeProfile('rdp', { hostname: 'host', username: 'ann', 'read-only': 'true' }),
    );
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
    const session = stage.create(makeProfile('vnc', { hostname: 'host' }));
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
    const session = stage.create(profile);
    session.attach(page, VIEWPORT);
    await services.settle();
    expect(session.state.prompt).toMatchObject({ names: ['password'] });
  });
});
