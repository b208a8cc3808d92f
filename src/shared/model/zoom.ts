/** How small and how large the app's own screens can be shown, in per cent. */
export const MIN_ZOOM_PERCENT = 50;
export const MAX_ZOOM_PERCENT = 300;

/**
 * Every zoom is a whole number of these. A picture of guacd has sides of whole 64 pixels (guacamole-common-js rounds its
 * layers up), and those stay whole numbers of pixels when the page is larger by quarters; by a tenth they would be smeared.
 */
export const ZOOM_UNIT_PERCENT = 25;

/** What one press of a key goes through, from the smallest to the largest. */
export const ZOOM_STEPS: readonly number[] = [
  MIN_ZOOM_PERCENT,
  75,
  100,
  125,
  150,
  175,
  200,
  250,
  MAX_ZOOM_PERCENT,
];

/** The next larger (1) or smaller (-1) step; the same number where there is none. */
export function nextZoom(percent: number, direction: 1 | -1): number {
  const further =
    direction === 1
      ? ZOOM_STEPS.find((step) => step > percent)
      : ZOOM_STEPS.filter((step) => step < percent).at(-1);
  return further ?? percent;
}
