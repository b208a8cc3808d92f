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
  /** Absent in files of older versions. */
  isFullScreen: v.optional(v.boolean()),
});
export type WindowBounds = v.InferOutput<typeof windowBoundsSchema>;

export type Area = { x: number; y: number; width: number; height: number };
/** Size of a new window, and its place unless the system should choose one. */
export type WindowPlace = { width: number; height: number; x?: number; y?: number };

/**
 * Where to open the window: where it was, if its title bar can be taken hold of there. What lies beyond the edges of
 * that screen is brought back onto it; when the screen is gone, the window is centred on the one that is nearest. It is
 * never smaller than the minimum, nor larger than the screen has room for.
 *
 * @param saved null for the first start
 * @param workAreas the usable part of every screen
 */
export function placeWindow(saved: WindowBounds | null, workAreas: readonly Area[]): WindowPlace {
  if (saved === null) return { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT };
  const titleBar = { x: saved.x, y: saved.y, width: saved.width, height: MIN_VISIBLE_HEIGHT };
  const [area] = [...workAreas].sort((a, b) => distance(a, saved) - distance(b, saved));
  const size = {
    width: clamp(saved.width, MIN_WIDTH, area?.width ?? saved.width),
    height: clamp(saved.height, MIN_HEIGHT, area?.height ?? saved.height),
  };
  if (area === undefined) return size;
  const isReachable = workAreas.some((each) => {
    const { width, height } = overlap(each, titleBar);
    return width >= MIN_VISIBLE_WIDTH && height >= MIN_VISIBLE_HEIGHT;
  });
  if (!isReachable) {
    return {
      ...size,
      x: area.x + Math.max(0, Math.round((area.width - size.width) / 2)),
      y: area.y + Math.max(0, Math.round((area.height - size.height) / 2)),
    };
  }
  // Over two screens it may stay: somebody has put it there.
  if (workAreas.filter((each) => covers(each, saved)).length > 1) return { ...size, x: saved.x, y: saved.y };
  return {
    ...size,
    x: clamp(saved.x, area.x, area.x + area.width - size.width),
    y: clamp(saved.y, area.y, area.y + area.height - size.height),
  };
}

/** The lower bound wins. */
const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** How far the middle of a window is from a screen, squared; 0 on it. */
function distance(area: Area, { x, y, width, height }: Area): number {
  const middle = { x: x + width / 2, y: y + height / 2 };
  const dx = middle.x - clamp(middle.x, area.x, area.x + area.width);
  const dy = middle.y - clamp(middle.y, area.y, area.y + area.height);
  return dx * dx + dy * dy;
}

function covers(area: Area, window: Area): boolean {
  const { width, height } = overlap(area, window);
  return width > 0 && height > 0;
}

function overlap(a: Area, b: Area): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  };
}
