import type Guacamole from 'guacamole-common-js';
import type { DisplayBudget } from './display-budget';
import type { FrameQueue } from './frame-queue';
import { joinBase64 } from './join-base64';
import { LayerLoad } from './layer-load';
import { LayerTable } from './layer-table';
import { loadImage } from './load-image';
import type { PngImage } from './png-image';
import { copyWithin } from './scratch-canvas';
import { SmallImages } from './small-images';

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
  /** The browser has decoded an image, and what waited only for it is drawn. */
  onDecoded: () => void;
};

export type DisplayParts = {
  display: Guacamole.Display;
  queue: FrameQueue;
  /** What the picture may cost. What it does not grant is not drawn. */
  budget: DisplayBudget;
  events: DisplayEvents;
  /** What the display begins with. */
  initialSize: { width: number; height: number };
};

type Parts = DisplayParts & { layers: LayerTable; load: LayerLoad; smallImages: SmallImages };

/**
 * Replaces, on one `Guacamole.Display`, how operations are queued and drawn. This is the one place for what
 * guacamole-common-js 1.5.0 does that we cannot live with; docs/adr/0008 lists each point with its reason, and
 * each has a test in test/renderer/session/display-adapter.spec.ts. The code of the library stays as it is.
 *
 * The library draws at most one frame per animation frame, so that frames queue up behind each other and
 * `sync` answers come late, or never in a hidden window. The queue is private to the library, but every
 * operation in it is one call of a public method of a layer; so these methods put them in a queue of ours.
 *
 * @returns the layers of the display; the owner tells them each instruction before it is carried out
 */
export function adaptDisplay(given: DisplayParts): LayerTable {
  const { display, budget } = given;
  const layers = new LayerTable(budget, [display.getDefaultLayer(), display.getCursorLayer()]);
  const parts: Parts = { ...given, layers, load: new LayerLoad(budget), smallImages: new SmallImages() };
  Object.assign(display, {
    ...frameMethods(parts),
    ...geometryMethods(parts),
    ...imageMethods(parts),
    ...copyMethods(parts),
    ...pathMethods(parts),
    ...layerMethods(parts),
    ...cursorMethods(parts),
  });
  // Until the remote computer says where other pointers are, the only one is the local one.
  display.showCursor(false);
  return layers;
}

function frameMethods({ queue, events }: Parts) {
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
function geometryMethods({ display, queue, events, initialSize, layers, load }: Parts) {
  const defaultLayer = display.getDefaultLayer();
  const createLayer = display.createLayer.bind(display);
  const createBuffer = display.createBuffer.bind(display);
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
    if (!layers.resize(layer, width, height)) return;
    load.reset(layer);
    if (layer !== defaultLayer) return;
    applySize();
    events.onSize(width, height);
  };

  // guacd 1.3.0 may lose its first `size`, so the display begins with the size that was asked for.
  layers.resize(defaultLayer, initialSize.width, initialSize.height);
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
      layers.created(layer, true);
      layers.resize(layer, defaultLayer.width, defaultLayer.height);
      return layer;
    },
    createBuffer() {
      const buffer = createBuffer();
      layers.created(buffer, false);
      return buffer;
    },
  };
}

/**
 * Images: small ones are decoded while their frame is drawn, others by the browser as soon as they are complete. One
 * that is damaged leaves its place as it was and holds up nothing.
 */
function imageMethods({ display, queue, events, budget, layers, smallImages }: Parts) {
  const displayPixels = () => display.getWidth() * display.getHeight();
  const addImage = (layer: Layer, x: number, y: number) => {
    let image: HTMLImageElement | PngImage | null = null;
    let length = 0;
    let isOver = false;
    const task = queue.addPending(() => {
      isOver = true;
      budget.imageLength(-length);
      if (image === null || !layers.makeRoom(layer, x, y, image.width, image.height)) return;
      if (image instanceof HTMLImageElement) layer.drawImage(x, y, image);
      else smallImages.draw(layer, x, y, image);
    });
    return {
      /** More of the image has arrived. False: it will not be drawn, so it need not be kept. */
      take: (characters: number): boolean => {
        if (isOver) return false;
        length += characters;
        return budget.imageLength(characters);
      },
      /** All of it has arrived. */
      complete: (mimetype: string, base64: string): void => {
        image = smallImages.read(mimetype, base64);
        if (image !== null) {
          task.settle();
          return;
        }
        task.startDecoding();
        loadImage(mimetype, base64, (loaded) => {
          // An image of few bytes can have any number of pixels; it is decoded when it is drawn.
          const isGranted = loaded === null || budget.picture(loaded.width * loaded.height, displayPixels());
          image = isGranted ? loaded : null;
          task.settle();
          events.onDecoded();
        });
      },
    };
  };

  return {
    drawStream(layer: Layer, x: number, y: number, stream: Guacamole.InputStream, mimetype: string) {
      const { take, complete } = addImage(layer, x, y);
      const parts: string[] = [];
      budget.openStream(stream.index);
      // Image streams are not acknowledged: guacd ignores it.
      stream.onblob = (data) => {
        if (take(data.length)) parts.push(data);
        else parts.length = 0;
      };
      stream.onend = () => {
        budget.closeStream(stream.index);
        try {
          complete(mimetype, joinBase64(parts));
        } catch {
          complete('', '');
        }
      };
    },
    draw(layer: Layer, x: number, y: number, url: string) {
      const [, mimetype = '', base64 = ''] = /^data:([^;,]*);base64,(.*)$/s.exec(url) ?? [];
      const { take, complete } = addImage(layer, x, y);
      if (take(base64.length)) complete(mimetype, base64);
    },
    drawImage: (layer: Layer, x: number, y: number, image: HTMLImageElement) =>
      queue.add(() => layer.drawImage(x, y, image)),
  };
}

type PartOfLayer = [source: Layer, x: number, y: number, width: number, height: number];

function copyMethods({ display, queue, budget, layers }: Parts) {
  const makeRoom = (
    ...[source, x, y, width, height, target, toX, toY]: [...PartOfLayer, Layer, number, number]
  ) => {
    if (!layers.isBuffer(target)) return true;
    const canvas = source.getCanvas();
    const [right, bottom] = [Math.min(width, canvas.width - x), Math.min(height, canvas.height - y)];
    return layers.makeRoom(target, toX, toY, right, bottom);
  };
  const mayRead = (width: number, height: number) =>
    budget.picture(Math.abs(width * height), display.getWidth() * display.getHeight());

  return {
    copy(...[source, x, y, width, height, target, toX, toY]: [...PartOfLayer, Layer, number, number]) {
      queue.add(() => {
        if (source === target && copyInside(target, { x, y, width, height, toX, toY })) return;
        if (makeRoom(source, x, y, width, height, target, toX, toY))
          target.copy(source, x, y, width, height, toX, toY);
      });
    },
    put(...[source, x, y, width, height, target, toX, toY]: [...PartOfLayer, Layer, number, number]) {
      queue.add(() => {
        if (mayRead(width, height) && makeRoom(source, x, y, width, height, target, toX, toY))
          target.put(source, x, y, width, height, toX, toY);
      });
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
      queue.add(() => {
        if (mayRead(width, height) && makeRoom(source, x, y, width, height, target, toX, toY))
          target.transfer(source, x, y, width, height, toX, toY, mix);
      });
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

function pathMethods({ queue, layers, load, smallImages }: Parts) {
  const add = queue.add.bind(queue);
  return {
    moveTo: (layer: Layer, x: number, y: number) =>
      add(() => {
        if (load.addPart(layer) && layers.makeRoom(layer, x, y, 0, 0)) layer.moveTo(x, y);
      }),
    lineTo: (layer: Layer, x: number, y: number) =>
      add(() => {
        if (load.addPart(layer) && layers.makeRoom(layer, x, y, 0, 0)) layer.lineTo(x, y);
      }),
    arc: (layer: Layer, ...a: Parameters<Layer['arc']>) =>
      add(() => {
        if (load.addPart(layer) && layers.makeRoom(layer, a[0], a[1], 0, 0)) layer.arc(...a);
      }),
    curveTo: (layer: Layer, ...a: Parameters<Layer['curveTo']>) =>
      add(() => {
        if (load.addPart(layer) && layers.makeRoom(layer, a[4], a[5], 0, 0)) layer.curveTo(...a);
      }),
    close: (layer: Layer) => add(() => layer.close()),
    rect: (layer: Layer, x: number, y: number, width: number, height: number) =>
      add(() => {
        if (load.addPart(layer) && layers.makeRoom(layer, x, y, width, height))
          layer.rect(x, y, width, height);
      }),
    clip: (layer: Layer) =>
      add(() => {
        smallImages.noteShape(layer);
        if (load.clip(layer)) layer.clip();
        load.endPath(layer);
      }),
    strokeColor: (layer: Layer, ...a: Parameters<Layer['strokeColor']>) =>
      add(() => {
        layer.strokeColor(...a);
        load.endPath(layer);
      }),
    strokeLayer: (layer: Layer, ...a: Parameters<Layer['strokeLayer']>) =>
      add(() => {
        layer.strokeLayer(...a);
        load.endPath(layer);
      }),
    fillColor: (layer: Layer, ...a: Parameters<Layer['fillColor']>) =>
      add(() => {
        layer.fillColor(...a);
        load.endPath(layer);
      }),
    fillLayer: (layer: Layer, ...a: Parameters<Layer['fillLayer']>) =>
      add(() => {
        layer.fillLayer(...a);
        load.endPath(layer);
      }),
  };
}

function layerMethods({ queue, layers, load, smallImages }: Parts) {
  const add = queue.add.bind(queue);
  return {
    push: (layer: Layer) =>
      add(() => {
        if (load.push(layer)) layer.push();
      }),
    pop: (layer: Layer) =>
      add(() => {
        load.pop(layer);
        layer.pop();
      }),
    reset: (layer: Layer) =>
      add(() => {
        load.reset(layer);
        layer.reset();
      }),
    setTransform: (layer: Layer, ...a: Parameters<Layer['setTransform']>) =>
      add(() => {
        smallImages.noteShape(layer);
        layer.setTransform(...a);
      }),
    transform: (layer: Layer, ...a: Parameters<Layer['transform']>) =>
      add(() => {
        smallImages.noteShape(layer);
        layer.transform(...a);
      }),
    setChannelMask: (layer: Layer, mask: number) => add(() => layer.setChannelMask(mask)),
    setMiterLimit: (layer: Layer, limit: number) => add(() => layer.setMiterLimit(limit)),
    distort: (layer: Layer, ...a: Parameters<Layer['distort']>) => add(() => layer.distort(...a)),
    dispose: (layer: VisibleLayer) =>
      add(() => {
        layer.dispose();
        load.reset(layer);
        layers.release(layer);
      }),
    move: (layer: VisibleLayer, ...a: Parameters<VisibleLayer['move']>) => add(() => layer.move(...a)),
    shade: (layer: VisibleLayer, alpha: number) => add(() => layer.shade(alpha)),
  };
}

function cursorMethods({ display, queue, budget, events, layers }: Parts) {
  return {
    setCursor(...[hotspotX, hotspotY, source, x, y, width, height]: [number, number, ...PartOfLayer]) {
      queue.add(() => {
        if (!budget.cursor(width, height)) return;
        display.cursorHotspotX = hotspotX;
        display.cursorHotspotY = hotspotY;
        const layer = display.getCursorLayer();
        // A pointer without a size means that none is to be seen; as a canvas it could not be exported.
        const isVisible = width > 0 && height > 0 && layers.resize(layer, width, height);
        if (!isVisible) layers.resize(layer, 0, 0);
        layer.setChannelMask(CHANNELS_SRC);
        if (isVisible) layer.copy(source, x, y, width, height, 0, 0);
        display.moveCursor(display.cursorX, display.cursorY);
        events.onCursor(isVisible ? { canvas: layer.toCanvas(), hotspotX, hotspotY } : null);
      });
    },
  };
}
