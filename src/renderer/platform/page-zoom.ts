import type { Disposable } from '../../shared/disposable';
import { Listeners } from '../../shared/listeners';

let factor = 1;
const changed = new Listeners<[]>();

/** Takes down how large main shows this page; 1 is its natural size. */
export function setPageZoom(next: number): void {
  if (next === factor) return;
  factor = next;
  changed.emit();
}

/** Calls back after each change. */
export function onPageZoom(listener: () => void): Disposable {
  return changed.add(listener);
}

/** Device pixels in one CSS pixel of a page that is not zoomed: what pictures of sessions go by. */
export function screenDensity(): number {
  return densityOf(window.devicePixelRatio, factor);
}

/**
 * The density of the screen behind that of the page.
 *
 * @param ratio device pixels in one CSS pixel. The browser rounds it, so the result is rounded to hundredths.
 * @param zoom of the page
 */
export function densityOf(ratio: number, zoom: number): number {
  return Math.round((ratio / zoom) * 100) / 100;
}
