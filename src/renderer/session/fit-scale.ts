type Size = { width: number; height: number };

export type FitScaleInput = {
  /** Remote display in its pixels. */
  remote: Size;
  /** Room for it in CSS pixels. */
  view: Size;
  /** Device pixels in one CSS pixel. */
  ratio: number;
  /** The same of a page that is not zoomed. */
  density: number;
  /** The remote display takes the size that it is asked for. */
  isFollowing: boolean;
};

/**
 * How many CSS pixels one remote pixel takes. As a rule one device pixel, which is crisp; less when the display
 * would not fit. A display that keeps its own size may take a whole number of device pixels instead, so that it
 * is not tiny on a dense screen, but never more than one CSS pixel of a page that is not zoomed.
 */
export function fitScale({ remote, view, ratio, density, isFollowing }: FitScaleInput): number {
  if (remote.width <= 0 || remote.height <= 0 || view.width <= 0 || view.height <= 0) return 1 / ratio;
  const toFit = Math.min(view.width / remote.width, view.height / remote.height);
  const crispest = isFollowing ? 1 / ratio : Math.max(1, Math.floor(density)) / ratio;
  return Math.min(crispest, toFit);
}
