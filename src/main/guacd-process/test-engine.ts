import type { Clock } from '../../shared/clock';
import { AppError } from '../../shared/errors';
import type { EngineTest, EngineTestResult } from '../../shared/model/engine-test';
import { probeGuacd, type GuacdAddress } from '../guacd';
import { checkReachable } from './reachability';

/** A user waits for the answer, so that it is given up sooner than for a session, milliseconds. */
const CONNECT_MS = 8_000;
const ARGS_MS = 3_000;

/** Asked in turn until one is known: an engine need not have them all. */
const PROTOCOLS = ['ssh', 'rdp', 'vnc', 'telnet'] as const;

export type TestEngineOptions = {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Stand in for the network in tests. */
  readonly check?: typeof checkReachable;
  readonly probe?: typeof probeGuacd;
};

/**
 * Connects to a guacd elsewhere and asks it about a protocol; no parameter is sent and no session begins.
 * Rejects with GUACD_UNREACHABLE, GUACD_CONNECT_TIMEOUT, GUACD_TLS_FAILED, GUACD_PROTOCOL_MISSING (it knows no protocol,
 * or is no guacd), another error of the guacd client, or ABORTED.
 */
export async function testEngine(
  { host, port, tls }: EngineTest,
  { clock, signal, check = checkReachable, probe = probeGuacd }: TestEngineOptions,
): Promise<EngineTestResult> {
  const ca = tls === null || tls.ca === '' ? {} : { ca: tls.ca };
  const address: GuacdAddress = tls === null ? { host, port } : { host, port, tls: ca };
  const start = clock.now();
  await check(address, { clock, signal, connectMs: CONNECT_MS });
  const connectMs = clock.now() - start;
  for (const protocol of PROTOCOLS) {
    try {
      const deadlines = { connectMs: CONNECT_MS, argsMs: ARGS_MS };
      const { protocolVersion } = await probe(address, protocol, { signal, clock, deadlines });
      return { protocolVersion, connectMs };
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'GUACD_PROTOCOL_MISSING') throw thrown;
    }
  }
  throw new AppError(
    'GUACD_PROTOCOL_MISSING',
    'Something accepts connections there, but it does not answer like guacd.',
  );
}
