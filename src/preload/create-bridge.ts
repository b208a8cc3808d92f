import type { Bridge, BridgeSessionListener, Envelope } from '../shared/ipc/bridge';
import { CALL_CHANNEL_PREFIX, CALL_NAMES } from '../shared/ipc/call-names';
import { EVENT_CHANNEL_PREFIX, EVENT_NAMES } from '../shared/ipc/event-names';
import type { EventName } from '../shared/ipc/events';
import { SESSION_ACK, SESSION_DATA, SESSION_INPUT, SESSION_START } from '../shared/ipc/session-channel-names';

/** The part of Electron's `ipcRenderer` that the bridge uses. */
export type PreloadIpc = {
  invoke(channel: string, ...args: unknown[]): Promise<Envelope<unknown>>;
  send(channel: string, ...args: unknown[]): void;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- lets each listener name its types
  on<A extends unknown[]>(channel: string, listener: (event: unknown, ...args: A) => void): unknown;
};

type LooseCall = (request?: unknown) => Promise<Envelope<unknown>>;

/** The bridge before its calls are typed: they are made from the names of the contract. */
export type UntypedBridge = Omit<Bridge, 'calls'> & {
  calls: Readonly<Record<string, Readonly<Record<string, LooseCall>>>>;
};

/**
 * Builds what a page gets as `window.pestle`: the calls of the contract, the events, and the messages of its
 * sessions. Frozen at every level. The page never sees an event object of Electron, a channel name or a message
 * that is not listed, so nothing else of `ipcRenderer` can be reached through it.
 */
export function createBridge(ipc: PreloadIpc): UntypedBridge {
  return Object.freeze({ calls: createCalls(ipc), on: createEvents(ipc), session: createSession(ipc) });
}

function createCalls(ipc: PreloadIpc): UntypedBridge['calls'] {
  const domains: Record<string, Record<string, LooseCall>> = {};
  for (const name of CALL_NAMES) {
    const [domain = '', verb = ''] = name.split('.');
    const calls = (domains[domain] ??= {});
    calls[verb] = (request) => invoke(ipc, name, request);
  }
  for (const calls of Object.values(domains)) Object.freeze(calls);
  return Object.freeze(domains);
}

async function invoke(ipc: PreloadIpc, name: string, request: unknown): Promise<Envelope<unknown>> {
  try {
    return await ipc.invoke(CALL_CHANNEL_PREFIX + name, request);
  } catch {
    // The window is closing, or the request cannot be cloned. Electron's own text names channels: not for the page.
    return {
      ok: false,
      error: { code: 'INTERNAL', message: 'The request could not be delivered.', details: { call: name } },
    };
  }
}

function createEvents(ipc: PreloadIpc): Bridge['on'] {
  const listeners = new Map<string, Set<(value: never) => void>>();
  for (const name of EVENT_NAMES) {
    const ofThisEvent = new Set<(value: never) => void>();
    listeners.set(name, ofThisEvent);
    ipc.on(EVENT_CHANNEL_PREFIX + name, (_event, value: never) => {
      for (const listener of [...ofThisEvent]) listener(value);
    });
  }
  return (name: EventName, listener: (value: never) => void) => {
    listeners.get(name)?.add(listener);
    return () => void listeners.get(name)?.delete(listener);
  };
}

function createSession(ipc: PreloadIpc): Bridge['session'] {
  const listeners = new Map<string, BridgeSessionListener>();
  ipc.on(SESSION_START, (_event, sessionId: string, epoch: number) => listeners.get(sessionId)?.start(epoch));
  ipc.on(
    SESSION_DATA,
    (_event, ...[sessionId, epoch, text, bytes, isAscii]: [string, number, string, number, boolean]) =>
      listeners.get(sessionId)?.data(epoch, text, bytes, isAscii),
  );
  return Object.freeze({
    listen(sessionId: string, listener: BridgeSessionListener) {
      listeners.set(sessionId, listener);
      return () => {
        if (listeners.get(sessionId) === listener) listeners.delete(sessionId);
      };
    },
    input: (sessionId: string, epoch: number, text: string) =>
      ipc.send(SESSION_INPUT, sessionId, epoch, text),
    ack: (sessionId: string, epoch: number, bytes: number) => ipc.send(SESSION_ACK, sessionId, epoch, bytes),
  });
}
