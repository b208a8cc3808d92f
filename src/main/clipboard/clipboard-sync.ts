import { createHash } from 'node:crypto';

/**
 * Most bytes of UTF-8 text that go to a session: what guacd keeps of a clipboard (guacamole-server
 * src/common/common/clipboard.h:GUAC_COMMON_CLIPBOARD_MAX_LENGTH). It would cut the rest off, in the middle of a
 * character if need be.
 */
export const MAX_CLIPBOARD_BYTES = 262_144;

/** The text clipboard of this computer. */
export type SystemClipboard = {
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
};

/** What the user allows: `Settings.clipboard`. */
export type ClipboardRules = { fromRemote: boolean; toRemote: boolean };

/**
 * Decides what crosses between this computer's clipboard and the sessions. A session gets a text once, and never
 * one that it sent itself. Only digests of texts are kept, since a clipboard often holds passwords.
 */
export class ClipboardSync {
  readonly #clipboard: SystemClipboard;
  readonly #rules: () => ClipboardRules;
  /** Digest of the text that each session is known to have. */
  readonly #known = new Map<string, string>();

  constructor(clipboard: SystemClipboard, rules: () => ClipboardRules) {
    this.#clipboard = clipboard;
    this.#rules = rules;
  }

  /** The text to send to a session, cut to {@link MAX_CLIPBOARD_BYTES}; null when there is nothing to send. */
  async offer(sessionId: string): Promise<string | null> {
    if (!this.#rules().toRemote) return null;
    const text = cutText(await this.#clipboard.readText(), MAX_CLIPBOARD_BYTES);
    if (text === '' || this.#known.get(sessionId) === digest(text)) return null;
    return text;
  }

  /** The session has this text now. */
  offered(sessionId: string, text: string): void {
    this.#known.set(sessionId, digest(text));
  }

  /**
   * Puts text of a session on this computer's clipboard. Empty text changes nothing: it would only destroy.
   *
   * @returns whether the text is there now
   */
  async accept(sessionId: string, text: string): Promise<boolean> {
    // guacd's RDP plug-in ends text with NUL.
    const clean = text.replace(/\0+$/, '');
    if (!this.#rules().fromRemote || clean === '') return false;
    this.#known.set(sessionId, digest(cutText(clean, MAX_CLIPBOARD_BYTES)));
    await this.#clipboard.writeText(clean);
    return true;
  }

  /** Forgets what a session has. */
  forget(sessionId: string): void {
    this.#known.delete(sessionId);
  }
}

/** The longest start of a text that fits into so many bytes of UTF-8, in whole characters. */
export function cutText(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxBytes));
  return text.slice(0, read);
}

/** Line ends do not count: systems change them when text is put on the clipboard. */
function digest(text: string): string {
  return createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('base64');
}
