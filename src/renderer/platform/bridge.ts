import { AppError } from '../../shared/errors';
import type { Bridge, BridgeCalls, Envelope } from '../../shared/ipc/bridge';

declare global {
  interface Window {
    /** Put there by the preload script, before any script of the page runs. */
    readonly pestle: Bridge;
  }
}

type Unwrapped<C> = C extends (...request: infer R) => Promise<Envelope<infer T>>
  ? (...request: R) => Promise<T>
  : never;

/** The calls of the bridge as the page uses them: they reject with an {@link AppError} instead of an envelope. */
export type Calls = {
  [D in keyof BridgeCalls]: { [V in keyof BridgeCalls[D]]: Unwrapped<BridgeCalls[D][V]> };
};

/** Takes an answer out of its envelope. */
export async function unwrap<T>(answer: Promise<Envelope<T>>): Promise<T> {
  const envelope = await answer;
  if (!envelope.ok) throw AppError.fromWire(envelope.error);
  return envelope.value;
}

/** The only access to what main offers. Read at each use, so that tests can put a double in its place first. */
export const bridge = (): Bridge => window.pestle;
