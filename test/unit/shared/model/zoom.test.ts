import { describe, expect, it } from 'vitest';
import { nextZoom, ZOOM_STEPS } from '../../../../src/shared/model/zoom';

describe('the next zoom', () => {
  it('goes through every step and stays at the ends', () => {
    const walk = (from: number, direction: 1 | -1) => {
      const seen = [from];
      for (let next = nextZoom(from, direction); next !== seen.at(-1); next = nextZoom(next, direction))
        seen.push(next);
      return seen;
    };
    expect(walk(50, 1)).toEqual(ZOOM_STEPS);
    expect(walk(300, -1)).toEqual([...ZOOM_STEPS].reverse());
  });

  it('of a size between two steps is the step beside it', () => {
    expect([nextZoom(225, 1), nextZoom(225, -1)]).toEqual([250, 200]);
  });
});
