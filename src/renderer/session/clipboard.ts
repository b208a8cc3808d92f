import { bridge, unwrap } from '../platform/bridge';

/**
 * Keeps the clipboards of this computer and of the remote one alike. The local text never enters the page: main
 * sends it. A clipboard that cannot be read or written is no reason to disturb the session, so failures end
 * here.
 */
export class SessionClipboard {
  readonly #sessionId: string;
  #offer: Promise<void> | null = null;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  /** Offers the local clipboard to the remote computer; resolves when it is on its way. One offer at a time. */
  offer(): Promise<void> {
    this.#offer ??= this.#send().finally(() => (this.#offer = null));
    return this.#offer;
  }

  /** Puts text that was copied on the remote computer on the local clipboard, if the user allows that. */
  async receive(text: string): Promise<void> {
    await quietly(unwrap(bridge().calls.sessions.receiveClipboard({ sessionId: this.#sessionId, text })));
  }

  async #send(): Promise<void> {
    await quietly(unwrap(bridge().calls.sessions.sendClipboard({ sessionId: this.#sessionId })));
  }
}

async function quietly(call: Promise<unknown>): Promise<void> {
  await call.catch(() => undefined);
}
