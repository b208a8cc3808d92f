/** Folders that one engine is given; more than anybody shares. */
const MAX_FOLDERS = 200;

/**
 * Which folders of the user an engine in a sandbox may use. What it is not given when it starts it cannot reach later.
 */
export class FolderReach {
  readonly #wanted = new Set<string>();
  #given: ReadonlySet<string> = new Set();

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

  /** Called at each start: all that are wanted, which are then given. */
  give(): string[] {
    this.#given = new Set(this.#wanted);
    return [...this.#given];
  }

  /** Whether the engine was started without one of these. */
  lacks(folders: readonly string[]): boolean {
    return folders.some((folder) => !this.#given.has(folder));
  }
}
