/** How far a layer is when Docker says this of it. Fetching takes longer than unpacking. */
const SHARES: readonly (readonly [words: RegExp, share: number])[] = [
  [/^(?:Pulling fs layer|Waiting)/, 0],
  [/^(?:Verifying Checksum|Download complete)/, 0.8],
  [/^(?:Pull complete|Already exists)/, 1],
];

/** More layers than this are not counted; real images have some dozens. */
const MAX_LAYERS = 256;

/**
 * How much of an image is here, from the lines of `docker pull` without a terminal: one for each layer and each
 * stage of it. Podman writes no stages, so that its progress stays unknown.
 */
export class PullProgress {
  readonly #layers = new Map<string, number>();
  #best: number | null = null;

  /** Takes a line. Returns the share that is done, 0 to 1 and never less than before; null when it is not known. */
  take(line: string): number | null {
    const [, layer, words] = /^([0-9a-f]{12}): (.+)$/.exec(line) ?? [];
    const stage = SHARES.find(([pattern]) => words !== undefined && pattern.test(words))?.[1];
    if (layer !== undefined && stage !== undefined && this.#hasRoom(layer)) {
      this.#layers.set(layer, Math.max(stage, this.#layers.get(layer) ?? 0));
    }
    const share = this.#share();
    if (share !== null) this.#best = Math.max(share, this.#best ?? 0);
    return this.#best;
  }

  #hasRoom(layer: string): boolean {
    return this.#layers.has(layer) || this.#layers.size < MAX_LAYERS;
  }

  #share(): number | null {
    if (this.#layers.size === 0) return null;
    let sum = 0;
    for (const share of this.#layers.values()) sum += share;
    return sum / this.#layers.size;
  }
}
