import type Guacamole from 'guacamole-common-js';
import type { FrameQueue } from './frame-queue';
import { joinBase64 } from './join-base64';
import { loadImage } from './load-image';
import { copyWithin } from './scratch-canvas';

/** Widest and highest layer. Canvases of Chromium end at 16384; RDP and VNC displays end below. */
const MAX_LAYER_SIDE = 16_384;
/** Most pixels of one layer: 8192 x 8192, the largest RDP desktop, or 256 MiB of memory. */
const MAX_LAYER_PIXELS = 67_108_864;
/** Most base64 characters of one image: more than a 4K screen of noise takes as PNG. */
const MAX_IMAGE_LENGTH = 67_108_864;

/** The channel mask that replaces what was there. Source: guacamole-server protocol-types.h:GUAC_COMP_SRC. */
const CHANNELS_SRC = 0xc;

type Layer = Guacamole.Layer;
type VisibleLayer = Guacamole.VisibleLayer;

/** The pointer's picture, in pixels of the remote display. */
export type RemoteCursor = { canvas: HTMLCanvasElement; hotspotX: number; hotspotY: number };

export type DisplayEvents = {
  /** The remote display has this size now, in its pixels. */
  onSize: (width: number, height: number) => void;
  /** The pointer looks like this now; null: nothing is shown. */
  onCursor: (cursor: RemoteCursor | null) => void;
  /** A frame is on the canvas. */
  onFrame: () => void;
};

/**
 * Replaces, on one `Guacamole.Display`, how operations are queued and drawn. This is the one place for what
 * guacamole-common-js 1.5.0 does that we cannot live with; docs/adr/0008 lists each point with its reason, and
 * each has a test in test/renderer/session/display-adapter.spec.ts. The code of the library stays as it is.
 *
 * The library draws at most one frame per animation frame, so that frames queue up behind each other and
 * `sync` answers come late, or never in a hidden window. The queue is private to the library, but every
 * operation in it is one call of a public method of a layer; so these methods put them in a queue of ours.
 */
export function adaptDisplay(
  display: Guacamole.Display,
  queue: FrameQueue,
  events: DisplayEvents,
  initialSize: { width: number; height: number },
): void {
  Object.assign(display, {
    ...frameMethods(queue, events),
    ...geometryMethods(display, queue, events, initialSize),
    ...imageMethods(queue),
    ...copyMethods(queue),
    ...pathMethods(queue),
    ...layerMethods(queue),
    ...cursorMethods(display, queue, events),
  });
  // Until the remote computer says where other pointers are, the only one is the local one.
  display.showCursor(false);
}

function frameMethods(queue: FrameQueue, events: DisplayEvents) {
  return {
    flush(onDrawn?: (() => void) | null) {
      queue.endFrame(() => {
        // First the answer to `sync`, which guacd waits for.
        onDrawn?.();
        events.onFrame();
      });
    },
    cancel: () => queue.cancel(),
  };
}

/** Size and scale: the library keeps them in variables that only its own queue sets. */
function geometryMethods(
  display: Guacamole.Display,
  queue: FrameQueue,
  events: DisplayEvents,
  initialSize: { width: number; height: number },
) {
  const defaultLayer = display.getDefaultLayer();
  const createLayer = display.createLayer.bind(display);
  const bounds = display.getElement();
  const inner = bounds.firstElementChild;
  let scale = 1;

  const applySize = () => {
    const { width, height } = defaultLayer;
    bounds.style.width = `${width * scale}px`;
    bounds.style.height = `${height * scale}px`;
    if (!(inner instanceof HTMLElement)) return;
    inner.style.width = `${width}px`;
    inner.style.height = `${height}px`;
    inner.style.transform = `scale(${scale})`;
  };
  const resize = (layer: Layer, width: number, height: number) => {
    if (!isLayerSize(width, height)) return;
    resizeLayer(layer, width, height);
    if (layer !== defaultLayer) return;
    applySize();
    events.onSize(width, height);
  };

  // guacd 1.3.0 may lose its first `size`, so the display begins with the size that was asked for.
  defaultLayer.resize(initialSize.width, initialSize.height);
  applySize();
  return {
    getWidth: () => defaultLayer.width,
    getHeight: () => defaultLayer.height,
    getScale: () => scale,
    scale(value: number) {
      scale = value;
      applySize();
    },
    resize: (layer: Layer, width: number, height: number) => queue.add(() => resize(layer, width, height)),
    createLayer() {
      const layer = createLayer();
      layer.resize(defaultLayer.width, defaultLayer.height);
      return layer;
    },
  };
}

/** Resizes a layer. One with a picture throws when it loses its size, since a picture of no size cannot be kept. */
function resizeLayer(layer: Layer, width: number, height: number): void {
  if (width === 0 || height === 0) layer.getCanvas().width = 0;
  layer.resize(width, height);
}

/** A canvas of a size that cannot be would throw at each use, and a huge one would take all memory. */
function isLayerSize(width: number, height: number): boolean {
  const isSide = (side: number) => Number.isInteger(side) && side >= 0 && side <= MAX_LAYER_SIDE;
  return isSide(width) && isSide(height) && width * height <= MAX_LAYER_PIXELS;
}

/** Images: decoded when complete; one that is damaged leaves its place as it was and holds up nothing. */
function imageMethods(queue: FrameQueue) {
  const addImage = (layer: Layer, x: number, y: number) => {
    let image: HTMLImageElement | null = null;
    const task = queue.addPending(() => {
      if (image !== null) layer.drawImage(x, y, image);
    });
    return (loaded: HTMLImageElement | null) => {
      image = loaded;
      task.settle();
    };
  };

  return {
    drawStream(layer: Layer, x: number, y: number, stream: Guacamole.InputStream, mimetype: string) {
      const settle = addImage(layer, x, y);
      const parts: string[] = [];
      let length = 0;
      // Image streams are not acknowledged: guacd ignores it.
      stream.onblob = (data) => {
        length += data.length;
        if (length > MAX_IMAGE_LENGTH) parts.length = 0;
        else parts.push(data);
      };
      stream.onend = () => {
        try {
          loadImage(mimetype, joinBase64(parts), settle);
        } catch {
          settle(null);
        }
      };
    },
    draw(layer: Layer, x: number, y: number, url: string) {
      const [, mimetype = '', base64 = ''] = /^data:([^;,]*);base64,(.*)$/s.exec(url) ?? [];
      loadImage(mimetype, base64, addImage(layer, x, y));
    },
    drawImage: (layer: Layer, x: number, y: number, image: HTMLImageElement) =>
      queue.add(() => layer.drawImage(x, y, image)),
  };
}

type PartOfLayer = [source: Layer, x: number, y: number, width: number, height: number];

function copyMethods(queue: FrameQueue) {
  return {
    copy(...[source, x, y, width, height, target, toX, toY]: [...PartOfLayer, Layer, number, number]) {
      queue.add(() => {
        if (source === target && copyInside(target, { x, y, width, height, toX, toY })) return;
        target.copy(source, x, y, width, height, toX, toY);
      });
    },
    put(...[source, x, y, width, height, target, toX, toY]: [...PartOfLayer, Layer, number, number]) {
      queue.add(() => target.put(source, x, y, width, height, toX, toY));
    },
    transfer(
      ...[source, x, y, width, height, target, toX, toY, mix]: [
        ...PartOfLayer,
        Layer,
        number,
        number,
        Parameters<Layer['transfer']>[7],
      ]
    ) {
      queue.add(() => target.transfer(source, x, y, width, height, toX, toY, mix));
    },
  };
}

/** Copies within one layer, unless the layer would have to grow or the part lies outside. */
function copyInside(layer: Layer, part: Parameters<typeof copyWithin>[1]): boolean {
  const { x, y, width, height, toX, toY } = part;
  const context = layer.getCanvas().getContext('2d');
  const grows = toX + width > layer.width || toY + height > layer.height;
  const isInside = x >= 0 && y >= 0 && x + width <= layer.width && y + height <= layer.height;
  if (context === null || grows || !isInside || width <= 0 || height <= 0) return false;
  copyWithin(context, part);
  return true;
}

function pathMethods(queue: FrameQueue) {
  const add = queue.add.bind(queue);
  return {
    moveTo: (layer: Layer, ...a: Parameters<Layer['moveTo']>) => add(() => layer.moveTo(...a)),
    lineTo: (layer: Layer, ...a: Parameters<Layer['lineTo']>) => add(() => layer.lineTo(...a)),
    arc: (layer: Layer, ...a: Parameters<Layer['arc']>) => add(() => layer.arc(...a)),
    curveTo: (layer: Layer, ...a: Parameters<Layer['curveTo']>) => add(() => layer.curveTo(...a)),
    close: (layer: Layer) => add(() => layer.close()),
    rect: (layer: Layer, ...a: Parameters<Layer['rect']>) => add(() => layer.rect(...a)),
    clip: (layer: Layer) => add(() => layer.clip()),
    strokeColor: (layer: Layer, ...a: Parameters<Layer['strokeColor']>) => add(() => layer.strokeColor(...a)),
    strokeLayer: (layer: Layer, ...a: Parameters<Layer['strokeLayer']>) => add(() => layer.strokeLayer(...a)),
    fillColor: (layer: Layer, ...a: Parameters<Layer['fillColor']>) => add(() => layer.fillColor(...a)),
    fillLayer: (layer: Layer, ...a: Parameters<Layer['fillLayer']>) => add(() => layer.fillLayer(...a)),
  };
}

function layerMethods(queue: FrameQueue) {
  const add = queue.add.bind(queue);
  return {
    push: (layer: Layer) => add(() => layer.push()),
    pop: (layer: Layer) => add(() => layer.pop()),
    reset: (layer: Layer) => add(() => layer.reset()),
    setTransform: (layer: Layer, ...a: Parameters<Layer['setTransform']>) =>
      add(() => layer.setTransform(...a)),
    transform: (layer: Layer, ...a: Parameters<Layer['transform']>) => add(() => layer.transform(...a)),
    setChannelMask: (layer: Layer, mask: number) => add(() => layer.setChannelMask(mask)),
    setMiterLimit: (layer: Layer, limit: number) => add(() => layer.setMiterLimit(limit)),
    distort: (layer: Layer, ...a: Parameters<Layer['distort']>) => add(() => layer.distort(...a)),
    dispose: (layer: VisibleLayer) => add(() => layer.dispose()),
    move: (layer: VisibleLayer, ...a: Parameters<VisibleLayer['move']>) => add(() => layer.move(...a)),
    shade: (layer: VisibleLayer, alpha: number) => add(() => layer.shade(alpha)),
  };
}

function cursorMethods(display: Guacamole.Display, queue: FrameQueue, events: DisplayEvents) {
  return {
    setCursor(...[hotspotX, hotspotY, source, x, y, width, height]: [number, number, ...PartOfLayer]) {
      queue.add(() => {
        display.cursorHotspotX = hotspotX;
        display.cursorHotspotY = hotspotY;
        const layer = display.getCursorLayer();
        // A pointer without a size means that none is to be seen; as a canvas it could not be exported.
        const isVisible = width > 0 && height > 0 && isLayerSize(width, height);
        resizeLayer(layer, isVisible ? width : 0, isVisible ? height : 0);
        layer.setChannelMask(CHANNELS_SRC);
        if (isVisible) layer.copy(source, x, y, width, height, 0, 0);
        display.moveCursor(display.cursorX, display.cursorY);
        events.onCursor(isVisible ? { canvas: layer.toCanvas(), hotspotX, hotspotY } : null);
      });
    },
  };
}

/**
 * Gives back the memory of a display that is not used any more. The library leaves a listener on the window for
 * each display, which keeps its layers alive; so at least their canvases are made empty.
 */
export function releaseDisplay(display: Guacamole.Display): void {
  const empty = (layer: VisibleLayer) => {
    for (const child of Object.values(layer.children)) if (child !== undefined) empty(child);
    resizeLayer(layer, 0, 0);
  };
  empty(display.getDefaultLayer());
  empty(display.getCursorLayer());
  display.getElement().remove();
}
