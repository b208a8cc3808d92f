import type { DiskFile, JournalDisk } from '../../../../src/main/journal/journal-disk';

type Operation = 'prepare' | 'list' | 'readEnd' | 'append' | 'replace' | 'remove';

/** A folder of session logs in memory, whose operations can be made to fail or to wait. */
export class MemoryDisk implements JournalDisk {
  readonly files = new Map<string, Buffer>();
  /** Wall-clock milliseconds of the last change; a file that is not here was changed at 0. */
  readonly changedAt = new Map<string, number>();
  /** Operations that fail, with the system's code. */
  readonly failing = new Map<Operation, string>();
  /** An append that fails leaves so many bytes behind. */
  writesBeforeFailing = 0;
  /** Appends wait for this. */
  gate: Promise<void> = Promise.resolve();

  text(name: string): string {
    return this.files.get(name)?.toString('utf8') ?? '';
  }

  put(name: string, text: string, changedAt = 0): void {
    this.files.set(name, Buffer.from(text));
    this.changedAt.set(name, changedAt);
  }

  prepare(): Promise<void> {
    return this.#do('prepare', () => undefined);
  }

  list(): Promise<DiskFile[]> {
    return this.#do('list', () =>
      [...this.files].map(([name, content]) => ({
        name,
        bytes: content.length,
        changedAt: this.changedAt.get(name) ?? 0,
      })),
    );
  }

  readEnd(name: string, maxBytes: number): Promise<{ tail: Buffer; bytes: number } | null> {
    return this.#do('readEnd', () => {
      const content = this.files.get(name);
      if (content === undefined) return null;
      return { tail: content.subarray(-maxBytes), bytes: content.length };
    });
  }

  async append(name: string, text: string): Promise<void> {
    await this.gate;
    const present = this.files.get(name) ?? Buffer.alloc(0);
    const isFailing = this.failing.has('append');
    const added = isFailing ? Buffer.from(text).subarray(0, this.writesBeforeFailing) : Buffer.from(text);
    if (added.length > 0) this.files.set(name, Buffer.concat([present, added]));
    return this.#do('append', () => undefined);
  }

  replace(from: string, to: string): Promise<void> {
    return this.#do('replace', () => {
      const content = this.files.get(from);
      if (content === undefined) return;
      this.files.delete(from);
      this.files.set(to, content);
    });
  }

  remove(name: string): Promise<void> {
    return this.#do('remove', () => void this.files.delete(name));
  }

  #do<T>(operation: Operation, work: () => T): Promise<T> {
    const code = this.failing.get(operation);
    if (code !== undefined) return Promise.reject(Object.assign(new Error(code), { code }));
    return Promise.resolve(work());
  }
}
