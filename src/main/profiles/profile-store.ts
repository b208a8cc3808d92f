import { createDisposable, type Disposable } from '../../shared/disposable';
import { AppError } from '../../shared/errors';
import { findParameter, isSecretParameter } from '../../shared/model/parameters/catalogue';
import type { Profile, ProfileDraft, ProfileView } from '../../shared/model/profile';
import { normaliseParameters, validateProfile } from '../../shared/model/profile-validation';
import { hasSameDestination } from '../../shared/model/secret-destination';
import type { JsonDocument } from '../storage/json-document';
import { SerialQueue } from '../storage/serial-queue';
import { copyName } from './copy-name';
import type { ProfileSecrets } from './profile-secrets';
import { MAX_PROFILES } from './profiles-document';

/** How many deleted profiles can be brought back; older ones are gone for good. */
export const MAX_BIN = 50;

type Listener = (profiles: ProfileView[]) => void;
type BinEntry = { profile: Profile; restoreSecrets: () => Promise<void> };

export type ProfileStoreOptions = {
  document: JsonDocument<Profile[]>;
  secrets: ProfileSecrets;
  /** Wall-clock milliseconds. */
  now: () => number;
  /** A new UUID. */
  createId: () => string;
};

/**
 * The saved connections. Changes happen one after the other; each is on disk, secrets included, before its promise
 * resolves, and leaves everything as it was when it rejects. Listeners are told just before it resolves.
 *
 * All changes may reject with STORAGE_FAILED or STORAGE_NEWER, and those of a profile that is not there with
 * PROFILE_UNKNOWN.
 */
export class ProfileStore {
  readonly #document: JsonDocument<Profile[]>;
  readonly #secrets: ProfileSecrets;
  readonly #now: () => number;
  readonly #createId: () => string;
  readonly #queue = new SerialQueue();
  readonly #listeners = new Set<Listener>();
  /** Deleted profiles with their secrets, oldest first, until the app ends. */
  readonly #bin = new Map<string, BinEntry>();

  constructor({ document, secrets, now, createId }: ProfileStoreOptions) {
    this.#document = document;
    this.#secrets = secrets;
    this.#now = now;
    this.#createId = createId;
  }

  /** All profiles, in no particular order. */
  list(): ProfileView[] {
    return this.#document.value.map((profile) => this.#view(profile));
  }

  /** One profile. Throws PROFILE_UNKNOWN. */
  get(id: string): ProfileView {
    return this.#view(this.#find(id));
  }

  /**
   * Creates (no id) or changes a profile. Secrets that are not given stay, unless the profile now leads to another
   * computer, or to it by another protocol: then they are forgotten. PROFILE_INVALID has what is wrong by field in its details.
   */
  save(draft: ProfileDraft): Promise<ProfileView> {
    return this.#change(() => this.#save(draft));
  }

  /** Keeps values that the user gave when asked: secret ones as secrets, others as parameters. Errors as `save`. */
  remember(id: string, values: Readonly<Record<string, string>>): Promise<ProfileView> {
    return this.#change(() => {
      const { name, protocol, parameters } = this.#find(id);
      const entries = Object.entries(values);
      const plain = entries.filter(([parameter]) => !isSecretParameter(parameter));
      const secret = entries.filter(([parameter]) => isSecretParameter(parameter));
      return this.#save({
        id,
        name,
        protocol,
        parameters: { ...parameters, ...Object.fromEntries(plain) },
        secrets: Object.fromEntries(secret),
      });
    });
  }

  /** A copy with the same secrets under a free name. */
  duplicate(id: string): Promise<ProfileView> {
    return this.#change(async () => {
      const original = this.#find(id);
      const taken = new Set(this.#document.value.map((profile) => profile.name));
      const now = this.#now();
      const copy: Profile = {
        ...original,
        id: this.#createId(),
        name: copyName(original.name, taken),
        createdAt: now,
        updatedAt: now,
        lastOpenedAt: null,
      };
      await this.#writeWith(this.#added(copy), () => this.#secrets.copyAll(id, copy.id));
      return copy;
    });
  }

  /** Deletes a profile with its secrets. Until the app ends, `restore` brings back the last {@link MAX_BIN}. */
  async delete(id: string): Promise<void> {
    await this.#change(async () => {
      const profile = this.#find(id);
      // Secrets go first: after a crash in between, no password is left behind without its profile.
      const restoreSecrets = await this.#secrets.deleteAll(id);
      try {
        this.#document.update((profiles) => profiles.filter((each) => each.id !== id));
      } catch (thrown) {
        await restoreSecrets();
        throw thrown;
      }
      this.#bin.set(id, { profile, restoreSecrets });
      for (const oldest of [...this.#bin.keys()].slice(0, -MAX_BIN)) this.#bin.delete(oldest);
      return profile;
    });
  }

  /** Brings a deleted profile back as it was, with its secrets. */
  restore(id: string): Promise<ProfileView> {
    return this.#change(async () => {
      const entry = this.#bin.get(id);
      if (entry === undefined) throw new AppError('PROFILE_UNKNOWN');
      await this.#writeWith(this.#added(entry.profile), entry.restoreSecrets);
      this.#bin.delete(id);
      return entry.profile;
    });
  }

  /** Notes that a profile was opened just now. Never rejects: a session must not fail because this was not saved. */
  async touch(id: string): Promise<void> {
    try {
      await this.#change(() => {
        const profile = { ...this.#find(id), lastOpenedAt: this.#now() };
        this.#document.update(() => this.#replaced(profile));
        return profile;
      });
    } catch {
      return;
    }
  }

  /** Calls back with all profiles after each change. */
  onChanged(listener: Listener): Disposable {
    this.#listeners.add(listener);
    return createDisposable(() => this.#listeners.delete(listener));
  }

  async #change(task: () => Promise<Profile> | Profile): Promise<ProfileView> {
    return this.#queue.run(async () => {
      const view = this.#view(await task());
      const profiles = this.list();
      for (const listener of [...this.#listeners]) listener(profiles);
      return view;
    });
  }

  async #save(draft: ProfileDraft): Promise<Profile> {
    const problems = validateProfile(draft);
    if (Object.keys(problems).length > 0)
      throw new AppError('PROFILE_INVALID', undefined, { details: problems });
    const before = draft.id === undefined ? undefined : this.#find(draft.id);
    const now = this.#now();
    const profile: Profile = {
      id: before?.id ?? this.#createId(),
      name: draft.name.trim(),
      protocol: draft.protocol,
      parameters: normaliseParameters(draft.protocol, draft.parameters),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      lastOpenedAt: before?.lastOpenedAt ?? null,
    };
    const secrets = { ...this.#outdatedSecrets(profile, before), ...draft.secrets };
    await this.#writeWith(before === undefined ? this.#added(profile) : this.#replaced(profile), async () => {
      if (Object.keys(secrets).length > 0) await this.#secrets.update(profile.id, secrets);
    });
    return profile;
  }

  /** Kept secrets to be forgotten: all when host or protocol changed, else those that the protocol does not have. */
  #outdatedSecrets({ id, protocol, parameters }: Profile, before: Profile | undefined): Record<string, null> {
    const hasMoved = before !== undefined && !hasSameDestination(before, { protocol, parameters });
    const outdated = this.#secrets
      .names(id)
      .filter((name) => hasMoved || findParameter(protocol, name)?.secret !== true);
    return Object.fromEntries(outdated.map((name) => [name, null]));
  }

  /** Writes the profiles, then their secrets; takes the first back when the second fails. */
  async #writeWith(profiles: Profile[], writeSecrets: () => Promise<void>): Promise<void> {
    const before = this.#document.value;
    this.#document.update(() => profiles);
    try {
      await writeSecrets();
    } catch (thrown) {
      this.#document.update(() => before);
      throw thrown;
    }
  }

  #added(profile: Profile): Profile[] {
    const profiles = this.#document.value;
    if (profiles.length >= MAX_PROFILES) {
      const problem = { name: `At most ${MAX_PROFILES} connections can be saved.` };
      throw new AppError('PROFILE_INVALID', undefined, { details: problem });
    }
    return [...profiles, profile];
  }

  #replaced(profile: Profile): Profile[] {
    return this.#document.value.map((each) => (each.id === profile.id ? profile : each));
  }

  #find(id: string): Profile {
    const profile = this.#document.value.find((each) => each.id === id);
    if (profile === undefined) throw new AppError('PROFILE_UNKNOWN');
    return profile;
  }

  #view(profile: Profile): ProfileView {
    return { ...profile, secretNames: [...this.#secrets.names(profile.id)] };
  }
}
