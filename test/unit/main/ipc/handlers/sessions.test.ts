import { describe, expect, it } from 'vitest';
import { createSessionHandlers, type SessionService } from '../../../../../src/main/ipc/handlers/sessions';
import { AppError } from '../../../../../src/shared/errors';
import { FakeChannel } from '../../../../support/fake-channel';

const SESSION = '0f8fad5b-d9cb-469f-a165-70867728950e';
const viewport = { width: 800, height: 600, dpi: 96 };
const context = { contentsId: 7 };

/** A session manager that only notes what it is asked to do. */
function createRecorder(): { calls: unknown[][]; service: SessionService } {
  const calls: unknown[][] = [];
  const service = new Proxy({} as SessionService, {
    get:
      (_target, name) =>
      (...args: unknown[]): unknown => {
        calls.push([name, ...args]);
        return name === 'sendClipboard' ? Promise.resolve(true) : undefined;
      },
  });
  return { calls, service };
}

describe('the calls about sessions', () => {
  it.each(['attach', 'reconnect'] as const)(
    '%s gives the session a channel to the page that calls',
    async (verb) => {
      const { calls, service } = createRecorder();
      const channel = new FakeChannel();
      const opened: unknown[] = [];
      const handlers = createSessionHandlers(service, (...args) => {
        opened.push(args);
        return channel;
      });
      await handlers[`sessions.${verb}`]({ sessionId: SESSION, viewport }, context);
      expect(opened).toEqual([[7, SESSION]]);
      expect(calls).toEqual([[verb, SESSION, channel, viewport]]);
    },
  );

  it('closes the channel again when there is no such session', async () => {
    const channel = new FakeChannel();
    const attach = (): never => {
      throw new AppError('SESSION_UNKNOWN');
    };
    const failing = { ...createRecorder().service, attach };
    const handlers = createSessionHandlers(failing, () => channel);
    const attached = handlers['sessions.attach']({ sessionId: SESSION, viewport }, context);
    await expect(attached).rejects.toMatchObject({ code: 'SESSION_UNKNOWN' });
    expect(channel.isClosed).toBe(true);
  });

  it('hands the others on and answers with nothing but what the contract says', async () => {
    const { calls, service } = createRecorder();
    const handlers = createSessionHandlers(service, () => new FakeChannel());
    const ref = { sessionId: SESSION };
    await handlers['sessions.cancelReconnect'](ref, context);
    await handlers['sessions.answerPrompt']({ ...ref, values: { password: 'x' }, remember: true }, context);
    await handlers['sessions.reportFault']({ ...ref, epoch: 3, limit: 'pixels' }, context);
    await handlers['sessions.disconnect'](ref, context);
    await handlers['sessions.close'](ref, context);
    await handlers['sessions.receiveClipboard']({ ...ref, text: 'copied' }, context);
    expect(await handlers['sessions.sendClipboard'](ref, context)).toEqual({ sent: true });
    expect(calls).toEqual([
      ['cancelReconnect', SESSION],
      ['answerPrompt', SESSION, { password: 'x' }, true],
      ['reportFault', SESSION, 3, 'pixels'],
      ['disconnect', SESSION],
      ['close', SESSION],
      ['receiveClipboard', SESSION, 'copied'],
      ['sendClipboard', SESSION],
    ]);
  });
});
