import * as v from 'valibot';
import { profileIdSchema } from '../../shared/model/profile';
import { MAX_REQUESTS } from './max-requests';

/** Longer links are refused; no real one comes near. */
export const MAX_LINK_LENGTH = 2048;

/** Who asked: the user in a terminal, or the system for another program, a web page or a file manager. */
const originSchema = v.picklist(['command-line', 'system']);
const textSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_LINK_LENGTH));

/** What a start of the program asks the app for. Only a profile, which the user named, is opened without a question. */
const launchRequestSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('profile'), profileId: profileIdSchema }),
  v.strictObject({ kind: v.literal('new-connection') }),
  v.strictObject({ kind: v.literal('link'), text: textSchema, origin: originSchema }),
  v.strictObject({
    kind: v.literal('file'),
    /** Absolute. */
    path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
    origin: originSchema,
  }),
]);
export type LaunchRequest = v.InferOutput<typeof launchRequestSchema>;

const launchDataSchema = v.strictObject({
  version: v.literal(1),
  requests: v.pipe(v.array(launchRequestSchema), v.maxLength(MAX_REQUESTS), v.readonly()),
});

/** What a second start of the program hands to the first one. */
export type LaunchData = v.InferOutput<typeof launchDataSchema>;

/** What another start handed over; anything but what we write is no request at all. Never throws. */
export function readLaunchData(data: unknown): readonly LaunchRequest[] {
  const parsed = v.safeParse(launchDataSchema, data);
  return parsed.success ? parsed.output.requests : [];
}
