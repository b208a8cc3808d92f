import * as v from 'valibot';
import type { DocumentSpec } from '../storage/document-spec';

/** Far more folders than anybody shares; the oldest answers are asked for again. */
export const MAX_FOLDER_CONSENTS = 500;

const digestSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/**
 * What the user agreed to, oldest first: a SHA-256 of each destination with the folders it may use. Never salvaged from
 * a newer version: to ask once more is better than to misunderstand a yes.
 */
export const FOLDERS_DOCUMENT: DocumentSpec<string[]> = {
  name: 'folders',
  title: 'folders that connections may use',
  schema: v.pipe(v.array(digestSchema), v.maxLength(MAX_FOLDER_CONSENTS)),
  migrations: [],
  createDefault: () => [],
  salvage: () => undefined,
};
