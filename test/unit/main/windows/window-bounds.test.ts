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
    ['on a screen that is gone', { x: 2000, y: 0 }, { x: 460, y: 190 }],
    ['beyond the left edge', { x: -950, y: 80 }, { x: 460, y: 190 }],
    ['with its title bar above the top', { x: 100, y: -30 }, { x: 460, y: 190 }],
    ['below the bottom', { x: 100, y: 1060 }, { x: 460, y: 190 }],
  ])('centres a window that was %s', (_where, place, centred) => {
    expect(placeWindow({ ...saved, ...place }, [screen])).toEqual({ width: 1000, height: 700, ...centred });
  });

  it('centres it on the screen that is nearest to where it was', () => {
    const place = placeWindow({ ...saved, x: 5000, y: 0 }, [screen, second]);
    expect(place).toMatchObject({ x: 1920 + 140, y: -200 + 162 });
  });

  it.each([
    ['right', { x: 1500, y: 80 }, { x: 920, y: 80 }],
    ['left', { x: -300, y: 80 }, { x: 0, y: 80 }],
    ['bottom', { x: 100, y: 900 }, { x: 100, y: 380 }],
  ])('brings back what lies beyond the %s edge', (_edge, place, back) => {
    expect(placeWindow({ ...saved, ...place }, [screen])).toMatchObject({
      width: 1000,
      height: 700,
      ...back,
    });
  });

  it('leaves a window over two screens where it is', () => {
    expect(placeWindow({ ...saved, x: 1500, y: 80 }, [screen, second])).toMatchObject({ x: 1500, y: 80 });
  });

  it('makes it fit a screen that has less room than before', () => {
    const small = { x: 0, y: 27, width: 960, height: 600 };
    expect(placeWindow({ ...saved, width: 1800, height: 1000 }, [small])).toEqual({
      width: 960,
      height: 600,
      x: 0,
      y: 27,
    });
  });

  it('leaves the place to the system where there is no screen to be seen', () => {
    expect(placeWindow(saved, [])).toEqual({ width: 1000, height: 700 });
  });

  it('never makes it smaller than the page needs', () => {
    expect(placeWindow({ ...saved, width: 10, height: 10 }, [screen])).toMatchObject({
      width: MIN_WIDTH,
      height: MIN_HEIGHT,
    });
  });
});
