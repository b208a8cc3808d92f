import * as v from 'valibot';
import { profileDraftSchema, profileIdSchema } from './profile';
import { sessionStateSchema } from './session-state';

/** The protocols that links and files can ask for. */
export const INTENT_PROTOCOLS = ['ssh', 'rdp', 'vnc', 'telnet'] as const;
export type IntentProtocol = (typeof INTENT_PROTOCOLS)[number];

/** Where each protocol is served unless the link says otherwise. */
export const DEFAULT_PORTS: Readonly<Record<IntentProtocol, number>> = {
  ssh: 22,
  rdp: 3389,
  vnc: 5900,
  telnet: 23,
};

/** Where a request came from. */
const intentSourceSchema = v.strictObject({
  kind: v.picklist(['link', 'file']),
  /** `system`: another program, a web page or a file manager. `window`: dropped on the window, or chosen in it. */
  by: v.picklist(['command-line', 'system', 'window']),
  /** Name of the file without its folder, fit to be shown; null for a link. */
  fileName: v.nullable(v.string()),
});
export type IntentSource = v.InferOutput<typeof intentSourceSchema>;

/** Something the user should know before agreeing. `warning`: unusual; `info`: asked for, but not done. */
const intentRemarkSchema = v.strictObject({ tone: v.picklist(['info', 'warning']), text: v.string() });
export type IntentRemark = v.InferOutput<typeof intentRemarkSchema>;

/** What the user is asked about a link or a file. Every text is fit to be shown. */
const intentQuestionSchema = v.strictObject({
  kind: v.literal('question'),
  id: v.pipe(v.string(), v.uuid()),
  source: intentSourceSchema,
  protocol: v.picklist(INTENT_PROTOCOLS),
  /** In ASCII: a name in other letters is shown as it is looked up. */
  host: v.string(),
  port: v.number(),
  username: v.nullable(v.string()),
  domain: v.nullable(v.string()),
  remarks: v.array(intentRemarkSchema),
  /** Saved connections to the same place, at most five. */
  matches: v.array(v.strictObject({ profileId: profileIdSchema, name: v.string() })),
});
export type IntentQuestion = v.InferOutput<typeof intentQuestionSchema>;

/** A link or a file that cannot be opened, and why. */
const intentRefusalSchema = v.strictObject({
  kind: v.literal('refusal'),
  id: v.pipe(v.string(), v.uuid()),
  source: intentSourceSchema,
  reason: v.string(),
});

/** What the window shows of the requests from outside: one at a time. */
export const intentStateSchema = v.strictObject({
  shown: v.nullable(v.variant('kind', [intentQuestionSchema, intentRefusalSchema])),
  /** How many more wait their turn. */
  waiting: v.number(),
  /** How many were dropped since the window had none, because too many came at once. */
  ignored: v.number(),
});
export type IntentState = v.InferOutput<typeof intentStateSchema>;

/**
 * The user's answer. `connect`: once, without saving. `edit`: as the draft of a new connection. `open`: a saved
 * connection that the question named. `dismiss-all`: also those that wait.
 */
export const intentAnswerSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('connect') }),
  v.strictObject({ kind: v.literal('edit') }),
  v.strictObject({ kind: v.literal('open'), profileId: profileIdSchema }),
  v.strictObject({ kind: v.literal('dismiss') }),
  v.strictObject({ kind: v.literal('dismiss-all') }),
]);
export type IntentAnswer = v.InferOutput<typeof intentAnswerSchema>;

/** What came of an answer: a session that is to be shown, or a draft for the editor. */
export const intentOutcomeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('nothing') }),
  v.strictObject({ kind: v.literal('session'), session: sessionStateSchema }),
  v.strictObject({ kind: v.literal('draft'), draft: profileDraftSchema }),
]);
export type IntentOutcome = v.InferOutput<typeof intentOutcomeSchema>;

/** Largest .rdp file that is read, in bytes. Real ones have two or three thousand. */
export const MAX_RDP_FILE_BYTES = 65_536;

/** What the window hands over when something is dropped on it. A page never names a path. */
export const intentOfferSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('link'), text: v.pipe(v.string(), v.maxLength(4096)) }),
  v.strictObject({
    kind: v.literal('file'),
    name: v.pipe(v.string(), v.maxLength(1024)),
    /** Its bytes, one character each; one more than the limit tells that it is too large. */
    bytes: v.pipe(v.string(), v.maxLength(MAX_RDP_FILE_BYTES + 1), v.regex(/^[\0-\xff]*$/)),
  }),
]);
export type IntentOffer = v.InferOutput<typeof intentOfferSchema>;
