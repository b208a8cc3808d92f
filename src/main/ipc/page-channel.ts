import { createDisposable, type Disposable } from '../../shared/disposable';
import type { UpstreamMessage } from '../../shared/ipc/session-channel';
import { SESSION_DATA, SESSION_START } from '../../shared/ipc/session-channel-names';
import type { PageEnd, PageMessage } from '../sessions/session-services';
import type { EventTarget } from './broadcaster';

/**
 * Main's side of the channel between one session and the page that shows it, over `webContents.send`. Electron
 * keeps the order of messages. After `close`, or once the page is gone, posting does nothing and nothing arrives.
 */
export class PageChannel implements PageEnd {
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

  post(message: PageMessage): void {
    if (!this.#isOpen || this.#target.isDestroyed()) return;
    if (message.kind === 'start') {
      this.#target.send(SESSION_START, this.sessionId, message.epoch);
    } else {
      const { epoch, bytes, isAscii } = message;
      this.#target.send(SESSION_DATA, this.sessionId, epoch, textOf(bytes, isAscii), bytes.length, isAscii);
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

/** A copy as a string. One-byte strings are the cheapest to make and to send. */
function textOf(bytes: Uint8Array, isAscii: boolean): string {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isAscii ? 'latin1' : 'utf8');
}
