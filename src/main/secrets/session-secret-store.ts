import type { SecretStore } from './secret-store';

/** Secrets in memory only: gone when the app ends. */
export class SessionSecretStore implements SecretStore {
  readonly canPersist = false;
  readonly #secrets = new Map<string, Map<string, string>>();

  names(profileId: string): readonly string[] {
    return [...(this.#secrets.get(profileId)?.keys() ?? [])].sort();
  }

  get(profileId: string, name: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(profileId)?.get(name));
  }

  update(profileId: string, changes: Readonly<Record<string, string | null>>): Promise<void> {
    const secrets = new Map(this.#secrets.get(profileId));
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') secrets.delete(name);
      else secrets.set(name, value);
    }
    this.#replace(profileId, secrets);
    return Promise.resolve();
  }

  deleteAll(profileId: string): Promise<() => Promise<void>> {
    const secrets = this.#secrets.get(profileId) ?? new Map<string, string>();
    this.#secrets.delete(profileId);
    return Promise.resolve(() => {
      this.#replace(profileId, secrets);
      return Promise.resolve();
    });
  }

  copyAll(fromProfileId: string, toProfileId: string): Promise<void> {
    this.#replace(toProfileId, new Map(this.#secrets.get(fromProfileId)));
    return Promise.resolve();
  }

  #replace(profileId: string, secrets: Map<string, string>): void {
    if (secrets.size === 0) this.#secrets.delete(profileId);
    else this.#secrets.set(profileId, secrets);
  }
}
