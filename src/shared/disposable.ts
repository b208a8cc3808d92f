/** Something that has an owner and an end. `dispose` may be called more than once; only the first call counts. */
export type Disposable = { dispose(): void };

/** Wraps a clean-up so that it runs at most once. */
export function createDisposable(cleanUp: () => void): Disposable {
  let done = false;
  return {
    dispose() {
      if (done) return;
      done = true;
      cleanUp();
    },
  };
}
