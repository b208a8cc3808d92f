import type { RemoteCursor } from './display-adapter';

/** Chromium shows no cursor picture that is larger, in CSS pixels (third_party/blink: kMaximumCursorSize). */
const MAX_CURSOR_SIDE = 128;

/** How the pointer is shown over the picture. */
export type CursorStyle = {
  /** Value of the CSS property `cursor`. */
  css: string;
  /** The pointer must be drawn into the picture, since the system cannot show it. */
  isSoftware: boolean;
};

/**
 * The CSS cursor for the pointer of the remote computer, as large as the picture shows its pixels.
 *
 * @param cursor undefined: the remote computer has not said; null: it shows none
 * @param scale CSS pixels of one remote pixel
 */
export function cursorStyle(cursor: RemoteCursor | null | undefined, scale: number): CursorStyle {
  if (cursor === undefined) return { css: 'default', isSoftware: false };
  if (cursor === null) return { css: 'none', isSoftware: false };
  const { canvas, hotspotX, hotspotY } = cursor;
  if (Math.max(canvas.width, canvas.height) * scale > MAX_CURSOR_SIDE)
    return { css: 'none', isSoftware: true };
  const hotspot = (at: number, side: number) => Math.round(Math.max(0, Math.min(side - 1, at)) * scale);
  const image = `-webkit-image-set(url("${canvas.toDataURL('image/png')}") ${1 / scale}x)`;
  return {
    css: `${image} ${hotspot(hotspotX, canvas.width)} ${hotspot(hotspotY, canvas.height)}, default`,
    isSoftware: false,
  };
}
