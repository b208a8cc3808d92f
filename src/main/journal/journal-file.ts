import type { Journal, JournalEntry, JournalNote } from '../../shared/model/journal';
import type { JournalDisk } from './journal-disk';
import { journalOf, lineOf, parseLines } from './journal-lines';
import { fileNames, type Fate, type FileNames } from './journal-names';

/** A file is set aside when it would grow beyond this: about 1200 entries. */
export const MAX_FILE_BYTES = 262_144;
/** Entries that wait for the disk; of more, the newest are lost. A session writes a few dozen in its life. */
export const MAX_WAITING = 256;
/** Most entries that are handed out at a time. */
export const MAX_READ_ENTRIES = 2_000;

type Pending = Omit<JournalEntry, 'order'> & { /** Place in the row of this run, from 0. */ place: number };

/**
 * The session log of one connection: the file that is written, and the one before it. Everything happens one after
 * the other, so lines lie in the order in which they were noted.
 */
export class JournalFile {
  readonly #disk: JournalDisk;
  readonly #profileId: string;
  readonly #onFailure: (error: unknown) => void;
  #names: FileNames;
  #tail: Promise<unknown>;
  #waiting: Pending[] = [];
  #isWriting = false;
  #places = 0;
  /** The order of place 0; known once the file was read. */
  #firstOrder: number | null = null;
  /** Size of the file; null when it is not known. */
  #bytes: number | null = null;
  /** The file does not end with a whole line. */
  #isCut = false;

  /** @param ready nothing is done before it has settled */
  constructor(
    disk: JournalDisk,
    profileId: string,
    ready: Promise<unknown>,
    onFailure: (error: unknown) => void,
  ) {
    this.#disk = disk;
    this.#profileId = profileId;
    this.#onFailure = onFailure;
    this.#names = fileNames(profileId, 'kept');
    this.#tail = ready;
  }

  /** Writes an entry as soon as the disk can. Never throws; an entry that cannot be written leaves a gap in `order`. */
  note(note: JournalNote, at: Date): void {
    const place = this.#places++;
    if (this.#waiting.length >= MAX_WAITING) return;
    this.#waiting.push({ ...note, at: at.toISOString(), place });
    if (this.#isWriting) return;
    this.#isWriting = true;
    void this.#inTurn(() => this.#write());
  }

  /** What was written so far. Rejects with Node's own errors. */
  read(): Promise<Journal> {
    return this.#inTurn(async () => journalOf(await this.#entries(), MAX_READ_ENTRIES));
  }

  /** The connection was deleted, or is there again: its files change their names, and go on. */
  rename(fate: Fate): Promise<void> {
    return this.#inTurn(async () => {
      const from = this.#names;
      this.#names = fileNames(this.#profileId, fate);
      if (from.newer === this.#names.newer) return;
      try {
        await this.#disk.replace(from.older, this.#names.older);
        await this.#disk.replace(from.newer, this.#names.newer);
      } catch (thrown) {
        this.#onFailure(thrown);
      }
    });
  }

  /** Resolves once everything noted so far is written or lost. Never rejects. */
  async flush(): Promise<void> {
    await this.#inTurn(() => undefined);
  }

  #inTurn<T>(task: () => Promise<T> | T): Promise<T> {
    const done = this.#tail.then(task);
    this.#tail = done.catch(() => undefined);
    return done;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append(batch);
      } catch (thrown) {
        this.#bytes = null;
        this.#onFailure(thrown);
      }
    }
    this.#isWriting = false;
  }

  async #append(batch: readonly Pending[]): Promise<void> {
    if (this.#bytes === null) await this.#learn();
    const firstOrder = this.#firstOrder ?? 0;
    const lines = batch.map(({ place, ...entry }) => lineOf({ order: firstOrder + place, ...entry }));
    const text = (this.#isCut ? '\n' : '') + lines.join('');
    const bytes = Buffer.byteLength(text);
    if ((this.#bytes ?? 0) > 0 && (this.#bytes ?? 0) + bytes > MAX_FILE_BYTES) {
      await this.#disk.replace(this.#names.newer, this.#names.older);
      this.#bytes = 0;
    }
    await this.#disk.append(this.#names.newer, text);
    this.#bytes = (this.#bytes ?? 0) + bytes;
    this.#isCut = false;
  }

  /** Finds out where the file ends. The order of the entries goes on where the last run, or this one, has left it. */
  async #learn(): Promise<void> {
    const file = await this.#disk.readEnd(this.#names.newer, MAX_FILE_BYTES);
    this.#isCut = file !== null && file.tail.length > 0 && file.tail.at(-1) !== 0x0a;
    if (this.#firstOrder === null) {
      const last = (await this.#entries()).at(-1);
      this.#firstOrder = last === undefined ? 0 : last.order + 1;
    }
    this.#bytes = file?.bytes ?? 0;
  }

  async #entries(): Promise<JournalEntry[]> {
    const texts: string[] = [];
    for (const name of [this.#names.older, this.#names.newer]) {
      const file = await this.#disk.readEnd(name, MAX_FILE_BYTES);
      if (file !== null) texts.push(file.tail.toString('utf8'));
    }
    return parseLines(texts.join('\n'));
  }
}
