import { describe, expect, it } from 'vitest';
import { recentTimeZone } from '../../../../src/main/sessions/time-zone';
import { FakeClock } from '../../../support/fake-clock';

describe('the time zone of this computer', () => {
  it('is asked for at the first session, and then at most once a minute', () => {
    const clock = new FakeClock();
    const names = ['Europe/Rome', 'Asia/Tokyo'];
    const timeZone = recentTimeZone(clock, () => names.shift() ?? 'asked too often');
    expect(names).toHaveLength(2);
    expect(timeZone()).toBe('Europe/Rome');
    clock.advance(59_999);
    expect(timeZone()).toBe('Europe/Rome');
    clock.advance(1);
    expect(timeZone()).toBe('Asia/Tokyo');
    expect(timeZone()).toBe('Asia/Tokyo');
  });

  it('is an IANA name', () => {
    const name = recentTimeZone(new FakeClock())();
    expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.toThrow();
  });
});
