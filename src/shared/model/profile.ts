import * as v from 'valibot';
import { protocolSchema } from './protocol';

/** guacd refuses a value of more code points; src/shared/guacamole/limits.ts has the source. */
export const MAX_PARAMETER_LENGTH = 8192;
export const MAX_PROFILE_NAME_LENGTH = 120;

const parameterNameSchema = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));
const parameterValueSchema = v.pipe(v.string(), v.maxLength(MAX_PARAMETER_LENGTH));

/** Wall-clock milliseconds. JSON reads 1e999 as infinity and writes that as null, which would damage the next file. */
const wallTimeSchema = v.pipe(v.number(), v.finite());

/** An object and no list, which `record` would take for an object with the keys 0, 1 and so on. */
const objectOf = <T>() =>
  v.custom<Record<string, T>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );

export const profileIdSchema = v.pipe(v.string(), v.uuid());

/** A saved connection as it lies on disk: everything but its secrets. Times are wall-clock milliseconds. */
export const profileSchema = v.strictObject({
  id: profileIdSchema,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_PROFILE_NAME_LENGTH)),
  protocol: protocolSchema,
  /** Values by guacd's parameter name; only set ones, never a secret one. */
  parameters: v.pipe(objectOf<string>(), v.record(parameterNameSchema, parameterValueSchema)),
  createdAt: wallTimeSchema,
  updatedAt: wallTimeSchema,
  lastOpenedAt: v.nullable(wallTimeSchema),
});
export type Profile = v.InferOutput<typeof profileSchema>;

/** A profile as a window sees it: with the names of the secrets that are kept, never their values. */
export const profileViewSchema = v.strictObject({
  ...profileSchema.entries,
  secretNames: v.array(parameterNameSchema),
});
export type ProfileView = v.InferOutput<typeof profileViewSchema>;

/** What a window sends to create (no id) or change a profile. A secret that is not named stays as it is. */
export const profileDraftSchema = v.strictObject({
  id: v.optional(profileIdSchema),
  name: profileSchema.entries.name,
  protocol: protocolSchema,
  parameters: profileSchema.entries.parameters,
  /** New secret values by parameter name; null forgets the kept one. */
  secrets: v.pipe(objectOf<string | null>(), v.record(parameterNameSchema, v.nullable(parameterValueSchema))),
});
export type ProfileDraft = v.InferOutput<typeof profileDraftSchema>;

/** Whether sessions of this profile only watch: no input of any kind leaves main for them. */
export function isReadOnly(profile: Pick<Profile, 'parameters'>): boolean {
  return profile.parameters['read-only'] === 'true';
}
