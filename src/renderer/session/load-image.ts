/** The image types that guacd sends and every page can decode; the handshake asks for these only. */
const IMAGE_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);

/**
 * Decodes an image. Calls back exactly once, later, with null when it cannot be decoded.
 *
 * An `Image` with a data: URI is the fastest way that was measured: on recorded sessions 1.1 to 1.5 times as many
 * frames a second as with `createImageBitmap`, and a third of the delay until a frame is drawn.
 */
export function loadImage(
  mimetype: string,
  base64: string,
  onLoaded: (image: HTMLImageElement | null) => void,
): void {
  if (!IMAGE_TYPES.has(mimetype)) {
    queueMicrotask(() => onLoaded(null));
    return;
  }
  const image = new Image();
  image.onload = () => onLoaded(image);
  image.onerror = () => onLoaded(null);
  image.src = `data:${mimetype};base64,${base64}`;
}
