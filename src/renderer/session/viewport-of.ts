import { viewportSchema, type Viewport } from '../../shared/model/session-state';
import * as v from 'valibot';

/**
 * The display size to ask for, so that one remote pixel is one pixel of the screen: in device pixels, with an
 * even width (RDP takes no other).
 *
 * @param width of the view in CSS pixels
 * @param height of the view in CSS pixels
 * @param ratio device pixels in one CSS pixel
 * @param density the same of a page that is not zoomed: what is drawn there is as large whatever the zoom
 * @returns null when the view has no size, as in a window that is minimised
 */
export function viewportOf(width: number, height: number, ratio: number, density: number): Viewport | null {
  const deviceWidth = Math.floor(width * ratio);
  const viewport = {
    width: deviceWidth - (deviceWidth % 2),
    height: Math.floor(height * ratio),
    dpi: Math.min(960, Math.max(48, Math.round(96 * density))),
  };
  const parsed = v.safeParse(viewportSchema, viewport);
  return parsed.success ? parsed.output : null;
}
