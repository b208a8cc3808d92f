import { describe, expect, it } from 'vitest';
import { AttemptPacer } from '../../../../src/main/sessions/attempt-pacer';
import { muteError, reconnectDelayMs, shouldReconnect } from '../../../../src/main/sessions/reconnect-policy';
import { AppError, type AppErrorCode } from '../../../../src/shared/errors';

/** Every error that can be named: whether a session that was live is opened again by itself after it, and why. */
const POLICY: Record<AppErrorCode, readonly [isRetried: boolean, why: string]> = {
  ENGINE_MISSING: [false, 'somebody has to install or choose an engine'],
  ENGINE_SETUP_NEEDED: [false, 'the user has to agree to fetch an engine'],
  ENGINE_SETUP_REFUSED: [false, 'a step of the set-up concerns no session'],
  ENGINE_START_FAILED: [false, 'the engine was started again often enough already'],
  ENGINE_NOT_READY: [true, 'an engine may be slow to start'],
  GUACD_UNREACHABLE: [true, 'the engine may be starting again'],
  TOO_MANY_FILES: [true, 'another session or program may end'],
  GUACD_CONNECT_TIMEOUT: [true, 'networks come back'],
  GUACD_TLS_FAILED: [false, 'a certificate does not get better, and must not be tried until it does'],
  GUACD_HANDSHAKE_TIMEOUT: [true, 'the engine may be busy'],
  GUACD_HANDSHAKE_FAILED: [true, 'an engine that goes down does this, too'],
  GUACD_PROTOCOL_MISSING: [false, 'a plug-in has to be installed'],
  GUACD_PROTOCOL_VIOLATION: [true, 'a process of guacd that crashed may cut its last instruction'],
  GUACD_LOST: [true, 'the connection broke'],
  GUACD_SILENT: [true, 'the network broke'],
  GUACD_STALLED: [true, 'the network broke'],
  UNSUPPORTED: [false, 'the settings have to be changed'],
  SERVER_ERROR: [true, 'a fault of the engine may pass (512, repeated by the web client, too)'],
  SERVER_BUSY: [false, 'it needs minutes, and attempts add to its load (513)'],
  UPSTREAM_TIMEOUT: [true, 'the remote computer may be starting (514)'],
  UPSTREAM_ERROR: [true, 'the remote computer broke off (515)'],
  RESOURCE_NOT_FOUND: [false, 'what is gone stays gone (516)'],
  RESOURCE_CONFLICT: [false, 'somebody else uses it (517)'],
  RESOURCE_CLOSED: [false, 'it was closed on purpose (518)'],
  UPSTREAM_NOT_FOUND: [true, 'the remote computer may be starting (519)'],
  UPSTREAM_UNAVAILABLE: [true, 'its service may be starting (520)'],
  SESSION_CONFLICT: [false, 'two would take the session from each other for ever (521)'],
  SESSION_TIMEOUT: [false, 'nobody was there (522)'],
  SESSION_CLOSED: [false, 'somebody ended it (523)'],
  CLIENT_BAD_REQUEST: [false, 'it would be as bad again (768)'],
  CLIENT_UNAUTHORIZED: [false, 'servers lock accounts after a few wrong passwords (769)'],
  CLIENT_FORBIDDEN: [false, 'access is denied for good (771)'],
  CLIENT_TIMEOUT: [true, 'this computer slept or its network broke (776)'],
  CLIENT_OVERRUN: [false, 'it would be too much again (781)'],
  CLIENT_BAD_TYPE: [false, 'it would be the wrong kind again (783)'],
  CLIENT_TOO_MANY: [false, 'other sessions have to be closed (797)'],
  INSTRUCTION_INVALID: [false, 'a fault of Pestle stays'],
  FOLDER_REFUSED: [false, 'the user said no'],
  FOLDER_OUT_OF_REACH: [false, 'the other sessions keep the engine as it is'],
  DISPLAY_LIMIT: [false, 'the remote computer would send the same again'],
  RENDERER_PROTOCOL_VIOLATION: [false, 'a page that forges must not get another connection'],
  SESSION_DETACHED: [false, 'there is no page to show it'],
  SESSION_GUARD_FAILED: [false, 'the rule would fail again, and what it protects is not to be risked'],
  SESSION_LIMIT: [false, 'another session has to be closed'],
  SESSION_UNKNOWN: [false, 'the session is gone'],
  ABORTED: [false, 'somebody wanted that'],
  PROFILE_UNKNOWN: [false, 'there is nothing to open'],
  PROFILE_INVALID: [false, 'the fields have to be corrected'],
  STORAGE_FAILED: [true, 'it ends no session; the rule for what may pass holds'],
  STORAGE_NEWER: [false, 'Pestle has to be updated'],
  SECRET_UNREADABLE: [false, 'the password has to be entered'],
  LINKS_NOT_SET: [false, 'what opens links concerns no session'],
  FILE_UNREADABLE: [false, 'another file has to be chosen'],
  IPC_REFUSED: [false, 'a request was not allowed'],
  IPC_INVALID: [false, 'a request was not valid'],
  INTERNAL: [false, 'a fault of Pestle stays'],
};
const CASES = Object.entries(POLICY).map(
  ([code, [isRetried, why]]) => [code as AppErrorCode, isRetried, why] as const,
);

describe('the reconnection policy', () => {
  it('waits 1, 2, 4, 8 and 16 seconds', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => reconnectDelayMs(attempt, 0.5))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000,
    ]);
  });

  it('changes each wait by up to a fifth', () => {
    expect(reconnectDelayMs(3, 0)).toBe(3_200);
    expect(reconnectDelayMs(3, 0.999_999)).toBe(4_800);
  });

  it.each(CASES)('after %s: attempts by itself %s, because %s', (code, isRetried) => {
    expect(shouldReconnect(new AppError(code), true, 0)).toBe(isRetried);
  });

  it.each(CASES)('after %s: never while no picture was seen', (code) => {
    expect(shouldReconnect(new AppError(code), false, 0)).toBe(false);
  });

  it('makes a connection on which guacd said nothing once more, and only once', () => {
    expect(shouldReconnect(muteError(), false, 0)).toBe(true);
    expect(shouldReconnect(muteError(), false, 1)).toBe(false);
  });

  it('gives up after five attempts', () => {
    expect(shouldReconnect(new AppError('GUACD_LOST'), true, 4)).toBe(true);
    expect(shouldReconnect(new AppError('GUACD_LOST'), true, 5)).toBe(false);
  });
});

describe('the pacer of attempts', () => {
  it('lets a single session wait exactly as long as it wants', () => {
    expect(new AttemptPacer().reserve(500, 1_000)).toBe(1_000);
  });

  it('spreads twenty sessions that lose guacd in the same moment to four attempts a second', () => {
    const pacer = new AttemptPacer();
    const delays = Array.from({ length: 20 }, (_, index) => pacer.reserve(0, 800 + index * 20));
    const sorted = [...delays].sort((a, b) => a - b);
    expect(sorted[0]).toBe(800);
    for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(250);
    expect(sorted.at(-1)).toBeLessThan(800 + 20 * 275);
  });

  it('never lets a session go earlier than it wants, and fills gaps', () => {
    const pacer = new AttemptPacer();
    expect(pacer.reserve(0, 1_000)).toBe(1_000);
    expect(pacer.reserve(0, 2_000)).toBe(2_000);
    expect(pacer.reserve(0, 1_000)).toBe(1_250);
  });

  it('forgets moments that have passed', () => {
    const pacer = new AttemptPacer();
    pacer.reserve(0, 1_000);
    expect(pacer.reserve(10_000, 1_000)).toBe(1_000);
  });
});
