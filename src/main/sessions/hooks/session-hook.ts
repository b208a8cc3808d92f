import type { AppError } from '../../../shared/errors';
import type { Profile } from '../../../shared/model/profile';
import type { HookedInstruction } from './hooked-instruction';

/**
 * What becomes of an instruction: it goes on as it is, it ends here, or another one takes its place. The other one is
 * written by the one encoder and must keep guacd's limits; one to guacd must also be one that a page may send.
 */
export type HookVerdict =
  'pass' | 'drop' | { readonly opcode: string; readonly args: readonly (string | number)[] };

/** One direction of a hook. */
export type HookPoint = {
  /**
   * The opcodes that the hook wants to see, in ASCII as all of the protocol are. No other reaches it, and batches
   * without them are not even looked at.
   */
  readonly opcodes: readonly string[] | 'all';
  /** Judges one instruction. Synchronous: the stream waits. */
  judge(instruction: HookedInstruction): HookVerdict;
};

/** One guacd connection of a session, as its hooks know it. */
export type HookSubject = {
  readonly sessionId: string;
  /** Counts the connections of the session. */
  readonly epoch: number;
  /** The connection has joined the remote session of the one before, which it replaces. */
  readonly isJoined: boolean;
  /** As it was when the connection was made. */
  readonly profile: Profile;
};

/** What a hook may do by itself while its connection is open. */
export type HookedSession = HookSubject & {
  /**
   * Sends an instruction to guacd, behind what the page has sent. It passes the session's hooks as input of the page
   * does. False: it was not sent, because a hook dropped it, the connection is over, or the hooks of this session
   * are at work on another instruction to guacd - so two sessions that mirror each other make no loop.
   *
   * @throws AppError INSTRUCTION_INVALID when it cannot be written, or is none that a page may send
   */
  send(opcode: string, ...args: readonly (string | number)[]): boolean;
};

/**
 * Something that stands in the stream of one guacd connection. It is made for that connection (`SessionServices.hooks`)
 * and ends with it.
 *
 * Order: the first hook stands next to guacd, the last next to the page. An instruction from guacd meets them first
 * to last, one to guacd last to first; what one hook changes, the next one sees changed. The order of the
 * instructions never changes.
 *
 * Time: a call has HOOK_BUDGET_MS (hook-health.ts). Longer ones are reported; a hook that goes on so is removed.
 *
 * Errors: a hook that throws, or that is removed, is reported once and gets no call any more, `closed` included. What
 * its failure means for the session is its `kind`: without a `guest` the session goes on, and the instruction passes as
 * if the hook were not there. A `guard` enforces a rule: without it nothing passes any more in either direction, and
 * the session ends with SESSION_GUARD_FAILED.
 *
 * What never meets a hook: the handshake, answers to credential prompts, signs of life that are asked for, keep-alives,
 * and what ends a connection.
 */
export type SessionHook = {
  /** For the log. */
  readonly name: string;
  readonly kind: 'guest' | 'guard';
  readonly fromGuacd?: HookPoint;
  /** What the page sends, once it is known to keep the rules; what other hooks send; and the clipboard. */
  readonly toGuacd?: HookPoint;
  /** The connection is open; nothing has passed yet. */
  opened?(session: HookedSession): void;
  /** The connection is over, or another one has replaced it. Null: in peace, or the session gave it up. The last call. */
  closed?(reason: AppError | null): void;
};

/** Makes the hooks of one connection, in their order. */
export type HookFactory = (subject: HookSubject) => readonly SessionHook[];
