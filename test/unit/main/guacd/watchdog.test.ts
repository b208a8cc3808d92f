import { describe, expect, it } from 'vitest';
import { Watchdog } from '../../../../src/main/guacd/watchdog';
import { FakeClock } from '../../../support/fake-clock';

function start(periodMs = 10_000): { clock: FakeClock; dog: Watchdog; expired: number[] } {
  const clock = new FakeClock();
  const expired: number[] = [];
  const dog = new Watchdog(clock, periodMs, () => expired.push(clock.now()));
  dog.start();
  return { clock, dog, expired };
}

describe('Watchdog', () => {
  it('calls once when nothing happens for its period', () => {
    const { clock, expired } = start();
    clock.advance(9_999);
    expect(expired).toEqual([]);
    clock.advance(60_000);
    expect(expired).toEqual([10_000]);
  });

  it('counts from the last time it was fed', () => {
    const { clock, dog, expired } = start();
    clock.advance(8_000);
    dog.feed();
    clock.advance(9_999);
    expect(expired).toEqual([]);
    clock.advance(1);
    expect(expired).toEqual([18_000]);
  });

  it('R7: gives what waited a chance to be read when it is late itself', () => {
    const { clock, dog, expired } = start();
    clock.jump(3_600_000);
    expect(expired).toEqual([]);
    dog.feed();
    clock.advance(9_000);
    expect(expired).toEqual([]);
  });

  it('does expire after such a pause when nothing was waiting', () => {
    const { clock, expired } = start();
    clock.jump(3_600_000);
    clock.advance(6_000);
    expect(expired).toEqual([3_606_000]);
  });

  it('leaves no timer when it is stopped', () => {
    const { clock, dog, expired } = start();
    dog.stop();
    clock.advance(60_000);
    expect(expired).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('has one timer, however often it is started', () => {
    const { clock, dog } = start();
    dog.start();
    dog.start();
    expect(clock.pendingTimers).toBe(1);
  });
});
