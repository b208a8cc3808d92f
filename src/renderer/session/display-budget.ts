import type { DisplayLimit } from '../../shared/model/display-limit';

/** Widest and highest layer. Canvases of Chromium end at 16384; RDP and VNC displays end below. */
const MAX_SIDE = 16_384;
/**
 * Fewest pixels that all layers and buffers may have together: 160 MiB of memory. An 8K desktop takes 33 million.
 * A view that is large gets {@link PIXELS_OF_VIEW} instead, since a terminal has four layers of its size.
 */
const MIN_TOTAL_PIXELS = 41_943_040;
/** Pixels for each one of the view that the session was opened with. The remote computer cannot change it. */
const PIXELS_OF_VIEW = 8;
/** Fewest pixels that one image, or one operation that reads pixels, may have; else those of the display. */
const MIN_PICTURE_PIXELS = 4_194_304;
/** Largest pointer. Those of remote desktops end at 384; the pointer is also copied for each new shape. */
const MAX_CURSOR_SIDE = 1_024;
/** Layers that are shown. guacd has a handful; some thousands inside each other would exhaust the page's stack. */
const MAX_VISIBLE_LAYERS = 256;
/** Buffers, 9 KiB each when empty (measured). The bitmap caches of RDP may fill thousands. */
const MAX_BUFFERS = 8_192;
/** Most base64 characters of images that are not drawn: more than a 4K screen of noise takes as PNG. */
const MAX_IMAGE_LENGTH = 67_108_864;
/** guacd has 512 streams of its own and 512 for each user (guacamole-server user-constants.h, client-constants.h). */
const MAX_STREAMS = 1_024;
/** Operations that are not drawn, at some 120 bytes each. A full 4K screen comes in a few thousand. */
export const MAX_OPERATIONS = 262_144;
/** Parts of paths that are not drawn. Filling so many takes about 0.2 s (measured). */
const MAX_PATH_PARTS = 65_536;
/** Saved states and clips, 0.8 KiB each (measured). guacd uses none. */
const MAX_STATES = 4_096;

/** Canvases of the library grow in steps of so many pixels (guacamole-common-js: CANVAS_SIZE_FACTOR). */
const CANVAS_STEP = 64;

/**
 * What the picture of one guacd connection may cost the page, however it is sent. Each method takes or gives back
 * a part of it, and returns whether there was enough. The first that was too much ends the picture: `onExceeded` is
 * called once, and from then on nothing is granted.
 */
export class DisplayBudget {
  readonly #maxPixels: number;
  readonly #onExceeded: (limit: DisplayLimit) => void;
  readonly #streams = new Set<number>();
  #isExceeded = false;
  #pixels = 0;
  #visibleLayers = 0;
  #buffers = 0;
  #imageLength = 0;
  #pathParts = 0;
  #states = 0;

  /** @param view size that the display was asked for, in device pixels */
  constructor(view: { width: number; height: number }, onExceeded: (limit: DisplayLimit) => void) {
    this.#maxPixels = Math.max(MIN_TOTAL_PIXELS, view.width * view.height * PIXELS_OF_VIEW);
    this.#onExceeded = onExceeded;
  }

  get isExceeded(): boolean {
    return this.#isExceeded;
  }

  /** Ends the picture. */
  exceed(limit: DisplayLimit): false {
    if (!this.#isExceeded) {
      this.#isExceeded = true;
      this.#onExceeded(limit);
    }
    return false;
  }

  /** A layer changes its size, in pixels that it takes (see {@link canvasPixels}). */
  resize(fromPixels: number, width: number, height: number): boolean {
    const pixels = canvasPixels(width, height);
    const isCanvas = width <= MAX_SIDE && height <= MAX_SIDE;
    if (!isCanvas || this.#pixels - fromPixels + pixels > this.#maxPixels) return this.exceed('pixels');
    this.#pixels += pixels - fromPixels;
    return !this.#isExceeded;
  }

  addLayer(isVisible: boolean): boolean {
    if (isVisible) this.#visibleLayers++;
    else this.#buffers++;
    const isTooMany = this.#visibleLayers > MAX_VISIBLE_LAYERS || this.#buffers > MAX_BUFFERS;
    return isTooMany ? this.exceed('layers') : !this.#isExceeded;
  }

  removeLayer(isVisible: boolean): void {
    if (isVisible) this.#visibleLayers--;
    else this.#buffers--;
  }

  /** One image, or one operation on single pixels, whose pixels lie in memory at once. */
  picture(pixels: number, displayPixels: number): boolean {
    return pixels <= Math.max(MIN_PICTURE_PIXELS, displayPixels) ? !this.#isExceeded : this.exceed('pixels');
  }

  /** A shape of the pointer. */
  cursor(width: number, height: number): boolean {
    return Math.max(width, height) <= MAX_CURSOR_SIDE ? !this.#isExceeded : this.exceed('pixels');
  }

  /** Base64 characters of an image have arrived, or are given back (negative) when it is drawn. */
  imageLength(change: number): boolean {
    this.#imageLength += change;
    return this.#imageLength <= MAX_IMAGE_LENGTH ? !this.#isExceeded : this.exceed('images');
  }

  openStream(index: number): boolean {
    this.#streams.add(index);
    return this.#streams.size <= MAX_STREAMS ? !this.#isExceeded : this.exceed('streams');
  }

  closeStream(index: number): void {
    this.#streams.delete(index);
  }

  /** Checked after each message, which can add some thousands at most. */
  operations(count: number): boolean {
    return count <= MAX_OPERATIONS ? !this.#isExceeded : this.exceed('operations');
  }

  /** Parts are added to a path that is not drawn, or given back (negative). */
  pathParts(change: number): boolean {
    this.#pathParts += change;
    return this.#pathParts <= MAX_PATH_PARTS ? !this.#isExceeded : this.exceed('operations');
  }

  /** States or clips of a layer are kept, or given back (negative). */
  states(change: number): boolean {
    this.#states += change;
    return this.#states <= MAX_STATES ? !this.#isExceeded : this.exceed('states');
  }
}

/** Pixels of the canvas of a layer of this size, which is rounded up. */
export function canvasPixels(width: number, height: number): number {
  return roundUp(width) * roundUp(height);
}

function roundUp(side: number): number {
  return Math.ceil(side / CANVAS_STEP) * CANVAS_STEP;
}
