import type { Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import { decodeInstruction } from '../../shared/guacamole/decode';
import { encodeInstruction } from '../../shared/guacamole/encode';
import type { HookLine } from './hooks/hook-line';
import type { SessionConnection } from './session-services';
import { judgeInput, type KeptInstruction, type UpstreamVerdict } from './judge-input';
import { requireSendable } from './upstream-rules';

/** What goes to guacd of one message of the page, after the hooks. */
export type PassedInput = {
  instructions: number;
  /** The timestamp of the last frame of guacd that the message answers; null when there is none. */
  syncTimestamp: number | null;
  hasKeyPress: boolean;
};

export type UpstreamEvents = {
  /** The page has answered its first frame: a picture is on screen. At most once. */
  onFrame(): void;
  /** The newest frame that there is to answer; see PictureWatch. Infinite when it is not known. */
  readonly newestTimestamp: number;
  /** The page has answered a frame of guacd. */
  onAnswered(timestamp: number): void;
  /** Some of a message goes to guacd. Each one tells, in order. */
  onPassed(passed: PassedInput): void;
  /** The page asked for another size, in device pixels. */
  onSize(width: number, height: number): void;
  /** The page broke the rules. Nothing of that message or of later ones was sent. At most once. */
  onViolation(error: AppError): void;
};

type HookedBytes = { bytes: Uint8Array | null; passed: readonly KeptInstruction[] };
const NOTHING: HookedBytes = { bytes: null, passed: [] };

/**
 * Carries what a page sends to guacd, after {@link judgeInput} and the session's hooks have let it pass; and what
 * main sends beside it, after the hooks. While guacd is slow, moves of the mouse with unchanged buttons are replaced by
 * the newest one; everything else is queued in order, up to the limit of the connection, which then ends with
 * GUACD_STALLED.
 */
export class Upstream {
  readonly #connection: Pick<SessionConnection, 'send' | 'onDrain'>;
  readonly #hooks: HookLine | null;
  readonly #events: UpstreamEvents;
  readonly #drain: Disposable;
  #isBlocked = false;
  #isOver = false;
  #hasFrame = false;
  /** Button mask of the last `mouse` that was sent; null when it is not known. */
  #mouseMask: number | null = 0;
  /** A move that waits for guacd. */
  #heldMove: Uint8Array | null = null;

  /** @param hooks those that look at what goes to guacd */
  constructor(
    connection: Pick<SessionConnection, 'send' | 'onDrain'>,
    hooks: HookLine | null,
    events: UpstreamEvents,
  ) {
    this.#connection = connection;
    this.#hooks = hooks;
    this.#events = events;
    this.#drain = connection.onDrain(() => {
      this.#isBlocked = false;
      this.#sendHeldMove();
    });
  }

  /** Takes one message of the page. */
  receive(text: string): void {
    if (this.#isOver) return;
    const verdict = this.#judge(text);
    if (verdict === null) return;
    this.#pass(verdict);
    if (verdict.syncTimestamp !== null) this.#events.onAnswered(verdict.syncTimestamp);
    if (verdict.size !== null) this.#events.onSize(verdict.size.width, verdict.size.height);
    if (verdict.hasSync && !this.#hasFrame) {
      this.#hasFrame = true;
      this.#events.onFrame();
    }
  }

  /**
   * Sends one instruction of main's own, such as a piece of the clipboard, past the hooks.
   *
   * @returns false when guacd is slow or the session is over, as `GuacdConnection.send`
   */
  sendOwn(instruction: string): boolean {
    if (this.#isOver) return false;
    const whole = Buffer.from(instruction);
    const bytes = this.#hooks === null ? whole : this.#takePastHooks(decodeInstruction(whole).opcode, whole);
    return bytes === null || this.#send(bytes);
  }

  /**
   * Sends an instruction of a hook, past the hooks. False when it was not sent: see `HookedSession.send`.
   *
   * @throws AppError INSTRUCTION_INVALID
   */
  sendForHook(opcode: string, args: readonly (string | number)[]): boolean {
    requireSendable(opcode, args.length);
    const instruction = Buffer.from(encodeInstruction(opcode, ...args));
    if (this.#isOver || this.#hooks?.isBusy === true) return false;
    const bytes = this.#takePastHooks(opcode, instruction);
    if (bytes === null) return false;
    this.#sendHeldMove();
    if (opcode === 'mouse') this.#mouseMask = null;
    this.#send(bytes);
    return true;
  }

  dispose(): void {
    this.#isOver = true;
    this.#drain.dispose();
    this.#heldMove = null;
  }

  #judge(text: string): UpstreamVerdict | null {
    try {
      return judgeInput(text, this.#events.newestTimestamp);
    } catch (thrown) {
      this.#isOver = true;
      this.#events.onViolation(AppError.from(thrown));
      return null;
    }
  }

  #pass(verdict: UpstreamVerdict): void {
    const { mouseMask, isSingle, syncTimestamp } = verdict;
    const offered = keptBytes(verdict);
    const { bytes, passed } = this.#hookedBytes(verdict, offered);
    if (bytes === null) return;
    // After a hook's work the buttons that guacd knows may be others than the page's.
    const newMask = bytes === offered ? mouseMask : null;
    if (this.#isBlocked && isSingle && newMask !== null && newMask === this.#mouseMask) {
      this.#heldMove = bytes;
      return;
    }
    this.#sendHeldMove();
    if (mouseMask !== null) this.#mouseMask = newMask;
    const hasKeyPress = passed.some(({ isKeyPress }) => isKeyPress);
    this.#events.onPassed({ instructions: passed.length, syncTimestamp, hasKeyPress });
    this.#send(bytes);
  }

  /** `offered` itself when the hooks change nothing. */
  #hookedBytes({ message, kept }: UpstreamVerdict, offered: Uint8Array | null): HookedBytes {
    const hooks = this.#hooks;
    if (hooks === null) return { bytes: offered, passed: kept };
    if (hooks.isBlocked()) return NOTHING;
    if (!kept.some(({ opcode }) => hooks.wants(opcode))) return { bytes: offered, passed: kept };
    let isChanged = false;
    const parts: Uint8Array[] = [];
    const passed: KeptInstruction[] = [];
    for (const instruction of kept) {
      const whole = message.subarray(instruction.start, instruction.end);
      const part = this.#takePastHooks(instruction.opcode, whole);
      if (part !== whole) isChanged = true;
      if (part === null) continue;
      parts.push(part);
      passed.push(instruction);
    }
    if (!isChanged) return { bytes: offered, passed: kept };
    return parts.length === 0 || hooks.isBlocked() ? NOTHING : { bytes: Buffer.concat(parts), passed };
  }

  #takePastHooks(opcode: string, instruction: Uint8Array): Uint8Array | null {
    const hooks = this.#hooks;
    if (hooks === null) return instruction;
    if (hooks.isBlocked()) return null;
    return hooks.wants(opcode) ? hooks.take(opcode, instruction) : instruction;
  }

  #sendHeldMove(): void {
    const move = this.#heldMove;
    if (move === null) return;
    this.#heldMove = null;
    this.#events.onPassed({ instructions: 1, syncTimestamp: null, hasKeyPress: false });
    this.#send(move);
  }

  #send(bytes: Uint8Array): boolean {
    if (this.#connection.send(bytes)) return true;
    this.#isBlocked = true;
    return false;
  }
}

function keptBytes({ message, kept }: UpstreamVerdict): Uint8Array | null {
  if (kept.length === 0) return null;
  const length = kept.reduce((sum, { start, end }) => sum + end - start, 0);
  if (length === message.length) return message;
  return Buffer.concat(kept.map(({ start, end }) => message.subarray(start, end)));
}
