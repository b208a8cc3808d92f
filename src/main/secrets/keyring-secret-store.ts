import { AppError, adviceFor } from '../../shared/errors';
import type { Notice } from '../../shared/model/notice';
import type { JsonDocument } from '../storage/json-document';
import { SerialQueue } from '../storage/serial-queue';
import type { Encryption } from './encryption';
import type { SecretStore } from './secret-store';
import type { SecretsContent } from './secrets-document';
import { SessionSecretStore } from './session-secret-store';

export type KeyringSecretStoreOptions = {
  document: JsonDocument<SecretsContent>;
  encryption: Encryption;
  notify: (notice: Notice) => void;
};

type Ciphers = Readonly<Record<string, string>>;
type Changes = Readonly<Record<string, string | null>>;

const MEMORY_ONLY: Notice = {
  id: 'secrets.memory',
  tone: 'info',
  title: 'Passwords are kept only until you quit',
  text: 'No system keyring is available, so passwords are kept in memory and never written to disk.',
};

function unreadableNotice(): Notice {
  const error = new AppError('SECRET_UNREADABLE');
  return {
    id: 'secrets.unreadable',
    tone: 'warning',
    title: error.message,
    text: `${adviceFor(error.code)} The saved one stays in its file until it is replaced.`,
  };
}

function without(content: SecretsContent, profileId: string): SecretsContent {
  return Object.fromEntries(Object.entries(content).filter(([id]) => id !== profileId));
}

function withCiphers(content: SecretsContent, profileId: string, ciphers: Ciphers): SecretsContent {
  const others = without(content, profileId);
  return Object.keys(ciphers).length === 0 ? others : { ...others, [profileId]: ciphers };
}

/**
 * Secrets encrypted with a key from the system's keyring, in a document of their own.
 *
 * Without a keyring, or while it refuses, new secrets stay in memory until the app ends and a notice says so; plain
 * text is never written. What was saved earlier stays on disk untouched and is not offered. A secret that the
 * keyring cannot decrypt counts as none, with a notice, and also stays: the keyring that made it may come back.
 */
export class KeyringSecretStore implements SecretStore {
  readonly #document: JsonDocument<SecretsContent>;
  readonly #encryption: Encryption;
  readonly #notify: (notice: Notice) => void;
  /** Secrets that could not be encrypted. One found here is newer than one on disk. */
  readonly #memory = new SessionSecretStore();
  readonly #queue = new SerialQueue();
  /** Ciphertexts that the keyring refused in this run. */
  readonly #unreadable = new Set<string>();
  #isMemoryOnlyTold = false;

  constructor({ document, encryption, notify }: KeyringSecretStoreOptions) {
    this.#document = document;
    this.#encryption = encryption;
    this.#notify = notify;
    if (!encryption.isAvailable()) this.#tellMemoryOnly();
  }

  get canPersist(): boolean {
    return this.#encryption.isAvailable() && this.#document.access === 'writable';
  }

  names(profileId: string): readonly string[] {
    const names = new Set(this.#memory.names(profileId));
    if (this.#encryption.isAvailable()) {
      for (const [name, cipher] of Object.entries(this.#ciphers(profileId))) {
        if (!this.#unreadable.has(cipher)) names.add(name);
      }
    }
    return [...names].sort();
  }

  async get(profileId: string, name: string): Promise<string | undefined> {
    const inMemory = await this.#memory.get(profileId, name);
    if (inMemory !== undefined) return inMemory;
    const ciphers = this.#ciphers(profileId);
    const cipher = Object.hasOwn(ciphers, name) ? ciphers[name] : undefined;
    if (cipher === undefined || this.#unreadable.has(cipher) || !this.#encryption.isAvailable())
      return undefined;
    try {
      return await this.#encryption.decrypt(Buffer.from(cipher, 'base64'));
    } catch {
      this.#unreadable.add(cipher);
      this.#notify(unreadableNotice());
      return undefined;
    }
  }

  update(profileId: string, changes: Changes): Promise<void> {
    return this.#queue.run(() => this.#apply(profileId, changes));
  }

  deleteAll(profileId: string): Promise<() => Promise<void>> {
    return this.#queue.run(async () => {
      const ciphers = this.#ciphers(profileId);
      if (Object.keys(ciphers).length > 0) this.#document.update((content) => without(content, profileId));
      const restoreMemory = await this.#memory.deleteAll(profileId);
      return () =>
        this.#queue.run(async () => {
          this.#store(profileId, ciphers);
          await restoreMemory();
        });
    });
  }

  copyAll(fromProfileId: string, toProfileId: string): Promise<void> {
    return this.#queue.run(async () => {
      this.#store(toProfileId, this.#ciphers(fromProfileId));
      await this.#memory.copyAll(fromProfileId, toProfileId);
    });
  }

  #ciphers(profileId: string): Ciphers {
    const content = this.#document.value;
    return (Object.hasOwn(content, profileId) ? content[profileId] : undefined) ?? {};
  }

  #store(profileId: string, ciphers: Ciphers): void {
    const isUnchanged =
      Object.keys(ciphers).length === 0 && Object.keys(this.#ciphers(profileId)).length === 0;
    if (!isUnchanged) this.#document.update((content) => withCiphers(content, profileId, ciphers));
  }

  async #apply(profileId: string, changes: Changes): Promise<void> {
    const ciphers = new Map(Object.entries(this.#ciphers(profileId)));
    const forMemory: Record<string, string | null> = {};
    let isDiskChanged = false;
    for (const [name, value] of Object.entries(changes)) {
      const cipher = value === null || value === '' ? null : await this.#encrypt(value);
      forMemory[name] = cipher === undefined ? value : null;
      if (cipher === undefined) continue;
      isDiskChanged ||= cipher !== null || ciphers.has(name);
      if (cipher === null) ciphers.delete(name);
      else ciphers.set(name, cipher);
    }
    if (isDiskChanged) this.#store(profileId, Object.fromEntries(ciphers));
    await this.#memory.update(profileId, forMemory);
  }

  /** Base64 of the ciphertext, or undefined when the secret has to stay in memory. */
  async #encrypt(value: string): Promise<string | undefined> {
    if (this.#encryption.isAvailable()) {
      try {
        return Buffer.from(await this.#encryption.encrypt(value)).toString('base64');
      } catch {
        // Told below, like a keyring that is not there.
      }
    }
    this.#tellMemoryOnly();
    return undefined;
  }

  /** Once in a run: the user may have dismissed it. */
  #tellMemoryOnly(): void {
    if (!this.#isMemoryOnlyTold) this.#notify(MEMORY_ONLY);
    this.#isMemoryOnlyTold = true;
  }
}
