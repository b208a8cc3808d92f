/** Folders that one engine is given; more than anybody shares. */
const MAX_FOLDERS = 200;

/**
 * Which folders of the user an engine in a sandbox may use. What it is not given when it starts it cannot reach later.
 */
export class FolderReach {
  readonly #find: (folder: string) => Promise<string | null>;
  readonly #wanted = new Set<string>();
  /** True paths. */
  #given: ReadonlySet<string> = new Set();

  /** @param find tells the true path of a folder; null when it is not there. Never rejects */
  constructor(find: (folder: string) => Promise<string | null>) {
    this.#find = find;
  }

  /** Folders that the next start is to give, besides those that were wanted before; the oldest go when it is too many. */
  want(folders: readonly string[]): void {
    for (const folder of folders) {
      this.#wanted.delete(folder);
      this.#wanted.add(folder);
    }
    for (const folder of this.#wanted) {
      if (this.#wanted.size <= MAX_FOLDERS) return;
      this.#wanted.delete(folder);
    }
  }

  /** Called at each start: the true paths of all that are wanted and there, which are then given. */
  async give(): Promise<string[]> {
    this.#given = new Set(await this.#present([...this.#wanted]));
    return [...this.#given];
  }

  /** Whether the engine was started without one of these that is there now. */
  async lacks(folders: readonly string[]): Promise<boolean> {
    return (await this.#present(folders)).some((path) => !this.#given.has(path));
  }

  async #present(folders: readonly string[]): Promise<string[]> {
    const found = await Promise.all(folders.map(this.#find));
    return found.filter((path) => path !== null);
  }
}
