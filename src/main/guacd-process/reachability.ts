import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import type { GuacdAddress } from '../guacd';
import { dial } from '../guacd/dial';
import type { Transport } from '../guacd/transport';

export type ReachabilityOptions = {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds until it fails with GUACD_CONNECT_TIMEOUT. */
  readonly connectMs: number;
  /** Milliseconds the peer must keep the connection open; a port proxy accepts before its target does. */
  readonly holdMs?: number;
};

/**
 * Opens a connection, with a verified certificate where the address asks for one, and closes it again without a
 * word; guacd takes that for a client that changed its mind.
 * Rejects with GUACD_UNREACHABLE, GUACD_TLS_FAILED, GUACD_CONNECT_TIMEOUT or ABORTED.
 */
export function checkReachable(address: GuacdAddress, options: ReachabilityOptions): Promise<void> {
  const { clock, signal, connectMs, holdMs = 0 } = options;
  if (signal.aborted) return Promise.reject(new AppError('ABORTED'));
  return new Promise((resolve, reject) => {
    let transport: Transport | null = null;
    let cancelWait = (): void => undefined;
    const finish = (error: AppError | null): void => {
      signal.removeEventListener('abort', abort);
      cancelWait();
      transport?.destroy();
      if (error === null) resolve();
      else reject(error);
    };
    const abort = (): void => finish(new AppError('ABORTED'));
    const hold = (opened: Transport): void => {
      transport = opened;
      const lost = (): void => finish(new AppError('GUACD_UNREACHABLE'));
      opened.attach({ onData: () => undefined, onEnd: lost, onError: lost });
      cancelWait = clock.after(holdMs, () => finish(null));
    };
    signal.addEventListener('abort', abort);
    cancelWait = dial({ address, clock, connectMs, onOpen: hold, onFail: finish });
  });
}
