import { beforeEach, describe, expect, it } from 'vitest';
import { createBridge, type PreloadIpc, type UntypedBridge } from '../../../src/preload/create-bridge';
import { CALL_CHANNEL_PREFIX } from '../../../src/shared/ipc/call-names';
import { CONTRACT } from '../../../src/shared/ipc/contract';
import { EVENT_CHANNEL_PREFIX } from '../../../src/shared/ipc/event-names';
import { EVENTS } from '../../../src/shared/ipc/events';
import {
  SESSION_ACK,
  SESSION_DATA,
  SESSION_INPUT,
  SESSION_START,
} from '../../../src/shared/ipc/session-channel-names';

type Listener = (event: unknown, ...args: unknown[]) => void;

describe('the bridge', () => {
  const secretEvent = { sender: 'ipcRenderer' };
  let listeners: Map<string, Listener>;
  let sent: unknown[][];
  let invoke: PreloadIpc['invoke'];
  let bridge: UntypedBridge;

  beforeEach(() => {
    listeners = new Map();
    sent = [];
    invoke = (...args) => {
      sent.push(args);
      return Promise.resolve({ ok: true, value: 1 });
    };
    bridge = createBridge({
      invoke: (...args) => invoke(...args),
      send: (...args) => void sent.push(args),
      on: (channel, listener) => listeners.set(channel, listener as unknown as Listener),
    });
  });

  const fromMain = (channel: string, ...args: unknown[]): void =>
    listeners.get(channel)?.(secretEvent, ...args);

  it('has one function for each call of the contract, and nothing else', () => {
    const names = Object.entries(bridge.calls).flatMap(([domain, calls]) =>
      Object.keys(calls).map((verb) => `${domain}.${verb}`),
    );
    expect(names.sort()).toEqual(Object.keys(CONTRACT).sort());
    expect(Object.keys(bridge).sort()).toEqual(['calls', 'on', 'session']);
    expect(Object.keys(bridge.session).sort()).toEqual(['ack', 'input', 'listen']);
  });

  it('is frozen at every level', () => {
    const parts = [bridge, bridge.session, bridge.calls, ...Object.values(bridge.calls)];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });

  it('makes a call on its own channel and passes the answer on', async () => {
    expect(await bridge.calls.profiles?.delete?.({ profileId: 'a' })).toEqual({ ok: true, value: 1 });
    expect(sent).toEqual([[`${CALL_CHANNEL_PREFIX}profiles.delete`, { profileId: 'a' }]]);
  });

  it('turns a call that cannot be delivered into an envelope without the text of Electron', async () => {
    invoke = () =>
      Promise.reject(new Error("Error invoking remote method 'pestle.call:app.quit': at main.js:1"));
    const answer = await bridge.calls.app?.quit?.();
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(answer)).not.toContain('main.js');
  });

  it('tells an event to everyone who listens, without the event object of Electron', () => {
    const seen: unknown[][] = [];
    const stop = bridge.on('command.run', (...args) => seen.push(['first', ...args]));
    bridge.on('command.run', (...args) => seen.push(['second', ...args]));
    fromMain(`${EVENT_CHANNEL_PREFIX}command.run`, { command: 'tab.close' });
    stop();
    fromMain(`${EVENT_CHANNEL_PREFIX}command.run`, { command: 'tab.next' });
    expect(seen).toEqual([
      ['first', { command: 'tab.close' }],
      ['second', { command: 'tab.close' }],
      ['second', { command: 'tab.next' }],
    ]);
  });

  it('listens to main on the events of the contract and the session messages only', () => {
    bridge.on('__proto__' as never, () => undefined);
    bridge.on('ELECTRON_RENDERER_WINDOW_VISIBILITY_CHANGE' as never, () => undefined);
    const channels = Object.keys(EVENTS).map((name) => EVENT_CHANNEL_PREFIX + name);
    expect([...listeners.keys()].sort()).toEqual([...channels, SESSION_DATA, SESSION_START].sort());
  });

  it('hands the messages of a session to its listener, and drops those of others', () => {
    const seen: unknown[][] = [];
    const stop = bridge.session.listen('a', {
      start: (...args) => seen.push(['start', ...args]),
      data: (...args) => seen.push(['data', ...args]),
    });
    fromMain(SESSION_START, 'a', 1);
    fromMain(SESSION_DATA, 'a', 1, '3.nop;', 6, true);
    fromMain(SESSION_DATA, 'b', 1, '3.nop;', 6, true);
    stop();
    fromMain(SESSION_START, 'a', 2);
    expect(seen).toEqual([
      ['start', 1],
      ['data', 1, '3.nop;', 6, true],
    ]);
  });

  it('has one listener for a session: a late end of an older one does not end the newer', () => {
    const seen: number[] = [];
    const ignore = (): void => undefined;
    const stopOld = bridge.session.listen('a', { start: () => seen.push(-1), data: ignore });
    bridge.session.listen('a', { start: (epoch) => seen.push(epoch), data: ignore });
    stopOld();
    fromMain(SESSION_START, 'a', 5);
    expect(seen).toEqual([5]);
  });

  it('sends input and acknowledgements in positional form', () => {
    bridge.session.input('a', 1, '3.nop;');
    bridge.session.ack('a', 1, 6);
    expect(sent).toEqual([
      [SESSION_INPUT, 'a', 1, '3.nop;'],
      [SESSION_ACK, 'a', 1, 6],
    ]);
  });
});
