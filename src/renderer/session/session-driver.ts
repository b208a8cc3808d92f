import Guacamole from 'guacamole-common-js';
import { systemClock, type Clock } from '../../shared/clock';
import { createDisposable, type Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import type { DownstreamMessage, SessionChannel, UpstreamMessage } from '../../shared/ipc/session-channel';
import type { Viewport } from '../../shared/model/session-state';
import type { RemoteCursor } from './display-adapter';
import { SessionEpoch } from './session-epoch';

/**
 * Complete frames that may wait for their images before bytes are no longer acknowledged. Frames wait for
 * milliseconds, so more than this means that decoding cannot follow, and main must stop reading.
 */
export const MAX_WAITING_FRAMES = 8;

/** What the driver shows; a new object with each change. */
export type DriverState = {
  /** Epoch whose picture is on screen; null before the first frame. It stays until the next epoch has a frame. */
  pictureEpoch: number | null;
  /** Size of that picture in remote pixels. */
  width: number;
  height: number;
  /** How the remote computer names its window; empty when it does not. */
  title: string;
  /** Null: no pointer is to be seen. Undefined: the remote computer has not said. */
  cursor: RemoteCursor | null | undefined;
  /** What guacd sent could not be read or is more than a page can hold; nothing more is shown. */
  fault: AppError | null;
};

const EMPTY: DriverState = {
  pictureEpoch: null,
  width: 0,
  height: 0,
  title: '',
  cursor: undefined,
  fault: null,
};

/** A pointer position in remote pixels with the buttons that are down: the protocol's mask, 1 left, 2 middle, 4 right, 8 and 16 wheel. */
export type PointerState = { x: number; y: number; buttons: number };

/** A message, and from where on its text is not handled yet. */
type HeldMessage = { message: Extract<DownstreamMessage, { kind: 'data' }>; start: number };

export type SessionDriverOptions = {
  /** Belongs to the driver from now on. */
  channel: SessionChannel<UpstreamMessage, DownstreamMessage>;
  onClipboard: (text: string) => void;
  clock?: Clock;
};

/**
 * Draws one session and sends its input. Each epoch gets a client of its own; the picture of the one before
 * stays until the new one has drawn a frame.
 *
 * Bytes are acknowledged once they have been handed to the display, and not while too many frames wait there;
 * a page that cannot follow so makes main stop reading from guacd. Owned by the session view.
 */
export class SessionDriver {
  /** Holds the picture; to be put on the page by the owner. */
  readonly element: HTMLElement;
  readonly #channel: SessionDriverOptions['channel'];
  readonly #onClipboard: (text: string) => void;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  readonly #subscription: Disposable;
  /** What displays begin with; a page that knows no size has not asked for a connection. */
  #viewport: Viewport = { width: 1024, height: 768, dpi: 96 };
  /** The newest connection; it is shown once it has a frame. */
  #current: SessionEpoch | null = null;
  #shown: SessionEpoch | null = null;
  /** What the state will be when `#current` is shown. */
  #next = EMPTY;
  #state = EMPTY;
  #unacknowledgedBytes = 0;
  /** What came while the picture waits for an image; at most the credit that main gives. */
  #held: HeldMessage[] = [];
  /** What this page says while it handles a message; null when it handles none. */
  #answers: string | null = null;
  #scale = 1;
  #hasSoftwareCursor = false;

  constructor({ channel, onClipboard, clock = systemClock }: SessionDriverOptions) {
    this.element = document.createElement('div');
    this.#channel = channel;
    this.#onClipboard = onClipboard;
    this.#clock = clock;
    this.#subscription = channel.onMessage((message) => this.#receive(message));
  }

  get state(): DriverState {
    return this.#state;
  }

  /** The newest connection, shown or not; 0 before the first. */
  get epoch(): number {
    return this.#current?.epoch ?? 0;
  }

  /** Listens to changes of `state`; called after the change, synchronously. */
  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return createDisposable(() => this.#listeners.delete(listener));
  }

  /** Sets how many CSS pixels one remote pixel takes. */
  setScale(scale: number): void {
    this.#scale = scale;
    this.#shown?.display.scale(scale);
  }

  /** Draws the pointer into the picture, for when the system cannot show it. */
  setSoftwareCursor(isShown: boolean): void {
    this.#hasSoftwareCursor = isShown;
    this.#shown?.display.showCursor(isShown);
  }

  /** Sets the size that the display of the next epoch begins with. */
  setInitialSize(viewport: Viewport): void {
    this.#viewport = viewport;
  }

  /** Asks the remote computer for another display size, if one is connected and shown. */
  requestSize(viewport: Viewport): void {
    this.#live?.client.sendSize(viewport.width, viewport.height);
  }

  /** Presses (1) or releases (0) a key by its X11 keysym. The numbers matter: guacd reads `true` as 0. */
  sendKey(pressed: 0 | 1, keysym: number): void {
    this.#live?.client.sendKeyEvent(pressed, keysym);
  }

  sendPointer({ x, y, buttons }: PointerState): void {
    const live = this.#live;
    if (live === null) return;
    const has = (bit: number) => (buttons & bit) !== 0;
    const state = new Guacamole.Mouse.State(x, y, has(1), has(2), has(4), has(8), has(16));
    // The remote computer may have shown the pointer of somebody else.
    live.display.showCursor(this.#hasSoftwareCursor);
    live.client.sendMouseState(state);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#channel.close();
    this.#listeners.clear();
    this.#held = [];
    this.#current?.dispose();
    this.#shown?.dispose();
    this.element.remove();
  }

  /** Whom input goes to: nobody types into a picture that is not there yet. */
  get #live(): SessionEpoch | null {
    return this.#state.fault === null && this.#current === this.#shown ? this.#current : null;
  }

  #receive(message: DownstreamMessage): void {
    if (message.kind === 'start') this.#start(message.epoch);
    else if (message.epoch === this.#current?.epoch) {
      this.#held.push({ message, start: 0 });
      this.#drawHeld();
    }
  }

  #start(epoch: number): void {
    if (this.#current !== this.#shown) this.#current?.dispose();
    this.#unacknowledgedBytes = 0;
    this.#held = [];
    this.#next = EMPTY;
    const isCurrent = (action: () => void) => {
      if (this.#current === started) action();
    };
    const started: SessionEpoch = new SessionEpoch({
      epoch,
      viewport: this.#viewport,
      clock: this.#clock,
      send: (text) => isCurrent(() => this.#send(epoch, text)),
      events: {
        onSize: (width, height) => isCurrent(() => this.#update({ width, height })),
        onCursor: (cursor) => isCurrent(() => this.#update({ cursor })),
        onTitle: (title) => isCurrent(() => this.#update({ title })),
        onFrame: () => isCurrent(() => this.#showFrame()),
        onDecoded: () => isCurrent(() => this.#drawHeld()),
        onClipboard: (text) => isCurrent(() => this.#onClipboard(text)),
        onFault: (fault) => isCurrent(() => this.#set({ ...this.#state, fault })),
      },
    });
    this.#current = started;
    this.#next = { ...EMPTY, width: started.display.getWidth(), height: started.display.getHeight() };
    if (this.#state.fault !== null) this.#set({ ...this.#state, fault: null });
  }

  /** While the picture waits for the browser to decode an image, the page is left free to hear of it. */
  #drawHeld(): void {
    // A frame may be drawn while its message is being handled, and the rest of that comes first.
    while (this.#answers === null && this.#current?.isDecoding === false) {
      const [held] = this.#held;
      if (held === undefined) return;
      this.#draw(held);
    }
  }

  #draw(held: HeldMessage): void {
    const { epoch, text, bytes, isAscii } = held.message;
    if (this.#state.fault !== null) {
      this.#held = [];
      return;
    }
    this.#answers = '';
    try {
      held.start = this.#current?.receive(text, isAscii, held.start) ?? text.length;
    } catch (thrown) {
      this.#set({ ...this.#state, fault: AppError.from(thrown) });
      return;
    } finally {
      this.#sendAnswers(epoch);
    }
    if (epoch !== this.#current?.epoch || held.start < text.length) return;
    this.#held.shift();
    this.#unacknowledgedBytes += bytes;
    this.#acknowledge();
  }

  /** A message costs more than what is in it: what is said in answer to one message goes as one, behind it. */
  #send(epoch: number, text: string): void {
    if (this.#answers === null) this.#channel.post({ kind: 'input', epoch, text });
    else this.#answers += text;
  }

  #sendAnswers(epoch: number): void {
    const text = this.#answers ?? '';
    this.#answers = null;
    if (text !== '') this.#channel.post({ kind: 'input', epoch, text });
  }

  #acknowledge(): void {
    const current = this.#current;
    if (current === null || this.#unacknowledgedBytes === 0) return;
    if (current.waitingFrames > MAX_WAITING_FRAMES) return;
    this.#channel.post({ kind: 'ack', epoch: current.epoch, bytes: this.#unacknowledgedBytes });
    this.#unacknowledgedBytes = 0;
  }

  #showFrame(): void {
    const current = this.#current;
    if (current !== null && current !== this.#shown) {
      current.display.scale(this.#scale);
      current.display.showCursor(this.#hasSoftwareCursor);
      this.element.replaceChildren(current.display.getElement());
      const before = this.#shown;
      this.#shown = current;
      before?.dispose();
      this.#set({ ...this.#next, pictureEpoch: current.epoch });
    }
    this.#acknowledge();
    // Not at once: what is handled while frames are drawn would only be drawn behind all of it.
    if (this.#answers === null && this.#held.length > 0) queueMicrotask(() => this.#drawHeld());
  }

  #update(change: Partial<DriverState>): void {
    if (this.#current === this.#shown) this.#set({ ...this.#state, ...change });
    else this.#next = { ...this.#next, ...change };
  }

  #set(state: DriverState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
