import { describe, expect, it } from 'vitest';
import { placeMenu } from '../../../../src/renderer/ui/place-menu';

const menu = { width: 200, height: 160 };
const view = { width: 1000, height: 600 };
const button = (right: number, top: number) => ({
  getBoundingClientRect: () => ({ right, top, bottom: top + 30 }),
});

describe('the place of a menu', () => {
  it('is below its button, with right edges aligned', () => {
    expect(placeMenu(button(900, 100), menu, view)).toEqual({ left: 700, top: 134 });
  });

  it('is above where there is no room below', () => {
    expect(placeMenu(button(900, 500), menu, view)).toEqual({ left: 700, top: 336 });
  });

  it('is at the point of a right click', () => {
    expect(placeMenu({ x: 300, y: 200 }, menu, view)).toEqual({ left: 300, top: 200 });
  });

  it('never leaves the window', () => {
    expect(placeMenu(button(60, 0), menu, view).left).toBe(8);
    expect(placeMenu({ x: 990, y: 590 }, menu, view)).toEqual({ left: 792, top: 430 });
    expect(placeMenu({ x: 5, y: 50 }, menu, { width: 1000, height: 120 })).toEqual({ left: 8, top: 8 });
  });
});
