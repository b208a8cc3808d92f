import { describe, expect, it } from 'vitest';
import { AttemptPacer } from '../../../../src/main/sessions/attempt-pacer';
import { muteError, reconnectDelayMs, shouldReconnect } from '../../../../src/main/sessions/reconnect-policy';
import { AppError } from '../../../../src/shared/errors';

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

  it.each([
    'GUACD_LOST',
    'GUACD_SILENT',
    'GUACD_UNREACHABLE',
    'UPSTREAM_TIMEOUT',
    'GUACD_HANDSHAKE_FAILED',
  ] as const)('tries again after %s, but only when a picture was seen', (code) => {
    expect(shouldReconnect(new AppError(code), true, 0)).toBe(true);
    expect(shouldReconnect(new AppError(code), false, 0)).toBe(false);
  });

  it('makes a connection on which guacd said nothing once more, and only once', () => {
    expect(shouldReconnect(muteError(), false, 0)).toBe(true);
    expect(shouldReconnect(muteError(), false, 1)).toBe(false);
  });

  it.each([
    'CLIENT_UNAUTHORIZED',
    'RENDERER_PROTOCOL_VIOLATION',
    'SESSION_CONFLICT',
    'GUACD_TLS_FAILED',
  ] as const)('does not try again after %s', (code) => {
    expect(shouldReconnect(new AppError(code), true, 0)).toBe(false);
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
