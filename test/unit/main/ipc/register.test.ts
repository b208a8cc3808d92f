import { beforeEach, describe, expect, it } from 'vitest';
import { registerCalls, type CallHost, type Handlers } from '../../../../src/main/ipc/register';
import type { SenderEvent } from '../../../../src/main/ipc/sender-guard';
import { AppError } from '../../../../src/shared/errors';
import { CALL_CHANNEL_PREFIX } from '../../../../src/shared/ipc/call-names';
import { CONTRACT } from '../../../../src/shared/ipc/contract';

const frame = { origin: 'app://pestle', parent: null };
const event: SenderEvent = {
  sender: { id: 7, mainFrame: frame, isDestroyed: () => false },
  senderFrame: frame,
};
const stranger: SenderEvent = { ...event, senderFrame: null };
const PROFILE_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

class FakeHost implements CallHost {
  readonly listeners = new Map<string, (event: SenderEvent, ...args: unknown[]) => Promise<unknown>>();

  handle(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => Promise<unknown>): void {
    this.listeners.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.listeners.delete(channel);
  }
}

describe('registerCalls', () => {
  let host: FakeHost;
  let handled: { name: string; request: unknown; contentsId: number }[];
  let logged: { event: string; text: string }[];
  let respond: (name: string) => unknown;

  beforeEach(() => {
    host = new FakeHost();
    handled = [];
    logged = [];
    respond = () => undefined;
  });

  const createHandlers = (): Handlers => {
    const entries = Object.keys(CONTRACT).map((name) => [
      name,
      (request: unknown, { contentsId }: { contentsId: number }): unknown => {
        handled.push({ name, request, contentsId });
        return respond(name);
      },
    ]);
    return Object.fromEntries(entries) as Handlers;
  };
  const register = (
    handlers = createHandlers(),
    checkResponses = false,
  ): ReturnType<typeof registerCalls> => {
    const record = (name: string, facts?: object): void =>
      void logged.push({ event: name, text: JSON.stringify(facts) });
    return registerCalls(host, handlers, {
      isTrusted: (asked) => asked === event,
      logger: { info: record, warn: record, error: record },
      checkResponses,
    });
  };
  const call = async (name: string, ...args: unknown[]): Promise<unknown> => {
    const listener = host.listeners.get(CALL_CHANNEL_PREFIX + name);
    if (listener === undefined) throw new Error(`no handler for ${name}`);
    return listener(event, ...args);
  };
  const invalid = (fault: unknown): unknown => ({
    ok: false,
    error: {
      code: 'IPC_INVALID',
      message: expect.any(String) as string,
      details: { call: expect.any(String) as string, fault },
    },
  });

  it('C6: answers exactly the calls of the contract and no other channel, until it is disposed', () => {
    const registration = register();
    expect([...host.listeners.keys()].sort()).toEqual(
      Object.keys(CONTRACT)
        .map((name) => CALL_CHANNEL_PREFIX + name)
        .sort(),
    );
    registration.dispose();
    expect(host.listeners.size).toBe(0);
  });

  it('refuses to start when a call has no handler or a handler no call', () => {
    const missing = Object.entries(createHandlers()).filter(([name]) => name !== 'app.quit');
    expect(() => register(Object.fromEntries(missing) as Handlers)).toThrow(
      'calls without a handler: [app.quit]',
    );
    const extra = { ...createHandlers(), 'app.explode': () => undefined };
    expect(() => register(extra)).toThrow('handlers without a call: [app.explode]');
    expect(host.listeners.size).toBe(0);
  });

  it('hands the parsed request and the id of the caller to the handler and wraps the answer', async () => {
    register();
    respond = () => ({ sent: true });
    expect(await call('sessions.sendClipboard', { sessionId: PROFILE_ID })).toEqual({
      ok: true,
      value: { sent: true },
    });
    expect(handled).toEqual([
      { name: 'sessions.sendClipboard', request: { sessionId: PROFILE_ID }, contentsId: 7 },
    ]);
  });

  it('gives a handler what the schema made of the request', async () => {
    register();
    await call('profiles.save', { name: '  Web server ', protocol: 'ssh', parameters: {}, secrets: {} });
    expect(handled[0]?.request).toMatchObject({ name: 'Web server' });
  });

  it('C6: refuses a sender that is not trusted, and runs no handler', async () => {
    register();
    const answer = await host.listeners.get(`${CALL_CHANNEL_PREFIX}app.quit`)?.(stranger);
    expect(answer).toMatchObject({ ok: false, error: { code: 'IPC_REFUSED' } });
    expect(handled).toEqual([]);
    expect(logged.map((line) => line.event)).toEqual(['ipc.refused']);
  });

  it.each([
    ['a missing field', 'profiles.delete', [{}]],
    ['a wrong type', 'profiles.delete', [{ profileId: 7 }]],
    ['a value out of the allowed ones', 'engine.parameters', [{ protocol: 'ftp' }]],
    ['an unknown field', 'profiles.delete', [{ profileId: PROFILE_ID, all: true }]],
    ['an id that is not one', 'profiles.delete', [{ profileId: '../../etc/passwd' }]],
    ['no request', 'profiles.delete', []],
    ['a request where none belongs', 'app.quit', [{}]],
    ['more arguments than one', 'app.quit', [undefined, 1]],
    ['a string of 50 MB', 'app.dismissNotice', [{ id: 'x'.repeat(50_000_000) }]],
    [
      'a key that reaches the prototype',
      'app.dismissNotice',
      [JSON.parse('{"id":"a","__proto__":{"x":1}}') as unknown],
    ],
    ['anything but plain data', 'app.dismissNotice', [new Map([['id', 'a']])]],
  ])('C6: refuses %s, and runs no handler', async (_what, name, args: unknown[]) => {
    register();
    expect(await call(name, ...args)).toEqual(invalid(expect.any(String)));
    expect(handled).toEqual([]);
  });

  it('says which field is wrong, but never repeats its value', async () => {
    register();
    const draft = { name: 'a', protocol: 'ssh', parameters: {}, secrets: { password: ['hunter2'] } };
    const answer = await call('profiles.save', draft);
    expect(answer).toEqual(invalid(expect.stringContaining('secrets.password')));
    expect(JSON.stringify(answer) + JSON.stringify(logged)).not.toContain('hunter2');
  });

  it('passes on the code, message and facts of a typed error', async () => {
    register();
    respond = () => {
      throw new AppError('PROFILE_INVALID', undefined, { details: { host: 'required' } });
    };
    expect(await call('profiles.list')).toEqual({
      ok: false,
      error: {
        code: 'PROFILE_INVALID',
        message: expect.any(String) as string,
        details: { host: 'required' },
      },
    });
    expect(logged).toEqual([]);
  });

  it('turns any other error into INTERNAL without its text, and logs it', async () => {
    register();
    respond = () => Promise.reject(new Error('ENOENT: /home/someone/secret'));
    const answer = await call('profiles.list');
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL', details: {} } });
    expect(JSON.stringify(answer)).not.toMatch(/ENOENT|someone|stack/);
    expect(logged.map((line) => line.event)).toEqual(['ipc.failed']);
  });

  it('does not let a wrong response out while responses are checked', async () => {
    register(createHandlers(), true);
    respond = () => ({ sent: 'yes', extra: 1 });
    expect(await call('sessions.sendClipboard', { sessionId: PROFILE_ID })).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL' },
    });
    respond = () => ({ sent: false });
    expect(await call('sessions.sendClipboard', { sessionId: PROFILE_ID })).toMatchObject({ ok: true });
  });
});
