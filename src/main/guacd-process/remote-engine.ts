import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import type { EngineChoice } from '../../shared/model/engine';
import type { TcpAddress } from '../guacd';
import type { EngineBackend } from './engine-backend';
import { formatAddress } from './format-address';
import { pause } from './pause';
import { checkReachable } from './reachability';
import { REMOTE_RESTART_POLICY } from './supervisor';

/** Milliseconds between two looks at an engine that is there. */
const CHECK_INTERVAL_MS = 30_000;

/** Looks in a row that must fail before it is called lost: one may meet a short hole in the network. */
const CHECKS_UNTIL_LOST = 2;

/** Longest time for one connection with its TLS handshake, milliseconds. */
const CONNECT_DEADLINE_MS = 10_000;

export type RemoteEngineOptions = {
  readonly choice: Extract<EngineChoice, { kind: 'remote' }>;
  readonly clock: Clock;
  /** Stands in for {@link checkReachable} in tests. */
  readonly check?: typeof checkReachable;
};

function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
  );
}

function describe(address: TcpAddress, error: AppError): AppError {
  const message =
    error.code === 'GUACD_TLS_FAILED'
      ? `The encrypted connection to ${formatAddress(address)} could not be verified.`
      : `The engine (guacd) at ${formatAddress(address)} does not accept connections.`;
  return new AppError(error.code, message, { cause: error });
}

/**
 * A guacd that somebody else runs. Nothing is started; it is ready when it takes a connection, with a verified
 * certificate where TLS is on. It is looked at every half minute and asked again, ever more slowly, while it is
 * away. Fails with GUACD_UNREACHABLE, GUACD_CONNECT_TIMEOUT or GUACD_TLS_FAILED.
 */
export function createRemoteEngine(options: RemoteEngineOptions): EngineBackend {
  const { choice, clock, check = checkReachable } = options;
  const { host, port, tls } = choice;
  const ca = tls === null || tls.ca === '' ? {} : { ca: tls.ca };
  const address: TcpAddress = tls === null ? { host, port } : { host, port, tls: ca };

  const look = async (signal: AbortSignal): Promise<AppError | null> => {
    try {
      await check(address, { clock, signal, connectMs: CONNECT_DEADLINE_MS });
      return null;
    } catch (thrown) {
      const error = AppError.from(thrown);
      return error.code === 'ABORTED' ? error : describe(address, error);
    }
  };

  const watch = async (signal: AbortSignal): Promise<AppError> => {
    let failures = 0;
    for (;;) {
      await pause(clock, CHECK_INTERVAL_MS, signal);
      const error = signal.aborted ? new AppError('ABORTED') : await look(signal);
      failures = error === null ? 0 : failures + 1;
      if (error !== null && (signal.aborted || failures >= CHECKS_UNTIL_LOST)) return error;
    }
  };

  const isExposed = tls === null && !isLoopback(host);
  return {
    source: 'remote',
    location: formatAddress(address),
    version: null,
    encrypted: tls !== null,
    isolation: null,
    warnings: isExposed
      ? [
          `The connection to ${formatAddress(address)} is not encrypted: passwords travel over the network in clear text.`,
        ]
      : [],
    policy: REMOTE_RESTART_POLICY,
    async start({ signal }) {
      const error = await look(signal);
      if (error !== null) throw error;
      const over = new AbortController();
      const stop = (): Promise<void> => {
        over.abort();
        return Promise.resolve();
      };
      return { address, pid: null, ended: watch(over.signal), stop };
    },
  };
}
