import * as v from 'valibot';
import { AppError } from '../../shared/errors';
import type { Notice } from '../../shared/model/notice';
import type { DocumentFolder, Inspection } from './document-folder';
import { type DocumentAccess, documentFile, freeName, lastGoodFile, loadDocument } from './document-loader';
import { unsavedNotice } from './document-notices';
import { currentVersion, type DocumentSpec } from './document-spec';
import type { DocumentWriter } from './document-writer';
import { MAX_DOCUMENT_BYTES, serialiseStoredDocument } from './stored-document';

export type JsonDocumentOptions<T> = {
  spec: DocumentSpec<T>;
  folder: DocumentFolder;
  writer: DocumentWriter;
  /** Told what the user should know. Called at once, also from within the constructor. */
  notify: (notice: Notice) => void;
  /** Wall-clock milliseconds. */
  now: () => number;
};

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown error';
}

function isSame(before: Inspection, after: Inspection): boolean {
  if (before.kind !== 'bytes' || after.kind !== 'bytes') return before.kind === after.kind;
  return Buffer.compare(before.bytes, after.bytes) === 0;
}

/**
 * One JSON document: its content in memory, which is always what lies on disk, or was there at the last good save.
 *
 * Opening never throws; see `loadDocument` for what happens to files that cannot be used. A change is written
 * before it is visible: when the write fails, the content stays what it was. Everything is synchronous, so changes
 * happen one after the other in the order they were asked for.
 */
export class JsonDocument<T> {
  readonly #spec: DocumentSpec<T>;
  readonly #folder: DocumentFolder;
  readonly #writer: DocumentWriter;
  readonly #access: DocumentAccess;
  #value: T;
  #keepVersion: number | null;
  /** What the last good copy holds, when known. */
  #copyText: string | undefined;

  constructor({ spec, folder, writer, notify, now }: JsonDocumentOptions<T>) {
    this.#spec = spec;
    this.#folder = folder;
    this.#writer = writer;
    const loaded = loadDocument(spec, folder, now());
    this.#value = loaded.value;
    this.#access = loaded.access;
    this.#keepVersion = loaded.keepVersion;
    loaded.notices.forEach(notify);
    if (loaded.access === 'writable') this.#settle(loaded.isOnDisk, notify);
  }

  /** The content. Treat it as read-only: it changes only by `update`. */
  get value(): T {
    return this.#value;
  }

  get access(): DocumentAccess {
    return this.#access;
  }

  /**
   * Replaces the content by what `change` makes of it and returns that. Returning the same object means no change
   * and no write. Whatever `change` throws is passed on, with nothing changed.
   *
   * Errors: STORAGE_NEWER, STORAGE_FAILED (`details.reason` has the system's code); INTERNAL when the new content
   * does not fit the schema.
   */
  update(change: (current: T) => T): T {
    this.#assertWritable();
    const next = change(this.#value);
    if (next === this.#value) return next;
    const parsed = v.safeParse(this.#spec.schema, next);
    if (!parsed.success) {
      throw new AppError('INTERNAL', undefined, { details: { document: this.#spec.name } });
    }
    this.#save(parsed.output);
    this.#value = parsed.output;
    return parsed.output;
  }

  /** Brings file and last good copy in line with what was loaded. Failing is told, not thrown. */
  #settle(isOnDisk: boolean, notify: (notice: Notice) => void): void {
    try {
      if (!isOnDisk) this.#save(this.#value);
      else this.#refreshCopy();
    } catch (thrown) {
      notify(unsavedNotice(this.#spec, reasonOf(thrown instanceof AppError ? thrown.cause : thrown)));
    }
  }

  #refreshCopy(): void {
    const file = this.#folder.inspect(documentFile(this.#spec.name), MAX_DOCUMENT_BYTES);
    if (file.kind !== 'bytes') return;
    const text = new TextDecoder().decode(file.bytes);
    const copy = this.#folder.inspect(lastGoodFile(this.#spec.name), MAX_DOCUMENT_BYTES);
    if (copy.kind === 'bytes' && new TextDecoder().decode(copy.bytes) === text) this.#copyText = text;
    else this.#writeCopy(text);
  }

  #assertWritable(): void {
    if (this.#access === 'newer') throw new AppError('STORAGE_NEWER', undefined, { details: this.#details });
    if (this.#access === 'blocked') throw this.#failure(undefined, 'blocked');
  }

  get #details() {
    return { document: this.#spec.name };
  }

  #failure(cause: unknown, reason: string): AppError {
    return new AppError('STORAGE_FAILED', undefined, { cause, details: { ...this.#details, reason } });
  }

  #textOf(value: T): string {
    return serialiseStoredDocument({ version: currentVersion(this.#spec), data: value });
  }

  #save(value: T): void {
    const text = this.#textOf(value);
    if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) throw this.#failure(undefined, 'too large');
    try {
      this.#folder.prepare();
      this.#keepOriginal();
      this.#write(value, text);
    } catch (thrown) {
      throw thrown instanceof AppError ? thrown : this.#failure(thrown, reasonOf(thrown));
    }
    this.#writeCopy(text);
  }

  /** A file of an older version stays under its own name; nothing is written before it does. */
  #keepOriginal(): void {
    if (this.#keepVersion === null) return;
    const file = documentFile(this.#spec.name);
    this.#folder.copy(file, freeName(this.#folder, `${file}.v${this.#keepVersion}`));
    this.#keepVersion = null;
  }

  #write(value: T, text: string): void {
    const file = documentFile(this.#spec.name);
    const before = this.#folder.inspect(file, MAX_DOCUMENT_BYTES);
    // The writer would follow a link and write to wherever it leads.
    if (before.kind === 'blocked') throw this.#failure(undefined, before.reason);
    const problem = this.#tryWriter(value);
    this.#folder.sync();
    const after = this.#folder.inspect(file, MAX_DOCUMENT_BYTES);
    if (after.kind === 'bytes' && new TextDecoder().decode(after.bytes) === text) return;
    if (!isSame(before, after)) this.#undoHalfWrite();
    throw problem ?? this.#failure(undefined, 'written in part');
  }

  /** What the file holds afterwards decides about success, so an error is handed back and not thrown. */
  #tryWriter(data: T): AppError | undefined {
    try {
      this.#writer.write({ version: currentVersion(this.#spec), data });
      return undefined;
    } catch (thrown) {
      return this.#failure(thrown, reasonOf(thrown));
    }
  }

  /**
   * Puts the old content back after a write that stopped half way. The copy takes the file's
   * place by a rename, because that needs no space on the disk that has just run out of it.
   */
  #undoHalfWrite(): void {
    const file = documentFile(this.#spec.name);
    if (this.#copyText !== undefined && this.#copyText === this.#textOf(this.#value)) {
      this.#folder.replace(lastGoodFile(this.#spec.name), file);
      this.#copyText = undefined;
    } else {
      this.#folder.write(file, this.#textOf(this.#value));
    }
  }

  /** The change itself is safe by now, so a copy that cannot be written is only older than it should be. */
  #writeCopy(text: string): void {
    try {
      this.#folder.write(lastGoodFile(this.#spec.name), text);
      this.#copyText = text;
    } catch {
      return;
    }
  }
}
