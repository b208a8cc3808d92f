import type Guacamole from 'guacamole-common-js';
import type { DisplayBudget } from './display-budget';

type Layer = Guacamole.Layer;
type Load = { pathParts: number; /** Clips of each saved state, the present one last. */ clips: number[] };

/** A canvas keeps its path when it was drawn; one that is longer than this is taken from it. */
const MAX_KEPT_PARTS = 64;

/**
 * What layers keep beside their pixels: the parts of paths that are not drawn, saved states and clips. All of them
 * grow without end when nobody draws, restores or resets.
 */
export class LayerLoad {
  readonly #budget: DisplayBudget;
  readonly #loads = new WeakMap<Layer, Load>();
  #layer: Layer | null = null;
  #load: Load = newLoad();

  constructor(budget: DisplayBudget) {
    this.#budget = budget;
  }

  /** A part is added to the path of a layer. */
  addPart(layer: Layer): boolean {
    this.#of(layer).pathParts++;
    return this.#budget.pathParts(1);
  }

  /** The path of a layer was drawn, and a new one begins. */
  endPath(layer: Layer): void {
    const load = this.#of(layer);
    if (load.pathParts > MAX_KEPT_PARTS) layer.getCanvas().getContext('2d')?.beginPath();
    this.#budget.pathParts(-load.pathParts);
    load.pathParts = 0;
  }

  clip(layer: Layer): boolean {
    const { clips } = this.#of(layer);
    clips.push((clips.pop() ?? 0) + 1);
    return this.#budget.states(1);
  }

  push(layer: Layer): boolean {
    this.#of(layer).clips.push(0);
    return this.#budget.states(1);
  }

  pop(layer: Layer): void {
    const { clips } = this.#of(layer);
    if (clips.length > 1) this.#budget.states(-1 - (clips.pop() ?? 0));
  }

  /** The layer was set back to its first state, or is given up. */
  reset(layer: Layer): void {
    const load = this.#of(layer);
    const clips = load.clips.reduce((sum, count) => sum + count, 0);
    this.#budget.states(1 - load.clips.length - clips);
    this.#budget.pathParts(-load.pathParts);
    Object.assign(load, newLoad());
  }

  #of(layer: Layer): Load {
    if (layer === this.#layer) return this.#load;
    const load = this.#loads.get(layer) ?? newLoad();
    this.#loads.set(layer, load);
    this.#layer = layer;
    return (this.#load = load);
  }
}

function newLoad(): Load {
  return { pathParts: 0, clips: [0] };
}
