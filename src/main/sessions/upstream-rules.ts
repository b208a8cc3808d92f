import { AppError } from '../../shared/errors';
import type { Opcode } from '../../shared/guacamole/opcodes';

/** What main lets a page say to guacd with one opcode. */
export type UpstreamRule = {
  /**
   * How many arguments it must have. guacd's handlers read theirs without counting, so one with fewer would make it
   * read beyond its own memory (guacamole-server src/libguac/user-handlers.c).
   */
  argumentCount: number;
  /** Which argument is the index of a stream of the page's own; null when none is. */
  streamArgument: number | null;
  /** Whether a session that only watches may send it. */
  isForWatchers: boolean;
};

const input = (argumentCount: number): UpstreamRule => ({
  argumentCount,
  streamArgument: null,
  isForWatchers: false,
});
const stream = (argumentCount: number, streamArgument = 0): UpstreamRule => ({
  argumentCount,
  streamArgument,
  isForWatchers: false,
});
const free = (argumentCount: number): UpstreamRule => ({
  argumentCount,
  streamArgument: null,
  isForWatchers: true,
});

/**
 * The whole list: what is not here, no page may send. A watcher may keep the session going and read what it is sent
 * (`sync`, `nop`, `ack`, `get`) and leave it. As it can open no stream, its `blob` and `end` belong to none.
 */
export const UPSTREAM_RULES: ReadonlyMap<string, UpstreamRule> = new Map(
  Object.entries({
    sync: free(1),
    nop: free(0),
    disconnect: free(0),
    ack: free(3),
    get: free(2),
    key: input(2),
    mouse: input(3),
    touch: input(7),
    size: input(2),
    clipboard: stream(2),
    file: stream(3),
    pipe: stream(3),
    put: stream(4, 1),
    audio: stream(2),
    argv: stream(3),
    blob: stream(2),
    end: stream(1),
  } satisfies Partial<Record<Opcode, UpstreamRule>>),
);

/**
 * Requires that guacd may get an instruction that main itself has made.
 *
 * @throws AppError INSTRUCTION_INVALID
 */
export function requireSendable(opcode: string, argumentCount: number): void {
  if (UPSTREAM_RULES.get(opcode)?.argumentCount === argumentCount) return;
  throw new AppError('INSTRUCTION_INVALID', 'An instruction cannot be sent: no page may send it.', {
    details: { reason: 'no page may send it', argumentCount },
  });
}
