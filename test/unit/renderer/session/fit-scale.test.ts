import { describe, expect, it } from 'vitest';
import { fitScale } from '../../../../src/renderer/session/fit-scale';

const view = { width: 800, height: 600 };

describe('fitScale', () => {
  it('is one device pixel for a display that follows the view', () => {
    expect(
      fitScale({ remote: { width: 800, height: 600 }, view, ratio: 1, density: 1, isFollowing: true }),
    ).toBe(1);
    expect(
      fitScale({ remote: { width: 1600, height: 1200 }, view, ratio: 2, density: 2, isFollowing: true }),
    ).toBe(0.5);
  });

  it('shrinks what does not fit, by its longer side', () => {
    expect(
      fitScale({ remote: { width: 1600, height: 600 }, view, ratio: 1, density: 1, isFollowing: true }),
    ).toBe(0.5);
    expect(
      fitScale({ remote: { width: 800, height: 2400 }, view, ratio: 1, density: 1, isFollowing: false }),
    ).toBe(0.25);
  });

  it('never makes a display larger than its pixels', () => {
    expect(
      fitScale({ remote: { width: 320, height: 200 }, view, ratio: 1, density: 1, isFollowing: false }),
    ).toBe(1);
  });

  it('shows a display that keeps its size in whole device pixels on a dense screen', () => {
    const remote = { width: 320, height: 200 };
    expect(fitScale({ remote, view, ratio: 2, density: 2, isFollowing: false })).toBe(1);
    expect(fitScale({ remote, view, ratio: 1.5, density: 1.5, isFollowing: false })).toBeCloseTo(1 / 1.5);
    expect(fitScale({ remote, view, ratio: 2.5, density: 2.5, isFollowing: false })).toBeCloseTo(0.8);
  });

  it('is the same in device pixels whatever the zoom of the page', () => {
    const remote = { width: 320, height: 200 };
    const room = { width: 8000, height: 6000 };
    for (const ratio of [0.5, 1, 1.1, 2]) {
      expect(fitScale({ remote, view: room, ratio, density: 1, isFollowing: true }) * ratio).toBeCloseTo(1);
      expect(fitScale({ remote, view: room, ratio, density: 1, isFollowing: false }) * ratio).toBeCloseTo(1);
      expect(fitScale({ remote, view: room, ratio, density: 2, isFollowing: false }) * ratio).toBeCloseTo(2);
    }
  });

  it('has an answer for a display or a view without a size', () => {
    expect(fitScale({ remote: { width: 0, height: 0 }, view, ratio: 2, density: 2, isFollowing: true })).toBe(
      0.5,
    );
    const nothing = { width: 0, height: 0 };
    expect(fitScale({ remote: view, view: nothing, ratio: 1, density: 1, isFollowing: true })).toBe(1);
  });
});
