import * as v from 'valibot';
import { createDisposable, type Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import { sessionAckSchema, sessionInputSchema, type UpstreamMessage } from '../../shared/ipc/session-channel';
import { SESSION_ACK, SESSION_INPUT } from '../../shared/ipc/session-channel-names';
import type { Logger } from '../app/logging';
import type { EventTarget } from './broadcaster';
import { PageChannel } from './page-channel';
import type { SenderEvent } from './sender-guard';

/** The part of Electron's `ipcMain` that session channels need. */
export type MessageHost = {
  on(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => void): unknown;
  removeListener(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => void): unknown;
};

/** A message of a page that breaks the rules of the channel. */
export type ChannelViolation = (sessionId: string) => void;

export type SessionChannelsOptions = {
  isTrusted: (event: SenderEvent) => boolean;
  /** The WebContents with this id, if it is that of an open window of ours. */
  targetOf: (contentsId: number) => EventTarget | undefined;
  logger: Logger;
  /** Told when a page sent something malformed to a session that is attached to it. */
  onViolation: ChannelViolation;
};

/**
 * The channels of all sessions, by the page that shows them. A message is delivered only to a session that its
 * own page attached: a page cannot reach another's. Malformed messages never reach a session; the session they
 * name, if the page owns it, is reported instead.
 */
export class SessionChannels {
  readonly #options: SessionChannelsOptions;
  /** Channels by WebContents id and session id. */
  readonly #pages = new Map<number, Map<string, PageChannel>>();
  readonly #subscription: Disposable;

  constructor(host: MessageHost, options: SessionChannelsOptions) {
    this.#options = options;
    const onInput = (event: SenderEvent, ...args: unknown[]): void => this.#receive(event, args, parseInput);
    const onAck = (event: SenderEvent, ...args: unknown[]): void => this.#receive(event, args, parseAck);
    host.on(SESSION_INPUT, onInput);
    host.on(SESSION_ACK, onAck);
    this.#subscription = createDisposable(() => {
      host.removeListener(SESSION_INPUT, onInput);
      host.removeListener(SESSION_ACK, onAck);
    });
  }

  /**
   * Makes the channel between a page and a session. One that the page already has for it is closed silently: the
   * page attached again, and the session takes the new one.
   *
   * @throws AppError IPC_REFUSED when the window has gone away meanwhile
   */
  open(contentsId: number, sessionId: string): PageChannel {
    const target = this.#options.targetOf(contentsId);
    if (target === undefined || target.isDestroyed()) throw new AppError('IPC_REFUSED');
    const channels = this.#pages.get(contentsId) ?? new Map<string, PageChannel>();
    this.#pages.set(contentsId, channels);
    channels.get(sessionId)?.close();
    const channel = new PageChannel(sessionId, target, () => {
      channels.delete(sessionId);
    });
    channels.set(sessionId, channel);
    return channel;
  }

  /** Ends all channels of a page that was reloaded, crashed or closed. */
  pageGone(contentsId: number): void {
    const channels = this.#pages.get(contentsId);
    this.#pages.delete(contentsId);
    for (const channel of [...(channels?.values() ?? [])]) channel.pageGone();
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const contentsId of [...this.#pages.keys()]) this.pageGone(contentsId);
  }

  #receive(event: SenderEvent, args: unknown[], parse: (args: unknown[]) => ParsedMessage | null): void {
    if (!this.#options.isTrusted(event)) {
      this.#options.logger.warn('session.message-refused', {});
      return;
    }
    const channels = this.#pages.get(event.sender.id);
    const message = parse(args);
    if (message !== null) {
      channels?.get(message.sessionId)?.receive(message.message);
      return;
    }
    const named = args[0];
    const channel = typeof named === 'string' ? channels?.get(named) : undefined;
    this.#options.logger.warn('session.message-invalid', { sessionId: channel?.sessionId ?? null });
    if (channel !== undefined) this.#options.onViolation(channel.sessionId);
  }
}

type ParsedMessage = { sessionId: string; message: UpstreamMessage };

function parseInput(args: unknown[]): ParsedMessage | null {
  const parsed = v.safeParse(sessionInputSchema, args);
  if (!parsed.success) return null;
  const [sessionId, epoch, text] = parsed.output;
  return { sessionId, message: { kind: 'input', epoch, text } };
}

function parseAck(args: unknown[]): ParsedMessage | null {
  const parsed = v.safeParse(sessionAckSchema, args);
  if (!parsed.success) return null;
  const [sessionId, epoch, bytes] = parsed.output;
  return { sessionId, message: { kind: 'ack', epoch, bytes } };
}
