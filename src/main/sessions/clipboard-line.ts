import { AppError } from '../../shared/errors';
import type { SessionClipboard, SessionLog } from './session-services';

/** Where clipboard text goes to; null while the session cannot take any. */
export type ClipboardTarget = { sendClipboard(text: string): Promise<boolean> };

export type ClipboardLineOptions = {
  sessionId: string;
  clipboard: SessionClipboard;
  log: SessionLog;
  target: () => ClipboardTarget | null;
  /** A text was sent: its size in bytes of UTF-8. */
  onSent: (bytes: number) => void;
};

/**
 * Sends this computer's clipboard to one session, one text after another. While there is no picture a wish is only
 * noted: the terminal of guacd may not exist yet, and clipboard data would crash it (guacamole-server
 * src/terminal/terminal.c, up to 1.6.0).
 */
export class ClipboardLine {
  readonly #options: ClipboardLineOptions;
  /** The sending that is under way or done; null before the first. */
  #tail: Promise<unknown> | null = null;
  /** The sending that has not begun yet. It reads the clipboard when it does, so one is enough. */
  #next: Promise<boolean> | null = null;
  #isWanted = false;

  constructor(options: ClipboardLineOptions) {
    this.#options = options;
  }

  /** Sends the clipboard unless the session has it. Resolves to whether it was sent. At most one waits for another. */
  send(): Promise<boolean> {
    if (this.#next !== null) return this.#next;
    const sent = (this.#tail ?? Promise.resolve()).then(() => {
      this.#next = null;
      return this.#send();
    });
    this.#next = sent;
    this.#tail = sent.catch(() => undefined);
    return sent;
  }

  /** The session can take text now: fulfils a wish from before. */
  resume(): void {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    const { sessionId, log } = this.#options;
    this.send().catch((thrown: unknown) =>
      log.warn('session.clipboard-failed', { sessionId, code: AppError.from(thrown).code }),
    );
  }

  /** The remote computer behind the session is gone: drops the wish, and what the session is known to have. */
  reset(): void {
    this.#isWanted = false;
    this.#options.clipboard.forget(this.#options.sessionId);
  }

  async #send(): Promise<boolean> {
    const { sessionId, clipboard } = this.#options;
    if (this.#options.target() === null) {
      this.#isWanted = true;
      return false;
    }
    const text = await clipboard.offer(sessionId);
    const target = this.#options.target();
    if (text === null || target === null || !(await target.sendClipboard(text))) return false;
    this.#options.onSent(Buffer.byteLength(text));
    // The session may have started anew meanwhile, and then does not have it.
    if (target === this.#options.target()) clipboard.offered(sessionId, text);
    return true;
  }
}
