import { systemClock, type Clock } from '../../shared/clock';

/**
 * How long a complete frame waits for its images. Decoding takes milliseconds; what takes seconds never ends,
 * such as an image whose `end` was lost, and must not keep the frames after it from the screen.
 */
export const FRAME_DEADLINE_MS = 5_000;

/** A place in the drawing order that is kept for something that is not ready yet. */
export type PendingTask = {
  /** What the task waits for is sure to come by itself, in a moment: the browser decodes an image. */
  startDecoding(): void;
  /** The task may run now. Later calls do nothing. */
  settle(): void;
};

type Frame = {
  tasks: (() => void)[];
  /** Tasks that are not ready. */
  unsettled: number;
  onDrawn?: () => void;
};

/**
 * Drawing operations in the order of their instructions, drawn a whole frame at a time.
 *
 * A frame is drawn at once, synchronously, as soon as it is complete and everything in it is ready: never later
 * than that, since guacd measures how long a `sync` takes to be answered, and never by animation frame, since
 * those stop in hidden windows. Frames are never dropped or reordered. A task that throws is skipped, and one
 * that is not ready within {@link FRAME_DEADLINE_MS} runs unready.
 */
export class FrameQueue {
  readonly #clock: Clock;
  #open = emptyFrame();
  #frames: Frame[] = [];
  #isDrawing = false;
  #watched: Frame | undefined;
  #stopDeadline: (() => void) | undefined;
  #failedTasks = 0;
  #decodingTasks = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Complete frames that are not drawn yet, because they or one before them wait for an image. */
  get waitingFrames(): number {
    return this.#frames.length;
  }

  /** Operations that are not drawn yet, those of the open frame included. */
  get waitingTasks(): number {
    return this.#frames.reduce((sum, { tasks }) => sum + tasks.length, this.#open.tasks.length);
  }

  /** The next frame waits only for what comes by itself. Handing over more would only keep the page from it. */
  get isDecoding(): boolean {
    return this.#decodingTasks > 0 && this.#frames.length > 0;
  }

  /** Tasks that threw and were skipped, since the beginning. */
  get failedTasks(): number {
    return this.#failedTasks;
  }

  /** Adds an operation to the open frame. */
  add(run: () => void): void {
    this.#open.tasks.push(run);
  }

  /** Adds an operation that must not run before it is settled, nor must anything after it. */
  addPending(run: () => void): PendingTask {
    const frame = this.#open;
    let isSettled = false;
    let isDecoding = false;
    frame.tasks.push(run);
    frame.unsettled++;
    return {
      startDecoding: () => {
        if (isSettled || isDecoding) return;
        isDecoding = true;
        this.#decodingTasks++;
      },
      settle: () => {
        if (isSettled) return;
        isSettled = true;
        frame.unsettled--;
        if (isDecoding) this.#decodingTasks--;
        this.#draw();
      },
    };
  }

  /** Completes the open frame. `onDrawn` is called when it is on the canvas, maybe before this returns. */
  endFrame(onDrawn: () => void): void {
    this.#open.onDrawn = onDrawn;
    this.#frames.push(this.#open);
    this.#open = emptyFrame();
    this.#draw();
  }

  /** Forgets everything that is not drawn, callbacks included, also in the middle of a frame. */
  cancel(): void {
    for (const frame of this.#frames) frame.tasks.length = 0;
    this.#open = emptyFrame();
    this.#frames = [];
    this.#watchFirstFrame();
  }

  #draw(): void {
    // A task or a callback may settle or end a frame; the loop that is running then picks it up.
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    for (let frame = this.#frames[0]; frame !== undefined && frame.unsettled <= 0; frame = this.#frames[0]) {
      for (const task of frame.tasks) this.#run(task);
      if (this.#frames[0] !== frame) continue;
      this.#frames.shift();
      if (frame.onDrawn) this.#run(frame.onDrawn);
    }
    this.#isDrawing = false;
    this.#watchFirstFrame();
  }

  #run(action: () => void): void {
    try {
      action();
    } catch {
      this.#failedTasks++;
    }
  }

  #watchFirstFrame(): void {
    const [first] = this.#frames;
    if (first === this.#watched) return;
    this.#stopDeadline?.();
    this.#watched = first;
    if (first === undefined) return;
    this.#stopDeadline = this.#clock.after(FRAME_DEADLINE_MS, () => {
      first.unsettled = 0;
      this.#draw();
    });
  }
}

function emptyFrame(): Frame {
  return { tasks: [], unsettled: 0 };
}
