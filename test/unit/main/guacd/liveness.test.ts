import { describe, expect, it } from 'vitest';
import { DEFAULT_DEADLINES } from '../../../../src/main/guacd/deadlines';
import { Liveness } from '../../../../src/main/guacd/liveness';
import { FakeClock } from '../../../support/fake-clock';

function start(): { clock: FakeClock; liveness: Liveness; told: string[] } {
  const clock = new FakeClock();
  const told: string[] = [];
  const liveness = new Liveness(
    clock,
    { ...DEFAULT_DEADLINES, unstableMs: 12_000, silentMs: 20_000 },
    {
      onLiveness: (state) => told.push(`${state} ${clock.now()}`),
      onSilent: (silentMs) => told.push(`silent ${clock.now()} after ${silentMs}`),
    },
  );
  liveness.start();
  return { clock, liveness, told };
}

describe('Liveness', () => {
  it('says nothing while an idle guacd keeps its pace', () => {
    const { clock, liveness, told } = start();
    for (let i = 0; i < 100; i++) {
      clock.advance(10_000);
      liveness.heard();
    }
    expect(told).toEqual([]);
  });

  it('T3: calls a quiet connection unstable after 12 s, and silent after 20 s', () => {
    const { clock, told } = start();
    clock.advance(100_000);
    expect(told).toEqual(['unstable 12000', 'silent 20000 after 20000']);
  });

  it('calls it responsive again at the next instruction', () => {
    const { clock, liveness, told } = start();
    clock.advance(13_000);
    liveness.heard();
    clock.advance(11_999);
    expect(told).toEqual(['unstable 12000', 'responsive 13000']);
    clock.advance(1);
    expect(told.at(-1)).toBe('unstable 25000');
  });

  it('does not count the time in which it is stopped', () => {
    const { clock, liveness, told } = start();
    clock.advance(11_000);
    liveness.stop();
    clock.advance(100_000);
    liveness.start();
    clock.advance(11_999);
    expect(told).toEqual([]);
  });

  it('R7: believes nothing after a pause of the whole process until it had time to read', () => {
    const { clock, liveness, told } = start();
    clock.jump(30_000);
    liveness.heard();
    expect(told).toEqual([]);
  });

  it('leaves no timer when it is stopped', () => {
    const { clock, liveness } = start();
    clock.advance(13_000);
    liveness.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  it('N2: gives a guacd that is doubted 12 s, counted anew, and tells as soon as it is heard', () => {
    const { clock, liveness, told } = start();
    clock.advance(11_000);
    liveness.check();
    clock.advance(11_999);
    expect(told).toEqual([]);
    liveness.heard();
    expect(told).toEqual(['responsive 22999']);
    clock.advance(11_999);
    expect(told).toHaveLength(1);
    clock.advance(1);
    expect(told.at(-1)).toBe('unstable 34999');
  });

  it('N2: takes the silence of one that is doubted for its end', () => {
    const { clock, liveness, told } = start();
    liveness.check();
    clock.advance(100_000);
    expect(told).toEqual(['silent 12000 after 12000']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('N3: ends one that is doubted again and again, for the addresses of a network that never settles', () => {
    const { clock, liveness, told } = start();
    for (let i = 0; i < 20; i++) {
      liveness.check();
      clock.advance(5_000);
    }
    expect(told).toEqual(['silent 32000 after 12000']);
  });

  it('gives one that was unstable already the whole time when it is doubted', () => {
    const { clock, liveness, told } = start();
    clock.advance(19_000);
    liveness.check();
    clock.advance(11_999);
    expect(told).toEqual(['unstable 12000']);
    liveness.heard();
    expect(told.at(-1)).toBe('responsive 30999');
  });

  it('does not count the time in which nobody reads against one that is doubted', () => {
    const { clock, liveness, told } = start();
    liveness.stop();
    liveness.check();
    expect(clock.pendingTimers).toBe(0);
    clock.advance(100_000);
    liveness.start();
    clock.advance(11_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(['silent 112000 after 12000']);
  });
});
