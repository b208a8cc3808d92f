import { createDisposable, type Disposable } from '../../shared/disposable';
import {
  SESSION_DATA,
  SESSION_START,
  type DownstreamMessage,
  type SessionChannel,
  type UpstreamMessage,
} from '../../shared/ipc/session-channel';
import type { EventTarget } from './broadcaster';

/**
 * Main's side of the channel between one session and the page that shows it, over `webContents.send`. Electron
 * keeps the order of messages. After `close`, or once the page is gone, posting does nothing and nothing arrives.
 */
export class PageChannel implements SessionChannel<DownstreamMessage, UpstreamMessage> {
  readonly sessionId: string;
  readonly #target: EventTarget;
  readonly #onEnd: () => void;
  readonly #messageListeners = new Set<(message: UpstreamMessage) => void>();
  readonly #closeListeners = new Set<() => void>();
  #isOpen = true;

  /** @param onEnd told once when the channel ended, by either side, so that its owner can forget it */
  constructor(sessionId: string, target: EventTarget, onEnd: () => void) {
    this.sessionId = sessionId;
    this.#target = target;
    this.#onEnd = onEnd;
  }

  post(message: DownstreamMessage): void {
    if (!this.#isOpen || this.#target.isDestroyed()) return;
    if (message.kind === 'start') {
      this.#target.send(SESSION_START, this.sessionId, message.epoch);
    } else {
      const { epoch, text, bytes, isAscii } = message;
      this.#target.send(SESSION_DATA, this.sessionId, epoch, text, bytes, isAscii);
    }
  }

  onMessage(listener: (message: UpstreamMessage) => void): Disposable {
    this.#messageListeners.add(listener);
    return createDisposable(() => this.#messageListeners.delete(listener));
  }

  onClose(listener: () => void): Disposable {
    this.#closeListeners.add(listener);
    return createDisposable(() => this.#closeListeners.delete(listener));
  }

  /** Ends the channel from main's side; `onClose` is not called for it. */
  close(): void {
    this.#end();
  }

  /** Hands a message of the page on. */
  receive(message: UpstreamMessage): void {
    if (!this.#isOpen) return;
    for (const listener of this.#messageListeners) listener(message);
  }

  /** Ends the channel because the page is gone, and says so. */
  pageGone(): void {
    if (!this.#isOpen) return;
    const listeners = [...this.#closeListeners];
    this.#end();
    for (const listener of listeners) listener();
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#messageListeners.clear();
    this.#closeListeners.clear();
    this.#onEnd();
  }
}
