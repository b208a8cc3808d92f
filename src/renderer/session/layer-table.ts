import type Guacamole from 'guacamole-common-js';
import { canvasPixels, type DisplayBudget } from './display-budget';

type Layer = Guacamole.Layer;

/** Largest index of a layer: an `int` of guacd. */
const MAX_INDEX = 2_147_483_647;

/** Which arguments of an instruction are indexes of layers, in the order in which the library looks them up. */
const LAYER_ARGUMENTS: ReadonlyMap<string, readonly number[]> = new Map([
  ...['arc', 'clip', 'close', 'curve', 'dispose', 'distort', 'identity', 'line'].map(at(0)),
  ...['pop', 'push', 'rect', 'reset', 'set', 'shade', 'size', 'start', 'transform'].map(at(0)),
  ...['cfill', 'cstroke', 'jpeg', 'png', 'video'].map(at(1)),
  ...['cursor', 'img'].map(at(2)),
  ...['copy', 'transfer'].map(at(0, 6)),
  ...['lfill', 'lstroke'].map(at(1, 2)),
  ...['move'].map(at(0, 1)),
]);

function at(...positions: number[]): (opcode: string) => [string, readonly number[]] {
  return (opcode) => [opcode, positions];
}

/**
 * All layers and buffers of one display, with what their canvases cost. The library keeps its layers to itself and
 * says nothing when a buffer is disposed of; so the table learns indexes from the instruction that is being carried
 * out when a layer is made, and gives canvases back itself.
 */
export class LayerTable {
  readonly #budget: DisplayBudget;
  readonly #layers = new Map<Layer, { pixels: number; isVisible: boolean }>();
  readonly #byIndex = new Map<number, Layer>();
  #opcode = '';
  #args: readonly unknown[] = [];

  /** @param own layers that every display has; not to be disposed of by guacd */
  constructor(budget: DisplayBudget, own: readonly Layer[]) {
    this.#budget = budget;
    for (const layer of own) this.#add(layer, true);
  }

  /** The instruction that is carried out from now on. */
  begin(opcode: string, args: readonly unknown[]): void {
    this.#opcode = opcode;
    this.#args = args;
  }

  /** A layer was made for the instruction that is being carried out. */
  created(layer: Layer, isVisible: boolean): void {
    const positions = LAYER_ARGUMENTS.get(this.#opcode) ?? [];
    const indexes = positions.map((position) => Number.parseInt(String(this.#args[position]), 10));
    const index = indexes.find((each) => each !== 0 && !this.#byIndex.has(each)) ?? Number.NaN;
    this.#byIndex.set(index, layer);
    this.#add(layer, isVisible);
    if (Math.abs(index) > MAX_INDEX) this.#budget.exceed('layers');
    else this.#budget.addLayer(isVisible);
  }

  /** Forgets an index, which may name another layer from now on. Returns the layer it named. */
  take(index: number): Layer | undefined {
    const layer = this.#byIndex.get(index);
    this.#byIndex.delete(index);
    return layer;
  }

  /** Sets the size of a layer, if it is one that can be and the budget has it. */
  resize(layer: Layer, width: number, height: number): boolean {
    const isSize = (side: number) => Number.isInteger(side) && side >= 0;
    const entry = this.#layers.get(layer);
    if (entry === undefined || !isSize(width) || !isSize(height)) return false;
    if (!this.#budget.resize(entry.pixels, width, height)) return false;
    entry.pixels = canvasPixels(width, height);
    // A layer with a picture throws when it loses its size, since a picture of no size cannot be kept.
    if (width === 0 || height === 0) layer.getCanvas().width = 0;
    layer.resize(width, height);
    return true;
  }

  /** Whether a layer is a buffer, which is never shown and as large as what was drawn into it. */
  isBuffer(layer: Layer): boolean {
    return this.#layers.get(layer)?.isVisible === false;
  }

  /** Makes room for what is drawn into a layer: a buffer grows with its content, all others clip it. */
  makeRoom(layer: Layer, x: number, y: number, width: number, height: number): boolean {
    if (!this.isBuffer(layer)) return true;
    const right = Math.max(layer.width, x + width);
    const bottom = Math.max(layer.height, y + height);
    if (right === layer.width && bottom === layer.height) return true;
    return this.resize(layer, right, bottom);
  }

  /** Gives the canvas of a layer back, which nothing is drawn into or from any more. */
  release(layer: Layer): void {
    const entry = this.#layers.get(layer);
    if (entry === undefined) return;
    this.#layers.delete(layer);
    this.#budget.resize(entry.pixels, 0, 0);
    this.#budget.removeLayer(entry.isVisible);
    layer.getCanvas().width = 0;
    layer.resize(0, 0);
  }

  /** Gives all canvases back. */
  releaseAll(): void {
    for (const layer of [...this.#layers.keys()]) this.release(layer);
  }

  #add(layer: Layer, isVisible: boolean): void {
    this.#layers.set(layer, { pixels: 0, isVisible });
  }
}
