import Guacamole from 'guacamole-common-js';
import type { DrawnFrames } from './wire';

/** How every `sync` begins; nothing that is drawn can look like it, since base64 has no dot. */
const SYNC = '4.sync,';

/**
 * Watches the frames of one display: when the message with its `sync` came to the page and when it was on the canvas.
 * Both contestants are watched in the same places: where the page is handed a message, before anything of it is read,
 * and the display's `flush`, whoever has put it there.
 */
export class FrameLog {
  readonly #now: () => number;
  #display: Guacamole.Display | null = null;
  #frames = 0;
  #totalFrames = 0;
  #delays: number[] = [];
  /** When each `sync` came that the display was not told of yet, oldest first. */
  #arrivals: number[] = [];
  #waiting: { frames: number; resolve: (drawn: DrawnFrames) => void } | null = null;
  #onNext: ((at: number) => void) | null = null;

  private constructor(now: () => number) {
    this.#now = now;
  }

  /** Watches the next display that is made on this page. */
  static next(now: () => number): FrameLog {
    const log = new FrameLog(now);
    const Original = Guacamole.Display;
    const Watched = function (): Guacamole.Display {
      Guacamole.Display = Original;
      const display = new Original();
      log.#watch(display);
      return display;
    };
    Guacamole.Display = Object.assign(Watched, Original);
    return log;
  }

  /** Notes the frames of a message that has just come, all of which have the same time. */
  arrive(text: string): void {
    const at = this.#now();
    for (let from = text.indexOf(SYNC); from >= 0; from = text.indexOf(SYNC, from + SYNC.length))
      this.#arrivals.push(at);
  }

  /** Frames drawn since the beginning. */
  get totalFrames(): number {
    return this.#totalFrames;
  }

  /** Resolves once so many frames more were drawn than at the last call. */
  drawn(frames: number): Promise<DrawnFrames> {
    return new Promise((resolve) => {
      this.#waiting = { frames, resolve };
      this.#tell();
    });
  }

  /** Resolves to the clock of the first frame that is told of and drawn from now on. */
  nextFrame(): Promise<number> {
    return new Promise((resolve) => (this.#onNext = resolve));
  }

  /**
   * Chromium keeps what a canvas was asked to draw and draws it later, at the latest when somebody reads a pixel.
   * Reading one makes the work that is left part of what is measured.
   */
  settle(): void {
    this.#display?.getDefaultLayer().getCanvas().getContext('2d')?.getImageData(0, 0, 1, 1);
  }

  picture(): HTMLCanvasElement {
    if (this.#display === null) throw new Error('nothing is drawn yet');
    return this.#display.flatten();
  }

  async digest(): Promise<string> {
    const picture = this.picture();
    const { width, height } = picture;
    const pixels = picture.getContext('2d')?.getImageData(0, 0, width, height).data;
    const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', pixels ?? new Uint8Array()));
    return `${width}x${height} ${[...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }

  #watch(display: Guacamole.Display): void {
    this.#display = display;
    let flush = display.flush.bind(display);
    const watched = (onDrawn?: (() => void) | null, ...rest: []): void => {
      const arrivedAt = this.#arrivals.shift();
      if (arrivedAt === undefined) throw new Error('a frame came in no message');
      const onNext = this.#onNext;
      flush(
        () => {
          const at = this.#now();
          this.#frames++;
          this.#totalFrames++;
          this.#delays.push(at - arrivedAt);
          onDrawn?.();
          if (onNext !== null && onNext === this.#onNext) {
            this.#onNext = null;
            onNext(at);
          }
          this.#tell();
        },
        ...rest,
      );
    };
    Object.defineProperty(display, 'flush', {
      get: () => watched,
      set: (replaced: typeof flush) => (flush = replaced),
    });
  }

  #tell(): void {
    const waiting = this.#waiting;
    if (waiting === null || this.#frames < waiting.frames) return;
    this.#waiting = null;
    this.settle();
    const answer = {
      frames: this.#frames,
      delays: this.#delays,
      endedAt: this.#now(),
    };
    this.#frames = 0;
    this.#delays = [];
    waiting.resolve(answer);
  }
}
