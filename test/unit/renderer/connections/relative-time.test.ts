import { describe, expect, it } from 'vitest';
import { relativeTime } from '../../../../src/renderer/connections/relative-time';

const now = new Date(2026, 2, 15, 14, 30).getTime();
const ago = (minutes: number) => relativeTime(now - minutes * 60_000, now);

describe('a relative time', () => {
  it('is told in minutes and hours on the same day', () => {
    expect(ago(0.5)).toBe('just now');
    expect(ago(1)).toBe('1 minute ago');
    expect(ago(59)).toBe('59 minutes ago');
    expect(ago(60 * 3)).toBe('3 hours ago');
  });

  it('is told in calendar days within a week', () => {
    expect(ago(60 * 16)).toBe('yesterday');
    expect(ago(60 * 24 * 3)).toBe('3 days ago');
  });

  it('is told in hours when it was shortly before midnight', () => {
    const night = new Date(2026, 2, 15, 1, 0).getTime();
    expect(relativeTime(night - 2 * 3_600_000, night)).toBe('2 hours ago');
  });

  it('is a date beyond a week, with the year when it is another', () => {
    expect(ago(60 * 24 * 12)).toBe('3 Mar');
    expect(relativeTime(new Date(2025, 6, 1).getTime(), now)).toBe('1 Jul 2025');
  });

  it('is "just now" for a clock that was set back', () => {
    expect(relativeTime(now + 3_600_000, now)).toBe('just now');
  });
});
