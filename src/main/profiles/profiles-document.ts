import * as v from 'valibot';
import { type Profile, profileSchema } from '../../shared/model/profile';
import type { DocumentSpec } from '../storage/document-spec';

/** Far more than anybody keeps; it bounds the list that crosses to the window. */
export const MAX_PROFILES = 5000;

const profilesSchema = v.pipe(
  v.array(profileSchema),
  v.maxLength(MAX_PROFILES),
  v.check((profiles) => new Set(profiles.map((profile) => profile.id)).size === profiles.length),
);

/** The profiles of a newer version that are understood, without the fields that are not. */
function salvageProfiles(data: unknown): Profile[] | undefined {
  const items = v.safeParse(v.array(v.unknown()), data);
  if (!items.success) return undefined;
  const byId = new Map<string, Profile>();
  for (const item of items.output) {
    const parsed = v.safeParse(v.object(profileSchema.entries), item);
    if (parsed.success) byId.set(parsed.output.id, parsed.output);
  }
  return [...byId.values()].slice(0, MAX_PROFILES);
}

/** Saved connections, without their secrets. */
export const PROFILES_DOCUMENT: DocumentSpec<Profile[]> = {
  name: 'profiles',
  title: 'saved connections',
  schema: profilesSchema,
  migrations: [],
  createDefault: () => [],
  salvage: salvageProfiles,
};
