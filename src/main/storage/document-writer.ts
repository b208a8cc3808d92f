import type { StoredDocument } from './stored-document';

/**
 * Puts a document's content in its file. What it writes must be the text of `serialiseStoredDocument`; the caller
 * reads the file back and compares. Throws whatever went wrong.
 */
export type DocumentWriter = { write(document: StoredDocument): void };
