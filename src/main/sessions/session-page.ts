import type { Disposable } from '../../shared/disposable';
import type { Viewport } from '../../shared/model/session-state';
import type { PageEnd } from './session-services';

/** A session connects only for a page, which brings its size; until then this plain small screen counts. */
const FALLBACK_VIEWPORT: Viewport = { width: 1024, height: 768, dpi: 96 };
/** No screen is larger. */
const MAX_SIDE = 16_384;

/** The page that shows a session: at most one at a time. Owns its channel. */
export class SessionPage {
  readonly #onGone: () => void;
  #end: PageEnd | null = null;
  #subscription: Disposable | null = null;
  #viewport: Viewport | null = null;

  /** @param onGone called when the present page goes away by itself */
  constructor(onGone: () => void) {
    this.#onGone = onGone;
  }

  /** Null when no page shows the session. */
  get end(): PageEnd | null {
    return this.#end;
  }

  /** What a new connection is to be drawn for. */
  get viewport(): Viewport {
    return this.#viewport ?? FALLBACK_VIEWPORT;
  }

  /** The channel is the session's from now on; a former one is closed. */
  take(end: PageEnd, viewport: Viewport): void {
    this.#viewport = viewport;
    if (end === this.#end) return;
    this.close();
    this.#end = end;
    this.#subscription = end.onClose(() => {
      this.#end = null;
      this.#onGone();
    });
  }

  /** The page asked for another size, in device pixels. One that no screen has is ignored. */
  resized(width: number, height: number): void {
    if (this.#viewport === null || width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) return;
    this.#viewport = { ...this.#viewport, width, height };
  }

  /** Closes the channel. Its end is not told. */
  close(): void {
    this.#subscription?.dispose();
    this.#end?.close();
    this.#end = null;
  }
}
