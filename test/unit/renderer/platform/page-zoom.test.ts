import { expect, it } from 'vitest';
import { densityOf } from '../../../../src/renderer/platform/page-zoom';
import { ZOOM_STEPS } from '../../../../src/shared/model/zoom';

it('the density of the screen is the same at every zoom, however the browser rounds', () => {
  for (const screen of [1, 1.25, 1.5, 2, 3]) {
    for (const percent of ZOOM_STEPS) {
      const ratio = Math.fround(screen * Math.fround(percent / 100));
      expect(densityOf(ratio, percent / 100)).toBe(screen);
    }
  }
});
