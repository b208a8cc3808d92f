import type { ProfileDraft, ProfileView } from '../../../shared/model/profile';
import type { Handlers } from '../register';

/** What the calls about profiles need of the profile store. */
export type ProfileService = {
  list(): ProfileView[];
  save(draft: ProfileDraft): ProfileView | Promise<ProfileView>;
  duplicate(profileId: string): ProfileView | Promise<ProfileView>;
  delete(profileId: string): void | Promise<void>;
  restore(profileId: string): ProfileView | Promise<ProfileView>;
};

type Names =
  'profiles.list' | 'profiles.save' | 'profiles.duplicate' | 'profiles.delete' | 'profiles.restore';

/** The calls `profiles.*`. */
export function createProfileHandlers(profiles: ProfileService): Pick<Handlers, Names> {
  return {
    'profiles.list': () => profiles.list(),
    'profiles.save': (draft) => profiles.save(draft),
    'profiles.duplicate': ({ profileId }) => profiles.duplicate(profileId),
    'profiles.delete': async ({ profileId }) => {
      await profiles.delete(profileId);
      return undefined;
    },
    'profiles.restore': ({ profileId }) => profiles.restore(profileId),
  };
}
