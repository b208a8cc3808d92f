import * as v from 'valibot';

/** Smallest window, in CSS pixels: below it the editor and a session no longer fit. */
export const MIN_WIDTH = 720;
export const MIN_HEIGHT = 480;
export const DEFAULT_WIDTH = 1180;
export const DEFAULT_HEIGHT = 780;

/** Part of a window that must be on a screen, so that it can be taken hold of by its title. */
const MIN_VISIBLE_WIDTH = 120;
const MIN_VISIBLE_HEIGHT = 40;

const coordinate = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const length = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));

/** Where the window was, in CSS pixels of the desktop. */
export const windowBoundsSchema = v.strictObject({
  x: coordinate,
  y: coordinate,
  width: length,
  height: length,
  isMaximized: v.boolean(),
});
export type WindowBounds = v.InferOutput<typeof windowBoundsSchema>;

export type Area = { x: number; y: number; width: number; height: number };
/** Size of a new window, and its place unless the system should choose one. */
export type WindowPlace = { width: number; height: number; x?: number; y?: number };

/**
 * Where to open the window: where it was, if that is still on a screen, else where the system puts it; never
 * smaller than the minimum.
 *
 * @param saved null for the first start
 * @param workAreas the usable part of every screen
 */
export function placeWindow(saved: WindowBounds | null, workAreas: readonly Area[]): WindowPlace {
  if (saved === null) return { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT };
  const size = { width: Math.max(saved.width, MIN_WIDTH), height: Math.max(saved.height, MIN_HEIGHT) };
  const titleBar = { x: saved.x, y: saved.y, width: size.width, height: MIN_VISIBLE_HEIGHT };
  const isReachable = workAreas.some((area) => {
    const { width, height } = overlap(area, titleBar);
    return width >= MIN_VISIBLE_WIDTH && height >= MIN_VISIBLE_HEIGHT;
  });
  return isReachable ? { ...size, x: saved.x, y: saved.y } : size;
}

function overlap(a: Area, b: Area): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  };
}
