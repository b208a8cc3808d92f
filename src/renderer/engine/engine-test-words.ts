import { adviceFor, type AppError, type AppErrorCode } from '../../shared/errors';
import type { EngineTestResult } from '../../shared/model/engine-test';

/** What a test of an engine found, in a sentence. guacd tells the version of its protocol only, which stays at 1.5. */
export function engineTestWords({ protocolVersion, connectMs }: EngineTestResult): string {
  const [, major, minor] = /^VERSION_(\d{1,3})_(\d{1,3})_\d{1,3}$/.exec(protocolVersion ?? '') ?? [];
  const version =
    major === undefined || minor === undefined
      ? 'guacd'
      : `guacd ${major}.${minor}${minor === '5' ? ' or newer' : ''}`;
  const time = connectMs < 10 ? connectMs.toFixed(1) : connectMs.toFixed(0);
  return `${version} answers. Connecting took ${time} ms.`;
}

/** What helps where the advice of an error is meant for a session. */
const ADVICE: Partial<Record<AppErrorCode, string>> = {
  GUACD_UNREACHABLE: 'Check the host, the port and the firewalls on the way.',
  GUACD_CONNECT_TIMEOUT: 'Check the host, the port and the firewalls on the way.',
  GUACD_TLS_FAILED:
    'Check that guacd uses TLS, that its certificate names this host, and give its authority above.',
  GUACD_PROTOCOL_MISSING: 'Check the port. An engine with TLS answers only with “Use TLS”.',
};

/** Why a test failed and what helps. */
export function engineTestFailure({ code, message }: AppError): string {
  return `${message} ${ADVICE[code] ?? adviceFor(code)}`;
}
