/** Something that has an owner and an end. `dispose` may be called more than once; only the first call counts. */
export type Disposable = { dispose(): void };

/** Wraps a clean-up so that it runs at most once. */
export function createDisposable(cleanUp: () => void): Disposable {
  return new CleanUp(cleanUp);
}

/** A class, because each session has many of them: an object of closures takes three times the memory. */
class CleanUp implements Disposable {
  #cleanUp: (() => void) | null;

  constructor(cleanUp: () => void) {
    this.#cleanUp = cleanUp;
  }

  dispose(): void {
    const cleanUp = this.#cleanUp;
    this.#cleanUp = null;
    cleanUp?.();
  }
}
