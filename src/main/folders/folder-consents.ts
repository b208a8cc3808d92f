import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors';
import type { Profile } from '../../shared/model/profile';
import { destinationOf } from '../../shared/model/secret-destination';
import type { JsonDocument } from '../storage/json-document';
import { SerialQueue } from '../storage/serial-queue';
import { type FolderUse, folderUsesOf } from './folder-uses';
import { MAX_FOLDER_CONSENTS } from './folders-document';

/** What the user is asked. */
export type FolderQuestion = {
  /** Name of the connection. */
  connection: string;
  /** The computer it leads to, as the engine is told; may be empty. */
  host: string;
  /** At least one. */
  uses: readonly FolderUse[];
};

export type FolderConsentsOptions = {
  document: JsonDocument<string[]>;
  /** Asks the user. Resolves to true when they agree. */
  ask: (question: FolderQuestion) => Promise<boolean>;
  /** A yes could not be saved; it holds for this run. */
  onNotSaved: (error: unknown) => void;
};

/**
 * Which connections may make the engine use folders of its computer. A connection can be changed by the page, which may
 * be hijacked; what the engine shares or writes is therefore agreed to in main, once for each destination and its folders.
 */
export class FolderConsents {
  readonly #options: FolderConsentsOptions;
  readonly #queue = new SerialQueue();
  /** Agreed to in this run. */
  readonly #agreed = new Set<string>();
  /** What is being asked, so that two sessions of one connection cause one question. */
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(options: FolderConsentsOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the engine may be told these parameters: at once when they name no folder or the user has agreed
   * before, else after the user's answer. Questions come one at a time.
   *
   * @param parameters all that guacd will be told, which may be more than the profile has
   * @throws AppError FOLDER_REFUSED when the user does not agree
   */
  async require(profile: Profile, parameters: Readonly<Record<string, string>>): Promise<void> {
    const uses = folderUsesOf(parameters);
    if (uses.length === 0) return;
    const digest = digestOf({ ...profile, parameters }, uses);
    if (this.#isAgreed(digest)) return;
    const question = { connection: profile.name, host: parameters.hostname ?? '', uses };
    if (!(await this.#askOnce(digest, question))) throw new AppError('FOLDER_REFUSED');
  }

  /** Of these connections, those whose folders the user has agreed to. */
  agreedTo(profiles: readonly Profile[]): Profile[] {
    return profiles.filter((profile) => {
      const uses = folderUsesOf(profile.parameters);
      return uses.length > 0 && this.#isAgreed(digestOf(profile, uses));
    });
  }

  #isAgreed(digest: string): boolean {
    return this.#agreed.has(digest) || this.#options.document.value.includes(digest);
  }

  #askOnce(digest: string, question: FolderQuestion): Promise<boolean> {
    const present = this.#asking.get(digest);
    if (present !== undefined) return present;
    const answer = this.#queue
      .run(() => this.#options.ask(question))
      .then((agrees) => {
        if (agrees) this.#keep(digest);
        return agrees;
      })
      .finally(() => this.#asking.delete(digest));
    this.#asking.set(digest, answer);
    return answer;
  }

  #keep(digest: string): void {
    this.#agreed.add(digest);
    try {
      this.#options.document.update((kept) => [...kept, digest].slice(-MAX_FOLDER_CONSENTS));
    } catch (error) {
      this.#options.onNotSaved(error);
    }
  }
}

function digestOf(destination: Profile, uses: readonly FolderUse[]): string {
  const facts = [destinationOf(destination), uses.map(({ kind, path }) => [kind, path])];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
