import { AppError } from '../../shared/errors';
import type { Profile, ProfileDraft } from '../../shared/model/profile';
import { normaliseParameters, validateProfile } from '../../shared/model/profile-validation';

export type TemporaryProfilesOptions = {
  /** Wall-clock milliseconds. */
  now: () => number;
  /** A new UUID. */
  createId: () => string;
};

/**
 * Connections that are used once: they live in memory as long as their session is listed, and nothing of them is
 * written, neither their values nor a session log. They have no secrets; the user is asked for those.
 */
export class TemporaryProfiles {
  readonly #options: TemporaryProfilesOptions;
  readonly #profiles = new Map<string, Profile>();

  constructor(options: TemporaryProfilesOptions) {
    this.#options = options;
  }

  /** @throws AppError PROFILE_INVALID as `ProfileStore.save` does, also for a draft with secrets or an ID */
  add({ id, name, protocol, parameters, secrets }: ProfileDraft): Profile {
    const problems = validateProfile({ name, protocol, parameters, secrets });
    if (id !== undefined || Object.keys({ ...problems, ...secrets }).length > 0)
      throw new AppError('PROFILE_INVALID', undefined, { details: problems });
    const now = this.#options.now();
    const profile: Profile = {
      id: this.#options.createId(),
      name: name.trim(),
      protocol,
      parameters: normaliseParameters(protocol, parameters),
      createdAt: now,
      updatedAt: now,
      lastOpenedAt: now,
    };
    this.#profiles.set(profile.id, profile);
    return profile;
  }

  /** Undefined: it is a saved one, or there is none. */
  get(id: string): Profile | undefined {
    return this.#profiles.get(id);
  }

  /** Forgets those that no session uses any more. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#profiles.keys()) if (!ids.has(id)) this.#profiles.delete(id);
  }
}
