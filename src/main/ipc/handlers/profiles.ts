import type { Profile, ProfileDraft, ProfileView } from '../../../shared/model/profile';
import type { Handlers } from '../register';

/** What the calls about profiles need of the profile store. */
export type ProfileService = {
  list(): ProfileView[];
  save(draft: ProfileDraft): ProfileView | Promise<ProfileView>;
  duplicate(profileId: string): ProfileView | Promise<ProfileView>;
  delete(profileId: string): void | Promise<void>;
  restore(profileId: string): ProfileView | Promise<ProfileView>;
};

/** The connections that are not saved. */
export type TemporaryProfileService = { get(profileId: string): Profile | undefined };

type Names =
  | 'profiles.temporary'
  | 'profiles.list'
  | 'profiles.save'
  | 'profiles.duplicate'
  | 'profiles.delete'
  | 'profiles.restore';

/** The calls `profiles.*`. */
export function createProfileHandlers(
  profiles: ProfileService,
  temporaryProfiles: TemporaryProfileService,
): Pick<Handlers, Names> {
  return {
    'profiles.list': () => profiles.list(),
    'profiles.save': (draft) => profiles.save(draft),
    'profiles.duplicate': ({ profileId }) => profiles.duplicate(profileId),
    'profiles.delete': async ({ profileId }) => {
      await profiles.delete(profileId);
      return undefined;
    },
    'profiles.temporary': ({ profileId }) => {
      const profile = temporaryProfiles.get(profileId);
      if (profile === undefined) return null;
      const { name, protocol, parameters } = profile;
      return { name, protocol, parameters, secrets: {} };
    },
    'profiles.restore': ({ profileId }) => profiles.restore(profileId),
  };
}
