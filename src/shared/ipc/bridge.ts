import type { WireError } from '../errors';
import type { CallName, CallRequest, CallResponse } from './contract';
import type { EventName, EventValue } from './events';

/** The answer to a call: errors cross the bridge as plain data, since a thrown one loses its code on the way. */
export type Envelope<T> = { ok: true; value: T } | { ok: false; error: WireError };

type DomainOf<N extends string> = N extends `${infer D}.${string}` ? D : never;
type VerbsOf<N extends string, D extends string> = N extends `${D}.${infer Verb}` ? Verb : never;
type Call<N extends CallName> =
  CallRequest<N> extends undefined
    ? () => Promise<Envelope<CallResponse<N>>>
    : (request: CallRequest<N>) => Promise<Envelope<CallResponse<N>>>;

/** Calls as nested functions: `profiles.save` is `bridge.calls.profiles.save(draft)`. */
export type BridgeCalls = {
  [D in DomainOf<CallName>]: { [V in VerbsOf<CallName, D>]: Call<Extract<CallName, `${D}.${V}`>> };
};

/** How the preload script hands session messages over: positional, see session-channel.ts. */
export type BridgeSessionListener = {
  start(epoch: number): void;
  data(epoch: number, text: string, bytes: number, isAscii: boolean): void;
};

/** All that a window can reach, as `window.pestle`. Frozen; nothing else of Electron or Node is in the page. */
export type Bridge = {
  calls: BridgeCalls;
  /** Subscribes to an event of main. Returns what ends the subscription. */
  on<N extends EventName>(name: N, listener: (value: EventValue<N>) => void): () => void;
  session: {
    /** Receives the messages of one session; at most one listener for each. Returns what ends it. */
    listen(sessionId: string, listener: BridgeSessionListener): () => void;
    input(sessionId: string, epoch: number, text: string): void;
    ack(sessionId: string, epoch: number, bytes: number): void;
  };
};
