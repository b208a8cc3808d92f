import { beforeEach, describe, expect, it } from 'vitest';
import { SessionChannels, type MessageHost } from '../../../../src/main/ipc/session-channels';
import type { SenderEvent } from '../../../../src/main/ipc/sender-guard';
import { MAX_INPUT_LENGTH, type UpstreamMessage } from '../../../../src/shared/ipc/session-channel';
import {
  SESSION_ACK,
  SESSION_DATA,
  SESSION_INPUT,
  SESSION_START,
} from '../../../../src/shared/ipc/session-channel-names';

const SESSION_A = '0f8fad5b-d9cb-469f-a165-70867728950e';
const SESSION_B = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const frame = { origin: 'app://pestle', parent: null };

class FakeHost implements MessageHost {
  readonly listeners = new Map<string, (event: SenderEvent, ...args: unknown[]) => void>();

  on(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => void): void {
    this.listeners.set(channel, listener);
  }

  removeListener(channel: string): void {
    this.listeners.delete(channel);
  }
}

class FakeTarget {
  readonly sent: unknown[][] = [];
  destroyed = false;

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(...message: unknown[]): void {
    this.sent.push(message);
  }
}

describe('SessionChannels', () => {
  let host: FakeHost;
  let targets: Map<number, FakeTarget>;
  let violations: string[];
  let channels: SessionChannels;

  beforeEach(() => {
    host = new FakeHost();
    targets = new Map([
      [1, new FakeTarget()],
      [2, new FakeTarget()],
    ]);
    violations = [];
    channels = new SessionChannels(host, {
      isTrusted: ({ senderFrame }) => senderFrame !== null,
      targetOf: (id) => targets.get(id),
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      onViolation: (sessionId) => violations.push(sessionId),
    });
  });

  const eventOf = (id: number, senderFrame: SenderEvent['senderFrame'] = frame): SenderEvent => ({
    sender: { id, mainFrame: frame, isDestroyed: () => false },
    senderFrame,
  });
  const fromPage = (id: number, channel: string, ...args: unknown[]): void =>
    host.listeners.get(channel)?.(eventOf(id), ...args);
  const openWithLog = (id: number, sessionId: string) => {
    const messages: UpstreamMessage[] = [];
    const closes: string[] = [];
    const channel = channels.open(id, sessionId);
    channel.onMessage((message) => messages.push(message));
    channel.onClose(() => closes.push(sessionId));
    return { channel, messages, closes };
  };

  it('sends to the page of the session, in positional form', () => {
    const { channel } = openWithLog(1, SESSION_A);
    channel.post({ kind: 'start', epoch: 3 });
    channel.post({ kind: 'data', epoch: 3, bytes: Buffer.from('3.nop;'), isAscii: true });
    channel.post({ kind: 'data', epoch: 3, bytes: Buffer.from('4.name,2.é😀;'), isAscii: false });
    expect(targets.get(1)?.sent).toEqual([
      [SESSION_START, SESSION_A, 3],
      [SESSION_DATA, SESSION_A, 3, '3.nop;', 6, true],
      [SESSION_DATA, SESSION_A, 3, '4.name,2.é😀;', 16, false],
    ]);
    expect(targets.get(2)?.sent).toEqual([]);
  });

  it('delivers input and acknowledgements to the session they name', () => {
    const a = openWithLog(1, SESSION_A);
    const b = openWithLog(1, SESSION_B);
    fromPage(1, SESSION_INPUT, SESSION_A, 0, '3.nop;');
    fromPage(1, SESSION_ACK, SESSION_B, 0, 6);
    expect(a.messages).toEqual([{ kind: 'input', epoch: 0, text: '3.nop;' }]);
    expect(b.messages).toEqual([{ kind: 'ack', epoch: 0, bytes: 6 }]);
  });

  it('C6: delivers nothing to a session of another page', () => {
    const { messages } = openWithLog(1, SESSION_A);
    openWithLog(2, SESSION_B);
    fromPage(2, SESSION_INPUT, SESSION_A, 0, '3.nop;');
    fromPage(2, SESSION_INPUT, SESSION_A, 0, 17);
    expect(messages).toEqual([]);
    expect(violations).toEqual([]);
  });

  it('C6: delivers nothing from a sender that is not trusted, and blames no session for it', () => {
    const { messages } = openWithLog(1, SESSION_A);
    host.listeners.get(SESSION_INPUT)?.(eventOf(1, null), SESSION_A, 0, '3.nop;');
    host.listeners.get(SESSION_INPUT)?.(eventOf(1, null), SESSION_A, 'x');
    expect(messages).toEqual([]);
    expect(violations).toEqual([]);
  });

  it.each([
    ['an epoch that is no number', SESSION_INPUT, ['0', '3.nop;']],
    ['a negative epoch', SESSION_INPUT, [-1, '3.nop;']],
    ['bytes instead of text', SESSION_INPUT, [0, new Uint8Array(3)]],
    ['text over the limit', SESSION_INPUT, [0, 'x'.repeat(MAX_INPUT_LENGTH + 1)]],
    ['nothing more than an id', SESSION_INPUT, []],
    ['a negative credit', SESSION_ACK, [0, -1]],
    ['a credit that is not finite', SESSION_ACK, [0, Infinity]],
    ['a part of a byte', SESSION_ACK, [0, 0.5]],
    ['a text of 50 MB', SESSION_INPUT, [0, 'x'.repeat(50_000_000)]],
    ['one argument too many', SESSION_INPUT, [0, '3.nop;', 1]],
    [
      'an object with a key that reaches the prototype',
      SESSION_ACK,
      [0, JSON.parse('{"__proto__":1}') as unknown],
    ],
  ])('C6: reports %s to the owner of the session and delivers nothing', (_what, name, args) => {
    const { messages } = openWithLog(1, SESSION_A);
    fromPage(1, name, SESSION_A, ...args);
    expect(messages).toEqual([]);
    expect(violations).toEqual([SESSION_A]);
  });

  it.each([[[]], [[undefined]], [['__proto__', 0, 'x']], [[{ toString: () => SESSION_A }, 0, 'x']]])(
    'C6: ignores a message that names no session: %j',
    (args) => {
      const { messages } = openWithLog(1, SESSION_A);
      fromPage(1, SESSION_INPUT, ...args);
      expect(messages).toEqual([]);
      expect(violations).toEqual([]);
    },
  );

  it('closes every channel of a page that is gone, once, and no other', () => {
    const a = openWithLog(1, SESSION_A);
    const b = openWithLog(2, SESSION_B);
    channels.pageGone(1);
    channels.pageGone(1);
    expect(a.closes).toEqual([SESSION_A]);
    expect(b.closes).toEqual([]);
    a.channel.post({ kind: 'start', epoch: 1 });
    fromPage(1, SESSION_INPUT, SESSION_A, 0, '3.nop;');
    expect(targets.get(1)?.sent).toEqual([]);
    expect(a.messages).toEqual([]);
  });

  it('replaces the channel when the page attaches again, without calling the session detached', () => {
    const first = openWithLog(1, SESSION_A);
    const second = openWithLog(1, SESSION_A);
    fromPage(1, SESSION_INPUT, SESSION_A, 0, '3.nop;');
    expect(first.closes).toEqual([]);
    expect(first.messages).toEqual([]);
    expect(second.messages).toHaveLength(1);
    first.channel.post({ kind: 'start', epoch: 1 });
    expect(targets.get(1)?.sent).toEqual([]);
    first.channel.close();
    fromPage(1, SESSION_INPUT, SESSION_A, 0, '3.nop;');
    expect(second.messages).toHaveLength(2);
  });

  it('forgets a channel that the session closed', () => {
    const { channel, messages, closes } = openWithLog(1, SESSION_A);
    channel.close();
    fromPage(1, SESSION_INPUT, SESSION_A, 0, '3.nop;');
    channels.pageGone(1);
    expect(messages).toEqual([]);
    expect(closes).toEqual([]);
  });

  it('posts nothing to a window that is destroyed, and opens no channel to it', () => {
    const { channel } = openWithLog(1, SESSION_A);
    const target = targets.get(1) ?? new FakeTarget();
    target.destroyed = true;
    channel.post({ kind: 'start', epoch: 1 });
    expect(target.sent).toEqual([]);
    expect(() => channels.open(1, SESSION_A)).toThrow(expect.objectContaining({ code: 'IPC_REFUSED' }));
    expect(() => channels.open(3, SESSION_A)).toThrow(expect.objectContaining({ code: 'IPC_REFUSED' }));
  });

  it('stops listening and closes everything when it is disposed', () => {
    const { closes } = openWithLog(1, SESSION_A);
    channels.dispose();
    expect(closes).toEqual([SESSION_A]);
    expect(host.listeners.size).toBe(0);
  });
});
