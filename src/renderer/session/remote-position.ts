type Point = { x: number; y: number };

/**
 * Where a point of the page is on the remote display, in whole remote pixels; the nearest one for a point
 * outside.
 *
 * @param point in CSS pixels, like `clientX` and `clientY`
 * @param picture where the picture is on the page, in the same pixels
 * @param remote size of the remote display in its pixels
 */
export function remotePosition(
  point: Point,
  picture: { left: number; top: number; width: number; height: number },
  remote: { width: number; height: number },
): Point {
  const along = (offset: number, shown: number, pixels: number) =>
    shown <= 0 || pixels <= 0 ? 0 : Math.max(0, Math.min(pixels - 1, Math.floor((offset * pixels) / shown)));
  return {
    x: along(point.x - picture.left, picture.width, remote.width),
    y: along(point.y - picture.top, picture.height, remote.height),
  };
}
