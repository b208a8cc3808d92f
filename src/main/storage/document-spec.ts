import * as v from 'valibot';
import { parseStoredDocument } from './stored-document';

/** Turns content of one version into content of the next. Pure; throws when the content is not what it expects. */
export type Migration = (data: unknown) => unknown;

/** What one kind of document is. */
export type DocumentSpec<T> = {
  /** File name without its ending, for instance `profiles`. */
  name: string;
  /** What it holds, as the user calls it, for instance `saved connections`. */
  title: string;
  schema: v.GenericSchema<unknown, T>;
  /** The first one turns version 1 into version 2, and so on; the current version is one more than their number. */
  migrations: readonly Migration[];
  createDefault: () => T;
  /**
   * What can be read from the content of a newer version, which may have values that are not known here. Never
   * written back; undefined when nothing fits.
   */
  salvage: (data: unknown) => T | undefined;
};

/** What a file's bytes turned out to be. */
export type Reading<T> =
  | { kind: 'good'; value: T; version: number }
  | { kind: 'newer'; value: T | undefined; version: number }
  | { kind: 'damaged'; why: string };

/** The version that this build writes. */
export function currentVersion(spec: Pick<DocumentSpec<unknown>, 'migrations'>): number {
  return spec.migrations.length + 1;
}

/** Parses, migrates and validates the bytes of a document. Never throws. */
export function readDocument<T>(spec: DocumentSpec<T>, bytes: Uint8Array): Reading<T> {
  const stored = parseStoredDocument(bytes);
  if (!stored.ok) return { kind: 'damaged', why: stored.error };
  const { version, data } = stored.value;
  if (version > currentVersion(spec)) return { kind: 'newer', value: spec.salvage(data), version };
  try {
    const migrated = spec.migrations.slice(version - 1).reduce((content, migrate) => migrate(content), data);
    const parsed = v.safeParse(spec.schema, migrated);
    return parsed.success
      ? { kind: 'good', value: parsed.output, version }
      : { kind: 'damaged', why: 'its content is not what it should be' };
  } catch {
    return { kind: 'damaged', why: 'its content could not be brought up to date' };
  }
}
