import Guacamole from 'guacamole-common-js';
import { bytesOfBase64 } from './bytes-of-base64';
import { decodePng, MAX_PNG_PIXELS, readPng, type PngImage } from './png-image';

type Layer = Guacamole.Layer;

/**
 * Longer ones are not looked at: images of so few pixels nearly always take less (at most 8 KiB in recorded sessions).
 * One that is made to swell as much as it can (1032 times) holds up the page for about 0.1 s (measured).
 */
const MAX_BASE64_LENGTH = 16_384;

/** The image that is being drawn. One for the page: drawing is synchronous. */
const pixels = new Uint32Array(MAX_PNG_PIXELS);

/**
 * Draws small images at once, without the browser's decoders: those call back later, which costs more than the
 * decoding of what a terminal or a desktop changes at a time (measured: docs/adr/0012). One for each display.
 *
 * Pixels go straight to the canvas of the layer where that is the same as drawing an image: it covers what was
 * there, lies inside, and nothing clips or transforms it.
 */
export class SmallImages {
  readonly #shapedLayers = new WeakSet<Layer>();
  readonly #drawnLayers = new WeakSet<Layer>();

  /** The image, if `draw` can draw it. */
  read(mimetype: string, base64: string): PngImage | null {
    if (mimetype !== 'image/png' || base64.length > MAX_BASE64_LENGTH) return null;
    try {
      return readPng(bytesOfBase64(base64));
    } catch {
      return null;
    }
  }

  /** Notes that the layer may be clipped or transformed from now on. */
  noteShape(layer: Layer): void {
    this.#shapedLayers.add(layer);
  }

  /** Draws the image now; nothing when it is damaged. */
  draw(layer: Layer, x: number, y: number, image: PngImage): void {
    const { width, height } = image;
    if (!decodePng(image, pixels)) return;
    const data = new ImageData(new Uint8ClampedArray(pixels.buffer, 0, width * height * 4), width, height);
    const context = layer.getCanvas().getContext('2d');
    const isInside = x >= 0 && y >= 0 && x + width <= layer.width && y + height <= layer.height;
    // The layer itself has to draw once, or it takes itself for empty and loses its picture with its size.
    const isPlain = isInside && this.#drawnLayers.has(layer) && !this.#shapedLayers.has(layer);
    if (isPlain && context?.globalCompositeOperation === 'source-over') context.putImageData(data, x, y);
    else this.#drawAsImage(layer, x, y, data);
  }

  #drawAsImage(layer: Layer, x: number, y: number, data: ImageData): void {
    const { width, height } = data;
    const image = new Guacamole.Layer(width, height);
    image.getCanvas().getContext('2d')?.putImageData(data, 0, 0);
    layer.copy(image, 0, 0, width, height, x, y);
    this.#drawnLayers.add(layer);
  }
}
