import * as v from 'valibot';
import { journalNoteSchema, type Journal, type JournalNote } from '../../shared/model/journal';
import type { Notice } from '../../shared/model/notice';
import { AppError } from '../../shared/errors';
import { JournalFile } from './journal-file';
import { fateOf } from './journal-names';
import type { JournalDisk } from './journal-disk';

/** A file that is so much older than the newest one is deleted at the next start. */
export const MAX_AGE_DAYS = 180;
/** All files together; beyond it those that were not written for longest are deleted at the next start. */
export const MAX_TOTAL_BYTES = 67_108_864;
const DAY_MS = 86_400_000;

export type JournalStoreOptions = {
  disk: JournalDisk;
  /** Wall-clock milliseconds. */
  wallTime: () => number;
  notify: (notice: Notice) => void;
  /** Told of each failure of the disk. */
  onFailure: (error: unknown) => void;
};

/**
 * The session logs: one for each connection, in files that outlive the app. Writing never waits, never fails and
 * never holds up a session: what the disk does not take is lost, which the user is told once. Nothing but what
 * `journalNoteSchema` has room for is written.
 */
export class JournalStore {
  readonly #options: JournalStoreOptions;
  readonly #files = new Map<string, JournalFile>();
  readonly #ready: Promise<void>;
  #hasFailed = false;
  #profileIds: ReadonlySet<string> | null = null;

  constructor(options: JournalStoreOptions) {
    this.#options = options;
    this.#ready = this.#prepare();
  }

  /** Adds to the log of a connection. Never throws. A note that breaks its schema is left out. */
  note(profileId: string, note: JournalNote): void {
    const { wallTime, onFailure } = this.#options;
    const parsed = v.safeParse(journalNoteSchema, note);
    if (parsed.success) this.#file(profileId).note(parsed.output, new Date(wallTime()));
    else onFailure(new Error('a note for the session log breaks its schema'));
  }

  /** The log of a connection, with all that was noted so far. STORAGE_FAILED when it cannot be read. */
  async read(profileId: string): Promise<Journal> {
    try {
      // One that nothing was noted for is not kept: a page may ask for any connection.
      return await (this.#files.get(profileId) ?? this.#open(profileId)).read();
    } catch (cause) {
      throw new AppError('STORAGE_FAILED', 'The session log could not be read.', { cause });
    }
  }

  /**
   * Takes note of the connections that there are. The log of one that is gone since the last call is kept until
   * `close`, or until the connection is there again. The first call deletes nothing.
   */
  followProfiles(profileIds: Iterable<string>): void {
    const present = new Set(profileIds);
    const before = this.#profileIds ?? present;
    this.#profileIds = present;
    for (const id of before) if (!present.has(id)) void this.#file(id).rename('deleted');
    for (const id of present) if (!before.has(id)) void this.#file(id).rename('kept');
  }

  /** Writes what waits, and deletes the logs of deleted connections. Never rejects. */
  async close(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => file.flush()));
    await this.#attempt(async () => this.#removeDeleted());
  }

  #file(profileId: string): JournalFile {
    const file = this.#files.get(profileId) ?? this.#open(profileId);
    this.#files.set(profileId, file);
    return file;
  }

  #open(profileId: string): JournalFile {
    return new JournalFile(this.#options.disk, profileId, this.#ready, (error) => this.#failed(error));
  }

  async #prepare(): Promise<void> {
    await this.#attempt(async () => {
      await this.#options.disk.prepare();
      await this.#removeDeleted();
      await this.#removeOld();
    });
  }

  async #removeDeleted(): Promise<void> {
    const { disk } = this.#options;
    for (const { name } of await disk.list()) if (fateOf(name) === 'deleted') await disk.remove(name);
  }

  async #removeOld(): Promise<void> {
    const { disk, wallTime } = this.#options;
    const files = (await disk.list()).filter(({ name }) => fateOf(name) !== null);
    files.sort((a, b) => b.changedAt - a.changedAt);
    // A wall clock that is years ahead must not delete everything.
    const oldest = Math.min(wallTime(), files[0]?.changedAt ?? 0) - MAX_AGE_DAYS * DAY_MS;
    let total = 0;
    for (const { name, bytes, changedAt } of files) {
      total += bytes;
      if (changedAt < oldest || total > MAX_TOTAL_BYTES) await disk.remove(name);
    }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#failed(thrown);
    }
  }

  #failed(error: unknown): void {
    const { notify, onFailure } = this.#options;
    onFailure(error);
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    notify({
      id: 'journal.not-written',
      tone: 'warning',
      title: 'The session log could not be written',
      text: 'Sessions go on, but what happens in them is not recorded. Check free space and access rights of the disk.',
    });
  }
}
