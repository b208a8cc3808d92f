import type { Notice } from '../../shared/model/notice';
import { TEMPORARY_ENDING } from './atomic-file';
import type { DocumentFolder } from './document-folder';
import { blockedNotice, damagedNotice, missingNotice, newerNotice } from './document-notices';
import { currentVersion, type DocumentSpec, readDocument, type Reading } from './document-spec';
import { MAX_DOCUMENT_BYTES } from './stored-document';

/**
 * Whether the document may be written: `newer` when a newer version of Pestle wrote it, `blocked` when something
 * lies in the file's place that must not be touched.
 */
export type DocumentAccess = 'writable' | 'newer' | 'blocked';

/** What was found when a document was opened. */
export type LoadedDocument<T> = {
  value: T;
  access: DocumentAccess;
  /** The file holds exactly `value` in the current version. */
  isOnDisk: boolean;
  /** Older version whose file must be kept under another name before the first write; null when there is none. */
  keepVersion: number | null;
  notices: readonly Notice[];
};

export const documentFile = (name: string): string => `${name}.json`;
export const lastGoodFile = (name: string): string => `${name}.last-good.json`;

/** A name that nothing has yet: `wanted`, else `wanted-2`, `wanted-3` and so on. */
export function freeName(folder: DocumentFolder, wanted: string): string {
  const taken = new Set(folder.names());
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`;
  return name;
}

const timeStamp = (wallMs: number): string => new Date(wallMs).toISOString().replaceAll(':', '-');

/** Files that a crash between writing and renaming left behind: ours and electron-store's (`.tmp-` and 16 digits). */
function removeLeftovers(folder: DocumentFolder, name: string): void {
  const files = [documentFile(name), lastGoodFile(name)];
  const isLeftover = (entry: string) =>
    files.some(
      (file) =>
        entry === `${file}${TEMPORARY_ENDING}` ||
        (entry.startsWith(`${file}.tmp-`) && /^[0-9a-f]{16}$/.test(entry.slice(file.length + 5))),
    );
  for (const entry of folder.names().filter(isLeftover)) folder.remove(entry);
}

function prepare(folder: DocumentFolder, name: string): void {
  try {
    folder.prepare();
    removeLeftovers(folder, name);
  } catch {
    // A folder that takes no changes may still be read; the first write says what is wrong.
    return;
  }
}

class Loader<T> {
  readonly #spec: DocumentSpec<T>;
  readonly #folder: DocumentFolder;
  readonly #wallMs: number;
  readonly #notices: Notice[] = [];

  constructor(spec: DocumentSpec<T>, folder: DocumentFolder, wallMs: number) {
    this.#spec = spec;
    this.#folder = folder;
    this.#wallMs = wallMs;
  }

  load(): LoadedDocument<T> {
    const file = documentFile(this.#spec.name);
    const found = this.#read(file);
    switch (found.kind) {
      case 'good': {
        const isCurrent = found.version === currentVersion(this.#spec);
        return this.#loaded(found.value, 'writable', isCurrent, isCurrent ? null : found.version);
      }
      case 'newer':
        return this.#newer(found.value);
      case 'missing':
        return this.#recover((hasCopy) => (hasCopy ? missingNotice(this.#spec) : undefined));
      case 'blocked':
        return this.#blocked(found.reason);
      case 'damaged': {
        const keptAs = this.#setAside(file);
        if (keptAs === undefined) return this.#blocked(`${found.why}, and it cannot be renamed`);
        return this.#recover((hasCopy) => damagedNotice(this.#spec, found.why, keptAs, hasCopy));
      }
    }
  }

  #read(file: string): Reading<T> | { kind: 'missing' } | { kind: 'blocked'; reason: string } {
    const found = this.#folder.inspect(file, MAX_DOCUMENT_BYTES);
    if (found.kind === 'too-large') return { kind: 'damaged', why: 'it is too large' };
    return found.kind === 'bytes' ? readDocument(this.#spec, found.bytes) : found;
  }

  /** Renames a damaged file; nothing is ever deleted. Undefined when that is not possible. */
  #setAside(file: string): string | undefined {
    try {
      const keptAs = freeName(this.#folder, `${file}.damaged-${timeStamp(this.#wallMs)}`);
      this.#folder.rename(file, keptAs);
      return keptAs;
    } catch {
      return undefined;
    }
  }

  /** Goes on with the last good copy, or from the start; the file itself is not there. */
  #recover(noticeFor: (hasCopy: boolean) => Notice | undefined): LoadedDocument<T> {
    const copy = this.#read(lastGoodFile(this.#spec.name));
    if (copy.kind === 'newer') return this.#newer(copy.value);
    if (copy.kind === 'damaged') this.#setAside(lastGoodFile(this.#spec.name));
    const notice = noticeFor(copy.kind === 'good');
    if (notice !== undefined) this.#notices.push(notice);
    if (copy.kind === 'good') return this.#loaded(copy.value, 'writable', false, null);
    // Nothing is written for a first start: there is nothing yet that could be lost.
    const isFirstStart = notice === undefined;
    return this.#loaded(this.#spec.createDefault(), 'writable', isFirstStart, null);
  }

  #blocked(reason: string): LoadedDocument<T> {
    const copy = this.#read(lastGoodFile(this.#spec.name));
    const isGood = copy.kind === 'good';
    this.#notices.push(blockedNotice(this.#spec, reason, isGood));
    return this.#loaded(isGood ? copy.value : this.#spec.createDefault(), 'blocked', false, null);
  }

  #newer(value: T | undefined): LoadedDocument<T> {
    this.#notices.push(newerNotice(this.#spec, value !== undefined));
    return this.#loaded(value ?? this.#spec.createDefault(), 'newer', false, null);
  }

  #loaded(
    value: T,
    access: DocumentAccess,
    isOnDisk: boolean,
    keepVersion: number | null,
  ): LoadedDocument<T> {
    return { value, access, isOnDisk, keepVersion, notices: this.#notices };
  }
}

/**
 * Finds the best content there is for a document and says what happened to the rest. Never throws; renames
 * damaged files, removes temporary ones, changes nothing else.
 *
 * | file          | content                       | access   |
 * |---------------|-------------------------------|----------|
 * | good          | the file's, migrated          | writable |
 * | newer version | what fits of it, else default | newer    |
 * | missing       | last good copy, else default  | writable |
 * | damaged       | last good copy, else default  | writable, once the file is renamed; else blocked |
 * | blocked       | last good copy, else default  | blocked  |
 *
 * @param wallMs wall-clock milliseconds, for the name of a file that is set aside
 */
export function loadDocument<T>(
  spec: DocumentSpec<T>,
  folder: DocumentFolder,
  wallMs: number,
): LoadedDocument<T> {
  prepare(folder, spec.name);
  return new Loader(spec, folder, wallMs).load();
}
