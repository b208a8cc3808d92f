import { createDisposable, type Disposable } from '../../shared/disposable';
import { nextZoom } from '../../shared/model/zoom';
import { setPageZoom } from '../platform/page-zoom';
import { changeSettings, useSettings } from '../settings/settings-store';

const present = () => useSettings.getState().settings.zoomPercent;

/** Whether there is a larger (1) or smaller (-1) step. */
export const canZoom = (direction: 1 | -1): boolean => nextZoom(present(), direction) !== present();

export const isZoomed = (): boolean => present() !== 100;

/** Shows the app's screens one step larger (1) or smaller (-1), or in their natural size (0). Rejects as `changeSettings`. */
export function zoom(direction: 1 | -1 | 0): Promise<void> {
  return changeSettings({ zoomPercent: direction === 0 ? 100 : nextZoom(present(), direction) });
}

/** Keeps the page told how large main shows it. */
export function followZoom(): Disposable {
  const apply = () => setPageZoom(present() / 100);
  apply();
  return createDisposable(useSettings.subscribe(apply));
}
