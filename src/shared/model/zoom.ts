/** How small and how large the app's own screens can be shown, in per cent. */
export const MIN_ZOOM_PERCENT = 50;
export const MAX_ZOOM_PERCENT = 300;

/** The steps that browsers have, from the smallest to the largest. */
export const ZOOM_STEPS: readonly number[] = [
  MIN_ZOOM_PERCENT,
  67,
  75,
  80,
  90,
  100,
  110,
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
