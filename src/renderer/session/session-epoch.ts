import Guacamole from 'guacamole-common-js';
import type { Clock } from '../../shared/clock';
import type { Viewport } from '../../shared/model/session-state';
import { adaptDisplay, releaseDisplay, type DisplayEvents } from './display-adapter';
import { FrameQueue } from './frame-queue';
import { readText } from './read-text';
import { SessionTunnel } from './tunnel';

/** Longest clipboard text that main takes (`sessions.receiveClipboard`), in UTF-16 units. */
const MAX_CLIPBOARD_LENGTH = 4_194_304;

export type EpochEvents = DisplayEvents & {
  /** The remote computer names its window. */
  onTitle: (title: string) => void;
  /** Text was copied on the remote computer. */
  onClipboard: (text: string) => void;
};

export type EpochOptions = {
  epoch: number;
  /** What the display was asked to be, before guacd tells its size. */
  viewport: Viewport;
  /** Takes one whole instruction for guacd. */
  send: (instruction: string) => void;
  events: EpochEvents;
  clock: Clock;
};

/**
 * One guacd connection as the page sees it: a client of its own with an empty display. Its events come
 * synchronously out of `receive`, or later when an image was awaited. `dispose` ends it for good.
 */
export class SessionEpoch {
  readonly epoch: number;
  readonly client: Guacamole.Client;
  readonly display: Guacamole.Display;
  readonly #tunnel: SessionTunnel;
  readonly #queue: FrameQueue;
  #isDisposed = false;

  constructor({ epoch, viewport, send, events, clock }: EpochOptions) {
    this.epoch = epoch;
    this.#queue = new FrameQueue(clock);
    this.#tunnel = new SessionTunnel(send);
    this.client = new Guacamole.Client(this.#tunnel);
    this.display = this.client.getDisplay();
    adaptDisplay(this.display, this.#queue, events, viewport);
    this.client.onname = (title) => events.onTitle(title);
    this.client.onclipboard = (stream) =>
      readText(stream, MAX_CLIPBOARD_LENGTH, (text) => events.onClipboard(text));
    this.client.connect();
  }

  /** Complete frames that are not on the canvas yet. */
  get waitingFrames(): number {
    return this.#queue.waitingFrames;
  }

  /** Hands over whole instructions. @throws AppError INSTRUCTION_INVALID when they are not */
  receive(text: string, isAscii: boolean): void {
    this.#tunnel.receive(text, isAscii);
  }

  /** Ends the client and empties its display. Nothing is sent: the connection itself belongs to main. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.client.disconnect();
    this.#queue.cancel();
    releaseDisplay(this.display);
  }
}
