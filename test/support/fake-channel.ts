import { createDisposable, type Disposable } from '../../src/shared/disposable';
import type { PageEnd, PageMessage } from '../../src/main/sessions/session-services';
import type { DownstreamMessage, UpstreamMessage } from '../../src/shared/ipc/session-channel';

/** A page, as main sees it through the channel of one session. It keeps what is posted as text. */
export class FakeChannel implements PageEnd {
  readonly posted: DownstreamMessage[] = [];
  isClosed = false;
  /** Told of each message as it is posted: for a page that answers by itself. */
  onPost: (message: DownstreamMessage) => void = () => undefined;
  readonly #messageListeners = new Set<(message: UpstreamMessage) => void>();
  readonly #closeListeners = new Set<() => void>();

  /** Epochs that were started, in order. */
  get epochs(): number[] {
    return this.posted.flatMap((message) => (message.kind === 'start' ? [message.epoch] : []));
  }

  /** All text of one epoch. */
  textOf(epoch: number): string {
    return this.posted
      .flatMap((message) => (message.kind === 'data' && message.epoch === epoch ? [message.text] : []))
      .join('');
  }

  /** Bytes of all messages of all epochs. */
  get postedBytes(): number {
    return this.posted.reduce((sum, message) => sum + (message.kind === 'data' ? message.bytes : 0), 0);
  }

  post(message: PageMessage): void {
    if (this.isClosed) return;
    const kept = withText(message);
    this.posted.push(kept);
    this.onPost(kept);
  }

  onMessage(listener: (message: UpstreamMessage) => void): Disposable {
    this.#messageListeners.add(listener);
    return createDisposable(() => this.#messageListeners.delete(listener));
  }

  onClose(listener: () => void): Disposable {
    this.#closeListeners.add(listener);
    return createDisposable(() => this.#closeListeners.delete(listener));
  }

  close(): void {
    this.isClosed = true;
  }

  /** The page sends instructions. */
  input(epoch: number, text: string): void {
    for (const listener of this.#messageListeners) listener({ kind: 'input', epoch, text });
  }

  ack(epoch: number, bytes: number): void {
    for (const listener of this.#messageListeners) listener({ kind: 'ack', epoch, bytes });
  }

  /** The page is reloaded, crashed or closed. */
  leave(): void {
    this.isClosed = true;
    for (const listener of [...this.#closeListeners]) listener();
  }
}

/** The bytes are used again after `post`. */
function withText(message: PageMessage): DownstreamMessage {
  if (message.kind === 'start') return message;
  const { kind, epoch, bytes, isAscii } = message;
  return { kind, epoch, text: Buffer.from(bytes).toString(), bytes: bytes.length, isAscii };
}
