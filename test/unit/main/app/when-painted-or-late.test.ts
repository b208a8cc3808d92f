import { describe, expect, it } from 'vitest';
import { PAINT_DEADLINE_MS, whenPaintedOrLate } from '../../../../src/main/app/when-painted-or-late';
import { FakeClock } from '../../../support/fake-clock';
import { turn } from '../guacd-process/fake-backend';

/** Waits for a window; `isOver` tells whether the wait has ended. */
function wait() {
  const clock = new FakeClock();
  let paint = (): void => undefined;
  const painted = new Promise<void>((resolve) => (paint = resolve));
  let isOver = false;
  void whenPaintedOrLate(painted, clock).then(() => (isOver = true));
  return { clock, paint, isOver: () => isOver };
}

describe('the wait for the first picture', () => {
  it('ends with the picture and leaves no timer', async () => {
    const { clock, paint, isOver } = wait();
    clock.advance(PAINT_DEADLINE_MS - 1);
    await turn();
    expect(isOver()).toBe(false);
    paint();
    await turn();
    expect(isOver()).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends without a picture when the window does not paint, such as behind a locked screen', async () => {
    const { clock, paint, isOver } = wait();
    clock.advance(PAINT_DEADLINE_MS);
    await turn();
    expect(isOver()).toBe(true);
    paint();
    await turn();
    expect(clock.pendingTimers).toBe(0);
  });
});
