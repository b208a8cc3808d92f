import { describe, expect, it } from 'vitest';
import { createBridgeChannel } from '../../../../src/renderer/session/bridge-channel';
import type { Bridge, BridgeSessionListener } from '../../../../src/shared/ipc/bridge';
import type { DownstreamMessage } from '../../../../src/shared/ipc/session-channel';

function setUp() {
  const sent: unknown[] = [];
  const listeners: BridgeSessionListener[] = [];
  const bridge: Bridge['session'] = {
    listen(_, listener) {
      listeners.push(listener);
      return () => listeners.splice(listeners.indexOf(listener), 1);
    },
    input: (...args) => sent.push(['input', ...args]),
    ack: (...args) => sent.push(['ack', ...args]),
  };
  return { sent, listeners, channel: createBridgeChannel(bridge, 's') };
}

describe('createBridgeChannel', () => {
  it('sends messages in the positional form of the bridge', () => {
    const { sent, channel } = setUp();
    channel.post({ kind: 'input', epoch: 3, text: '3.nop;' });
    channel.post({ kind: 'ack', epoch: 3, bytes: 6 });
    expect(sent).toEqual([
      ['input', 's', 3, '3.nop;'],
      ['ack', 's', 3, 6],
    ]);
  });

  it('hands on messages until the subscription ends', () => {
    const { listeners, channel } = setUp();
    const received: DownstreamMessage[] = [];
    const subscription = channel.onMessage((message) => received.push(message));
    listeners[0]?.start(1);
    listeners[0]?.data(1, '4.sync,1.1;', 11, true);
    expect(received).toEqual([
      { kind: 'start', epoch: 1 },
      { kind: 'data', epoch: 1, text: '4.sync,1.1;', bytes: 11, isAscii: true },
    ]);
    subscription.dispose();
    expect(listeners).toEqual([]);
  });

  it('neither sends nor listens once closed', () => {
    const { sent, listeners, channel } = setUp();
    channel.onMessage(() => undefined);
    channel.close();
    expect(listeners).toEqual([]);
    channel.post({ kind: 'ack', epoch: 1, bytes: 1 });
    channel.onMessage(() => undefined);
    expect(sent).toEqual([]);
    expect(listeners).toEqual([]);
  });
});
