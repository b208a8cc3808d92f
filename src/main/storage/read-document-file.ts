import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';
import { documentFile, lastGoodFile } from './document-loader';
import { type DocumentSpec, readDocument } from './document-spec';
import { readPlainFile } from './read-plain-file';
import { MAX_DOCUMENT_BYTES } from './stored-document';

/**
 * Reads a document and changes nothing on disk: for a process that is not the owner of the data. A file that cannot be
 * used is passed over for its last good copy. The error is a clause in words.
 *
 * @param folder absolute path of the folder of the documents; where none is, there is the default
 */
export function readDocumentFile<T>(spec: DocumentSpec<T>, folder: string): Result<T, string> {
  const first = readOne(spec, join(folder, documentFile(spec.name)));
  if (first.ok && first.value !== null) return ok(first.value);
  const copy = readOne(spec, join(folder, lastGoodFile(spec.name)));
  if (copy.ok && copy.value !== null) return ok(copy.value);
  return first.ok ? ok(spec.createDefault()) : first;
}

/** Null: there is no such file. */
function readOne<T>(spec: DocumentSpec<T>, path: string): Result<T | null, string> {
  const bytes = readPlainFile(path, MAX_DOCUMENT_BYTES);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) return ok(null);
  const reading = readDocument(spec, bytes.value);
  if (reading.kind === 'good') return ok(reading.value);
  if (reading.kind === 'damaged') return fail(reading.why);
  return reading.value === undefined ? fail('a newer version of Pestle wrote it') : ok(reading.value);
}
