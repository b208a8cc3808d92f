import type { DocumentFolder, Inspection } from '../../../../src/main/storage/document-folder';
import type { DocumentWriter } from '../../../../src/main/storage/document-writer';
import { serialiseStoredDocument } from '../../../../src/main/storage/stored-document';

type Operation = 'prepare' | 'names' | 'rename' | 'replace' | 'copy' | 'write' | 'remove' | 'sync';

const systemError = (code: string) => Object.assign(new Error(code), { code });

/** A document folder in memory, whose operations can be made to fail. */
export class MemoryFolder implements DocumentFolder {
  readonly files = new Map<string, Uint8Array>();
  /** Names that something other than a readable file lies under, with the reason. */
  readonly blocked = new Map<string, string>();
  /** Operations that fail, with the system's code. */
  readonly failing = new Map<Operation, string>();

  text(name: string): string | undefined {
    const bytes = this.files.get(name);
    return bytes && new TextDecoder().decode(bytes);
  }

  json(name: string): unknown {
    return JSON.parse(this.text(name) ?? 'null');
  }

  put(name: string, content: string | Uint8Array): void {
    this.files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  prepare(): void {
    this.#maybeFail('prepare');
  }

  names(): readonly string[] {
    this.#maybeFail('names');
    return [...this.files.keys()];
  }

  inspect(name: string, maxBytes: number): Inspection {
    const reason = this.blocked.get(name);
    if (reason !== undefined) return { kind: 'blocked', reason };
    const bytes = this.files.get(name);
    if (bytes === undefined) return { kind: 'missing' };
    return bytes.length > maxBytes ? { kind: 'too-large' } : { kind: 'bytes', bytes };
  }

  rename(from: string, to: string): void {
    this.#maybeFail('rename');
    if (this.files.has(to)) throw systemError('EEXIST');
    this.#move(from, to);
  }

  replace(from: string, to: string): void {
    this.#maybeFail('replace');
    this.#move(from, to);
  }

  copy(from: string, to: string): void {
    this.#maybeFail('copy');
    if (this.files.has(to)) throw systemError('EEXIST');
    this.put(to, this.files.get(from)!);
  }

  write(name: string, text: string): void {
    this.#maybeFail('write');
    this.put(name, text);
  }

  remove(name: string): void {
    this.#maybeFail('remove');
    this.files.delete(name);
  }

  sync(): void {
    this.#maybeFail('sync');
  }

  #move(from: string, to: string): void {
    this.put(to, this.files.get(from)!);
    this.files.delete(from);
  }

  #maybeFail(operation: Operation): void {
    const code = this.failing.get(operation);
    if (code !== undefined) throw systemError(code);
  }
}

/** A writer into a memory folder: it can fail, and it can stop half way without saying so. */
export class MemoryWriter implements DocumentWriter {
  /** How many writes were asked for. */
  count = 0;
  failure: string | null = null;
  /** Bytes after which a write stops silently. */
  stopsAfter: number | null = null;
  readonly #folder: MemoryFolder;
  readonly #file: string;

  constructor(folder: MemoryFolder, name: string) {
    this.#folder = folder;
    this.#file = `${name}.json`;
  }

  write(document: { version: number; data: unknown }): void {
    this.count++;
    const text = serialiseStoredDocument(document);
    if (this.stopsAfter !== null) this.#folder.put(this.#file, text.slice(0, this.stopsAfter));
    if (this.failure !== null) throw systemError(this.failure);
    if (this.stopsAfter === null) this.#folder.put(this.#file, text);
  }
}
