import { describe, expect, it } from 'vitest';
import { startDeadline } from '../../../src/shared/deadline';
import { FakeClock } from '../../support/fake-clock';

function start(delayMs = 8_000): { clock: FakeClock; cancel: () => void; expired: number[] } {
  const clock = new FakeClock();
  const expired: number[] = [];
  const cancel = startDeadline(clock, delayMs, () => expired.push(clock.now()));
  return { clock, cancel, expired };
}

describe('a deadline', () => {
  it('expires once, when its time is over', () => {
    const { clock, expired } = start();
    clock.advance(7_999);
    expect(expired).toEqual([]);
    clock.advance(60_000);
    expect(expired).toEqual([8_000]);
  });

  it('R7: is not believed when main was blocked for two seconds while it ran out', () => {
    const { clock, cancel, expired } = start();
    clock.advance(7_000);
    clock.jump(2_500);
    expect(expired).toEqual([]);
    // What had waited in the socket is read now.
    cancel();
    clock.advance(60_000);
    expect(expired).toEqual([]);
  });

  it('N2: leaves six seconds after a suspend of an hour, and expires when nothing came in them', () => {
    const { clock, expired } = start();
    clock.jump(3_600_000);
    clock.advance(5_999);
    expect(expired).toEqual([]);
    clock.advance(1);
    expect(expired).toEqual([3_606_000]);
  });

  it('never waits longer after a pause than it was given in the first place', () => {
    const { clock, expired } = start(500);
    clock.jump(10_000);
    clock.advance(500);
    expect(expired).toEqual([10_500]);
  });

  it('leaves no timer when it is cancelled, before and after a pause', () => {
    const early = start();
    early.cancel();
    expect(early.clock.pendingTimers).toBe(0);
    const late = start();
    late.clock.jump(20_000);
    late.cancel();
    expect(late.clock.pendingTimers).toBe(0);
  });
});
