type Size = { width: number; height: number };

const GAP = 4;
const MARGIN = 8;

/**
 * Where a menu goes, in CSS pixels of the window: below its anchor with right edges aligned, or at a point;
 * above when there is no room below; never beyond the window, less a margin of 8.
 */
export function placeMenu(
  anchor:
    { getBoundingClientRect(): { right: number; top: number; bottom: number } } | { x: number; y: number },
  menu: Size,
  view: Size,
): { left: number; top: number } {
  const isPoint = 'x' in anchor;
  const box = isPoint
    ? { right: anchor.x + menu.width, top: anchor.y, bottom: anchor.y }
    : anchor.getBoundingClientRect();
  const gap = isPoint ? 0 : GAP;
  const below = box.bottom + gap;
  const above = box.top - gap - menu.height;
  const fitsBelow = below + menu.height <= view.height - MARGIN;
  return {
    left: Math.max(MARGIN, Math.min(box.right - menu.width, view.width - menu.width - MARGIN)),
    top:
      fitsBelow || above < MARGIN
        ? Math.max(MARGIN, Math.min(below, view.height - menu.height - MARGIN))
        : above,
  };
}
