import { describe, expect, it } from 'vitest';
import {
  DEFAULT_HEIGHT,
  DEFAULT_WIDTH,
  MIN_HEIGHT,
  MIN_WIDTH,
  placeWindow,
  type WindowBounds,
} from '../../../../src/main/windows/window-bounds';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: -200, width: 1280, height: 1024 };
const saved: WindowBounds = { x: 100, y: 80, width: 1000, height: 700, isMaximized: false };

describe('placeWindow', () => {
  it('leaves the place to the system at the first start', () => {
    expect(placeWindow(null, [screen])).toEqual({ width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT });
  });

  it('puts the window where it was', () => {
    expect(placeWindow(saved, [screen])).toEqual({ x: 100, y: 80, width: 1000, height: 700 });
    expect(placeWindow({ ...saved, x: 2000, y: -150 }, [screen, second])).toMatchObject({ x: 2000, y: -150 });
  });

  it.each([
    ['on a screen that is gone', { x: 2000, y: 0 }],
    ['beyond the left edge', { x: -950, y: 80 }],
    ['with its title bar above the top', { x: 100, y: -30 }],
    ['below the bottom', { x: 100, y: 1060 }],
  ])('keeps the size but not a place %s', (_where, place) => {
    expect(placeWindow({ ...saved, ...place }, [screen])).toEqual({ width: 1000, height: 700 });
  });

  it('never makes it smaller than the page needs', () => {
    expect(placeWindow({ ...saved, width: 10, height: 10 }, [screen])).toMatchObject({
      width: MIN_WIDTH,
      height: MIN_HEIGHT,
    });
  });
});
