import { AppError, type AppErrorCode } from '../../shared/errors';

/**
 * Waiting times before the automatic attempts, in milliseconds. Half a minute in all: long enough for an engine that
 * starts again or a network that changes, short enough that nobody wonders for minutes.
 */
export const RECONNECT_DELAYS_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000];
/** Each waiting time is changed by up to this share, so that many sessions do not come back in step. */
export const RECONNECT_JITTER = 0.2;
/** A session that was live for this long has recovered: its next loss starts counting anew. */
export const SETTLED_AFTER_MS = 30_000;

/** Codes that are final for a first attempt, but that an engine which is going down or coming up also causes. */
const passingCodes: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>(['GUACD_HANDSHAKE_FAILED']);
/** Codes that the user may well try again, but not Pestle: an engine that is too busy is so for minutes. */
const patientCodes: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>(['SERVER_BUSY']);

/** The end of a connection on which guacd never said anything. */
export function muteError(): AppError {
  return new AppError('UPSTREAM_TIMEOUT', undefined, { details: { reason: 'mute' } });
}

/**
 * Whether another attempt is made by itself: after every error whose line in src/shared/errors.ts says that trying
 * again may help, with the exceptions above. A refused login is never repeated, because servers lock accounts that
 * do; neither is what ended on purpose, nor what another session took over.
 *
 * @param wasLive the user has seen a picture; a session that never showed one fails at once, except that a mute
 * connection is made once more
 * @param attempts automatic attempts made since the session was live and settled
 */
export function shouldReconnect(error: AppError, wasLive: boolean, attempts: number): boolean {
  if (error.details.reason === 'mute' && attempts === 0) return true;
  if (!wasLive || attempts >= RECONNECT_DELAYS_MS.length) return false;
  return (error.retryable && !patientCodes.has(error.code)) || passingCodes.has(error.code);
}

/**
 * Milliseconds to wait before an attempt.
 *
 * @param attempt 1 and up; beyond the table the last waiting time holds
 * @param random 0 up to, not including, 1
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const index = Math.min(Math.max(attempt, 1), RECONNECT_DELAYS_MS.length) - 1;
  const delayMs = RECONNECT_DELAYS_MS[index] ?? 0;
  return Math.round(delayMs * (1 + RECONNECT_JITTER * (2 * random - 1)));
}
