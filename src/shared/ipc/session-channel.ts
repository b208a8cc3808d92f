import * as v from 'valibot';
import type { Disposable } from '../disposable';
import { sessionIdSchema } from '../model/session-state';

/**
 * The two-way channel between a session in main and the page that shows it. Instructions travel as strings of
 * whole instructions: a one-byte string is the cheapest thing Electron can send (docs/adr has the measurement).
 *
 * An *epoch* is one guacd connection of a session. `start` comes before the first data of an epoch and means an
 * empty display; data, input and acknowledgements of an older epoch are ignored.
 */
export type DownstreamMessage =
  | { kind: 'start'; epoch: number }
  | {
      kind: 'data';
      epoch: number;
      /** Whole instructions, decoded from UTF-8. */
      text: string;
      /** Bytes that this message took from the credit window; to be returned by `ack`. */
      bytes: number;
      /** Every character is ASCII, so element lengths are string lengths. */
      isAscii: boolean;
    };

export type UpstreamMessage =
  | { kind: 'input'; epoch: number; /** Whole instructions. */ text: string }
  | { kind: 'ack'; epoch: number; /** Bytes handed to the display since the last one. */ bytes: number };

/** Transport of one session, the same on both sides. `onClose` fires once, when the other side is gone. */
export type SessionChannel<Out, In> = {
  post(message: Out): void;
  onMessage(listener: (message: In) => void): Disposable;
  onClose(listener: () => void): Disposable;
  close(): void;
};

/** Most characters of one upstream message. A page sends input as it happens; a file blob is 8 KiB. */
export const MAX_INPUT_LENGTH = 262_144;

// Argument lists are positional: an object a message costs more to clone.
const epochSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
export const sessionInputSchema = v.strictTuple([
  sessionIdSchema,
  epochSchema,
  v.pipe(v.string(), v.maxLength(MAX_INPUT_LENGTH)),
]);
export const sessionAckSchema = v.strictTuple([
  sessionIdSchema,
  epochSchema,
  v.pipe(v.number(), v.integer(), v.minValue(0)),
]);
