import * as v from 'valibot';
import { protocolSchema } from './protocol';
import { sessionIdSchema } from './session-state';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a session may be doing, as the session log writes it. */
export const journalStatusSchema = v.picklist([
  'idle',
  'asking',
  'connecting',
  'waiting',
  'live',
  'unstable',
  'joining',
  'counting',
  'retrying',
  'checking',
  'stranded',
  'closed',
  'failed',
]);

/** The code of a failure. One that this version does not know is kept as it is. */
const errorCodeSchema = v.pipe(v.string(), v.regex(/^[A-Z_]{1,40}$/));

/** A version such as `1.6.0` or `VERSION_1_5_0`. */
export const versionSchema = v.pipe(v.string(), v.regex(/^[\w.+-]{1,40}$/));

/**
 * What can happen in a session, for its log. No kind has room for free text, so nothing that was typed, copied or
 * shown can get into the log.
 */
export const journalEventSchema = v.variant('kind', [
  /** The user opened the session. */
  v.strictObject({ kind: v.literal('opened'), protocol: protocolSchema, isReadOnly: v.boolean() }),
  /** It does something else now. `code`: why it fails or reconnects; `attempt`: number of the automatic attempt. */
  v.strictObject({
    kind: v.literal('status'),
    status: journalStatusSchema,
    attempt: count,
    code: v.nullable(errorCodeSchema),
  }),
  /** A guacd connection is there. `isJoined`: it has joined the running session for another page. */
  v.strictObject({
    kind: v.literal('connection'),
    engineVersion: v.nullable(versionSchema),
    protocolVersion: v.nullable(versionSchema),
    isJoined: v.boolean(),
  }),
  /** A guacd connection has ended, and this is what it came to. */
  v.strictObject({
    kind: v.literal('traffic'),
    receivedBytes: count,
    sentBytes: count,
    frames: count,
    connectedMs: count,
  }),
  /** Clipboard text crossed: its size in bytes of UTF-8. */
  v.strictObject({
    kind: v.literal('clipboard'),
    direction: v.picklist(['sent', 'received']),
    bytes: count,
  }),
  /** The session is listed no more: its tab was closed, or the app ends. */
  v.strictObject({ kind: v.literal('removed') }),
]);
export type JournalStatus = v.InferOutput<typeof journalStatusSchema>;
export type JournalEvent = v.InferOutput<typeof journalEventSchema>;

/** What a session writes: the event and whose it is. */
export const journalNoteSchema = v.strictObject({
  sessionId: sessionIdSchema,
  /** The name that guacd has for the session in its own log. */
  clientName: v.pipe(v.string(), v.regex(/^[\w .-]{1,40}$/)),
  /** Milliseconds on the monotonic clock since the session was opened: right also when the wall clock is not. */
  elapsedMs: count,
  event: journalEventSchema,
});
export type JournalNote = v.InferOutput<typeof journalNoteSchema>;

/** One line of a session log. */
export const journalEntrySchema = v.strictObject({
  /** Raised by one with each entry of a connection, also over restarts. The order of entries is this, never `at`. */
  order: count,
  /** Wall-clock time in ISO form, for people. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  ...journalNoteSchema.entries,
});
export type JournalEntry = v.InferOutput<typeof journalEntrySchema>;

/** The session log of one connection, as a window gets it. */
export const journalSchema = v.strictObject({
  /** In the order they happened, the oldest first. */
  entries: v.array(journalEntrySchema),
  /** Entries between these that were lost: the disk was full, or a line is damaged. */
  lost: count,
});
export type Journal = v.InferOutput<typeof journalSchema>;
