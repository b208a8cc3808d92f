/**
 * Passwords, passphrases and private keys of profiles, by guacd parameter name. They never leave the main process.
 * Values are not empty; `names` tells only of secrets that `get` can give.
 */
export type SecretStore = {
  /** Whether a secret set now outlives this run of the app. */
  readonly canPersist: boolean;
  /** Names of the secrets that are kept for a profile, sorted. */
  names(profileId: string): readonly string[];
  /** The secret, or undefined when there is none or it cannot be read. Never throws. */
  get(profileId: string, name: string): Promise<string | undefined>;
  /**
   * Sets the named secrets, and forgets those whose value is null or empty; the others stay. All or nothing:
   * STORAGE_FAILED or STORAGE_NEWER leave everything as it was.
   */
  update(profileId: string, changes: Readonly<Record<string, string | null>>): Promise<void>;
  /** Forgets all secrets of a profile. Returns what brings them back, once, in this run. Errors as `update`. */
  deleteAll(profileId: string): Promise<() => Promise<void>>;
  /** Gives one profile the secrets of another, in place of its own. Errors as `update`. */
  copyAll(fromProfileId: string, toProfileId: string): Promise<void>;
};
