import * as v from 'valibot';
import { sessionIdSchema } from './session-state';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const milliseconds = v.pipe(v.number(), v.minValue(0));

/** Durations of one kind, in milliseconds: the last one, and the middle and the 95th percentile of the newest 120. */
const durationsSchema = v.nullable(
  v.strictObject({ lastMs: milliseconds, p50Ms: milliseconds, p95Ms: milliseconds }),
);
export type Durations = v.InferOutput<typeof durationsSchema>;

/**
 * Figures of one session. Sums run over all its connections, from its opening on, and never go back. All times come
 * from the monotonic clock.
 */
export const sessionMetricsSchema = v.strictObject({
  sessionId: sessionIdSchema,
  /** When these figures were read: milliseconds since an arbitrary start, for differences between two readings. */
  takenAtMs: milliseconds,
  /** Since the session was opened. */
  uptimeMs: milliseconds,
  /** Since the present guacd connection was there; null without one. */
  connectedMs: v.nullable(milliseconds),
  /** Connections made after the first one, joined ones not counted. */
  reconnects: count,
  /** Whether guacd is heard as often as it should; `none` without a connection. */
  liveness: v.picklist(['none', 'responsive', 'unstable']),
  /** The version of the protocol agreed on, such as VERSION_1_5_0; null without a connection, or for guacd 1.0.x. */
  protocolVersion: v.nullable(v.string()),
  /** From guacd, keep-alives and the handshake included. */
  receivedBytes: count,
  receivedInstructions: count,
  /** To guacd, keep-alives and the handshake included. */
  sentBytes: count,
  /** Instructions of the page that went to guacd. */
  sentInstructions: count,
  /** Frames that guacd has ended with `sync`. */
  frames: count,
  /** Frames that the page has answered. One answer may stand for several frames. */
  answers: count,
  /** From a `sync` of guacd to the page's answer to it, which it gives when that frame is on screen. Sampled: one frame at a time. */
  syncLag: durationsSchema,
  /** How long the frame that is being timed has waited for its answer; null when none is. */
  unansweredMs: v.nullable(milliseconds),
  /** From a key press on its way to guacd to the next frame of guacd, whatever that frame shows. */
  keyToFrame: durationsSchema,
  /** Bytes posted to the page that it has not acknowledged. */
  owedBytes: count,
  /** Reading from guacd stops when the page owes this many bytes; it follows how fast the page draws. */
  creditBytes: count,
  /** Bytes for guacd that the socket has not taken yet. */
  inputQueueBytes: count,
  /** Reading from guacd is stopped at the moment. */
  isPaused: v.boolean(),
  /** For how long it was stopped in all. */
  pausedMs: milliseconds,
});
export type SessionMetrics = v.InferOutput<typeof sessionMetricsSchema>;
