import * as v from 'valibot';
import { profileIdSchema } from './profile';
import { protocolSchema } from './protocol';

export const sessionIdSchema = v.pipe(v.string(), v.uuid());

/**
 * What a session is doing, as the user sees it.
 *
 * | phase        | meaning                                                                        |
 * |--------------|--------------------------------------------------------------------------------|
 * | connecting   | engine being reached, handshake, or the user is asked for credentials           |
 * | waiting      | guacd is `ready` and reaches out for the remote computer; no picture yet         |
 * | live         | the page has shown a frame and guacd keeps talking                              |
 * | unstable     | live, but guacd has been silent for longer than its own keep-alive explains      |
 * | checking     | live, but the computer slept or has another network; guacd was asked for a sign   |
 * | reconnecting | lost; another attempt is under way or its countdown runs                         |
 * | offline      | lost; the next attempt waits until the computer has a network                    |
 * | closed       | ended by the remote computer or the user; may be opened again                    |
 * | failed       | ended by an error; may be opened again                                           |
 */
export const sessionPhaseSchema = v.picklist([
  'connecting',
  'waiting',
  'live',
  'unstable',
  'checking',
  'reconnecting',
  'offline',
  'closed',
  'failed',
]);
export type SessionPhase = v.InferOutput<typeof sessionPhaseSchema>;

/** Names of parameters that the user is asked for, and why. */
export const credentialPromptSchema = v.strictObject({
  /** guacd parameter names, for instance `username`, `password`, `domain`. */
  names: v.array(v.string()),
  /** `before`: nothing was sent yet. `required`: guacd asks for them in the running session. */
  reason: v.picklist(['before', 'required']),
  /** Whether "remember" can outlive this run; without a keyring it cannot. */
  canPersist: v.boolean(),
});
export type CredentialPrompt = v.InferOutput<typeof credentialPromptSchema>;

const wireErrorSchema = v.strictObject({
  code: v.string(),
  message: v.string(),
  advice: v.string(),
});

export const sessionStateSchema = v.strictObject({
  id: sessionIdSchema,
  profileId: profileIdSchema,
  name: v.string(),
  protocol: protocolSchema,
  phase: sessionPhaseSchema,
  readOnly: v.boolean(),
  /** Its connection is not saved: nothing can be remembered with it. */
  isTemporary: v.boolean(),
  prompt: v.nullable(credentialPromptSchema),
  /** Why it failed, or why it is reconnecting; null otherwise. */
  problem: v.nullable(wireErrorSchema),
  /** Number of the reconnection attempt, 1 and up, while `reconnecting`; else 0. */
  attempt: v.number(),
  /** Wall-clock milliseconds of the next attempt while its countdown runs; null otherwise. */
  nextAttemptAt: v.nullable(v.number()),
  /** Parameters that are set in the profile but that this guacd does not know. */
  unknownParameters: v.array(v.string()),
  /** The page runs and guacd sends, but frames stay unanswered: what is shown is old. Clears itself. */
  isPictureStalled: v.boolean(),
  /** Wall-clock milliseconds at which the current or last attempt began; null before the first. */
  startedAt: v.nullable(v.number()),
  /** Number of the guacd connection whose picture the page shows; raised with each new one. */
  epoch: v.number(),
  /** Raised by one with each change. */
  revision: v.number(),
});
export type SessionState = v.InferOutput<typeof sessionStateSchema>;

/** The size a session asks guacd for, in device pixels, and what the page can decode. */
export const viewportSchema = v.strictObject({
  width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16_384)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16_384)),
  /** 96 times the device pixel ratio. */
  dpi: v.pipe(v.number(), v.integer(), v.minValue(48), v.maxValue(960)),
});
export type Viewport = v.InferOutput<typeof viewportSchema>;
