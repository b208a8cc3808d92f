import Guacamole from 'guacamole-common-js';
import type { Clock } from '../../shared/clock';
import type { Viewport } from '../../shared/model/session-state';
import { AppError } from '../../shared/errors';
import { adaptDisplay, type DisplayEvents } from './display-adapter';
import { DisplayBudget } from './display-budget';
import { FrameQueue } from './frame-queue';
import type { LayerTable } from './layer-table';
import { readText } from './read-text';
import { SessionTunnel } from './tunnel';

/** Longest clipboard text that main takes (`sessions.receiveClipboard`), in UTF-16 units. */
const MAX_CLIPBOARD_LENGTH = 4_194_304;

export type EpochEvents = DisplayEvents & {
  /** The remote computer names its window. */
  onTitle: (title: string) => void;
  /** Text was copied on the remote computer. */
  onClipboard: (text: string) => void;
  /** guacd sent more than a session may cost the page; nothing is drawn any more. At most once. */
  onFault: (error: AppError) => void;
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
  readonly #budget: DisplayBudget;
  readonly #layers: LayerTable;
  /** Gives up the clipboard text that is arriving. */
  #dropText: () => void = () => undefined;
  #isDisposed = false;

  constructor({ epoch, viewport, send, events, clock }: EpochOptions) {
    this.epoch = epoch;
    this.#queue = new FrameQueue(clock);
    this.#budget = new DisplayBudget(viewport, (limit) => {
      this.#queue.cancel();
      events.onFault(new AppError('DISPLAY_LIMIT', undefined, { details: { limit } }));
    });
    this.#tunnel = new SessionTunnel(send);
    this.client = new Guacamole.Client(this.#tunnel);
    this.display = this.client.getDisplay();
    this.#layers = adaptDisplay({
      display: this.display,
      queue: this.#queue,
      budget: this.#budget,
      events,
      initialSize: viewport,
    });
    this.client.onname = (title) => events.onTitle(title);
    this.client.onclipboard = (stream) => this.#readClipboard(stream, events.onClipboard);
    this.#countMedia();
    this.#guardInstructions();
    this.client.connect();
  }

  /** Complete frames that are not on the canvas yet. */
  get waitingFrames(): number {
    return this.#queue.waitingFrames;
  }

  /** The next frame waits only for images that are being decoded; `onDecoded` tells when that changes. */
  get isDecoding(): boolean {
    return this.#queue.isDecoding;
  }

  /**
   * Hands over whole instructions from `start` on, until the picture waits for an image that is being decoded.
   *
   * @returns where to go on then; the end of the text when all are handed over
   * @throws AppError INSTRUCTION_INVALID when they are none
   */
  receive(text: string, isAscii: boolean, start: number): number {
    const end = this.#tunnel.receive(text, isAscii, { start, mayGoOn: () => !this.#queue.isDecoding });
    this.#budget.operations(this.#queue.waitingTasks);
    return end;
  }

  /** Ends the client and empties its display. Nothing is sent: the connection itself belongs to main. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.client.disconnect();
    this.#queue.cancel();
    // The library leaves a listener on the window for each display, which keeps its layers alive; so at least their
    // canvases are given back.
    this.#layers.releaseAll();
    this.display.getElement().remove();
  }

  /** One text at a time: a new one is what the remote clipboard holds now. */
  #readClipboard(stream: Guacamole.InputStream, onText: (text: string) => void): void {
    this.#dropText();
    this.#budget.openStream(stream.index);
    this.#dropText = readText(stream, MAX_CLIPBOARD_LENGTH, onText);
    const { onend } = stream;
    stream.onend = () => {
      this.#budget.closeStream(stream.index);
      onend?.();
    };
  }

  /** The library keeps a player for each stream of sound for ever, so these streams are never closed. */
  #countMedia(): void {
    const count = (stream: Guacamole.InputStream) => {
      this.#budget.openStream(stream.index);
      return null;
    };
    this.client.onaudio = count;
    this.client.onvideo = count;
  }

  #guardInstructions(): void {
    const carryOut = this.#tunnel.oninstruction;
    this.#tunnel.oninstruction = (opcode, args) => {
      if (this.#budget.isExceeded) return;
      this.#layers.begin(opcode, args);
      carryOut?.(opcode, args);
      if (opcode === 'dispose') this.#dispose(Number.parseInt(String(args[0]), 10));
    };
  }

  /** The library draws nothing into a layer that is disposed of, but what is queued may still come from it. */
  #dispose(index: number): void {
    const layer = this.#layers.take(index);
    if (layer !== undefined && index < 0) this.#queue.add(() => this.#layers.release(layer));
  }
}
