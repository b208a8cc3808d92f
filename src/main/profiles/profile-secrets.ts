/** What profiles need of the secret store; its errors are STORAGE_FAILED and STORAGE_NEWER. */
export type ProfileSecrets = {
  /** Names of the secrets that are kept for a profile. */
  names(profileId: string): readonly string[];
  /** Sets secrets, and forgets those that are null or empty; all or nothing. */
  update(profileId: string, changes: Readonly<Record<string, string | null>>): Promise<void>;
  /** Forgets all secrets of a profile. Returns what brings them back. */
  deleteAll(profileId: string): Promise<() => Promise<void>>;
  copyAll(fromProfileId: string, toProfileId: string): Promise<void>;
};
