/** A part of a canvas in its own pixels, and where it goes. */
export type CopyWithin = { x: number; y: number; width: number; height: number; toX: number; toY: number };

let scratch: CanvasRenderingContext2D | null = null;

/**
 * Copies a part of a canvas to another place of itself, with the composite operation that its context has.
 *
 * `drawImage` of a canvas onto itself copies the whole canvas first: 2.3 to 3.0 ms whatever the size, against
 * 0.02 ms (100 x 100) to 0.6 ms (a full screen) through a second canvas. Terminals scroll by exactly this. One
 * such canvas serves the whole page; it is as large as the largest copy so far.
 */
export function copyWithin(target: CanvasRenderingContext2D, part: CopyWithin): void {
  const { x, y, width, height, toX, toY } = part;
  const context = scratchFor(width, height);
  if (context === null) return;
  context.clearRect(0, 0, width, height);
  context.drawImage(target.canvas, x, y, width, height, 0, 0, width, height);
  target.drawImage(context.canvas, 0, 0, width, height, toX, toY, width, height);
}

function scratchFor(width: number, height: number): CanvasRenderingContext2D | null {
  scratch ??= document.createElement('canvas').getContext('2d');
  if (scratch === null) return null;
  const { canvas } = scratch;
  if (canvas.width < width) canvas.width = width;
  if (canvas.height < height) canvas.height = height;
  return scratch;
}
