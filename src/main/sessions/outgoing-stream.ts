import type { Clock } from '../../shared/clock';
import { startDeadline } from '../../shared/deadline';
import { encodeInstruction } from '../../shared/guacamole/encode';
import { BLOB_MAX_BYTES } from '../../shared/guacamole/limits';
import type { SessionConnection } from './session-services';

/**
 * A stream is given up when guacd takes nothing for so long. The connection itself notices a guacd that hangs after
 * the same time; this is for one that goes on taking keys but no more than those.
 */
const DRAIN_DEADLINE_MS = 15_000;

/** The opening instruction of a stream: `['clipboard', 'text/plain']` becomes `clipboard,<index>,text/plain`. */
export type StreamOpening = readonly [opcode: string, ...rest: string[]];

/** A whole stream, one instruction at a time: the opening, blobs of at most 6048 bytes, `end`. */
export function* streamInstructions(
  index: number,
  [opcode, ...rest]: StreamOpening,
  text: string,
): Generator<string> {
  yield encodeInstruction(opcode, index, ...rest);
  const bytes = Buffer.from(text, 'utf8');
  for (let start = 0; start < bytes.length; start += BLOB_MAX_BYTES) {
    yield encodeInstruction('blob', index, bytes.toString('base64', start, start + BLOB_MAX_BYTES));
  }
  yield encodeInstruction('end', index);
}

/**
 * Sends instructions as fast as guacd takes them, so that a long stream never fills the queue to its limit. Others
 * may send between two of them.
 *
 * @returns false when the connection ended or guacd took nothing for {@link DRAIN_DEADLINE_MS}; the rest is then
 * not sent
 */
export async function sendPaced(
  connection: Pick<SessionConnection, 'send' | 'onDrain' | 'onClosed'>,
  instructions: Iterable<string>,
  clock: Clock,
): Promise<boolean> {
  for (const instruction of instructions) {
    if (!connection.send(instruction) && !(await drained(connection, clock))) return false;
  }
  return true;
}

function drained(
  connection: Pick<SessionConnection, 'onDrain' | 'onClosed'>,
  clock: Clock,
): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isDrained: boolean): void => {
      drain.dispose();
      closed.dispose();
      cancel();
      resolve(isDrained);
    };
    const drain = connection.onDrain(() => settle(true));
    const closed = connection.onClosed(() => settle(false));
    const cancel = startDeadline(clock, DRAIN_DEADLINE_MS, () => settle(false));
  });
}
