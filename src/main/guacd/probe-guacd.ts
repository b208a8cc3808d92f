import { systemClock, type Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import type { GuacdAddress } from './address';
import { DEFAULT_DEADLINES, type GuacdDeadlines } from './deadlines';
import { dial } from './dial';
import { composeSelect, parseOffer } from './handshake';
import { GuacdLink } from './link';

export type GuacdProbeOptions = { signal?: AbortSignal; clock?: Clock; deadlines?: Partial<GuacdDeadlines> };

/** What a guacd says about a protocol: the version it offers (null: 1.0.x), and the parameters it knows. */
export type GuacdProbe = { protocolVersion: string | null; parameterNames: string[] };

/**
 * Asks a guacd about one protocol and leaves: no parameter is sent and no session begins.
 *
 * Rejects with AppError: GUACD_PROTOCOL_MISSING when it stays silent for `argsMs`; otherwise like `connectGuacd`.
 */
export function probeGuacd(
  address: GuacdAddress,
  protocol: string,
  { signal, clock = systemClock, deadlines: given }: GuacdProbeOptions = {},
): Promise<GuacdProbe> {
  const selection = { protocol };
  const deadlines = { ...DEFAULT_DEADLINES, ...given };
  return new Promise<GuacdProbe>((resolve, reject) => {
    composeSelect(selection);
    let link: GuacdLink | null = null;
    const fail = (error: AppError): void => {
      signal?.removeEventListener('abort', abort);
      reject(error);
    };
    const abort = (): void => {
      cancelDial();
      link?.close();
      fail(new AppError('ABORTED'));
    };
    const answer = (args: readonly string[]): string => {
      const { offeredVersion, parameterNames } = parseOffer(args);
      resolve({ protocolVersion: offeredVersion, parameterNames });
      // The promise is settled, so that the end of the link tells nobody anything.
      link?.close();
      signal?.removeEventListener('abort', abort);
      return '';
    };
    const handlers = { answer, onReady: () => undefined, onFailed: fail };
    const cancelDial = dial({
      address,
      clock,
      connectMs: deadlines.connectMs,
      onOpen: (transport) => {
        link = new GuacdLink({
          transport,
          selection,
          isTls: address.tls !== undefined,
          clock,
          deadlines,
          handlers,
        });
      },
      onFail: fail,
    });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort);
  });
}
