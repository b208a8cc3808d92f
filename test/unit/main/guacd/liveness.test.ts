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
    (state) => told.push(`${state} ${clock.now()}`),
    () => told.push(`silent ${clock.now()}`),
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

  it('calls a quiet connection unstable, then silent', () => {
    const { clock, told } = start();
    clock.advance(100_000);
    expect(told).toEqual(['unstable 12000', 'silent 20000']);
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

  it('believes nothing after a pause of the whole process until it had time to read', () => {
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
});
