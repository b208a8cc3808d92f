import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/result';

/** What lies in a document's file: its content and the version of that content's form. */
export type StoredDocument = { version: number; data: unknown };

/** Largest file that is read or written, in bytes: far above any real one, low enough to parse in a second. */
export const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;

/** Deepest nesting that is read. Our own documents stay below ten. */
const MAX_DEPTH = 64;

const envelopeSchema = v.strictObject({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  data: v.unknown(),
});

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether brackets are nested deeper than allowed, counted on the bytes so that nothing deep is ever built. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (isInString) {
      if (byte === BACKSLASH) index++;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Keys that copying turns into a prototype, or that schemas leave out without a word. None of our documents has one. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/** Whether any object has a forbidden key of its own. */
function hasForbiddenKey(root: unknown): boolean {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const key of FORBIDDEN_KEYS) if (Object.hasOwn(value, key)) return true;
    for (const child of Object.values(value)) pending.push(child);
  }
  return false;
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('it is not complete JSON');
  }
}

function decodeUtf8(bytes: Uint8Array): Result<string, string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail('it is not valid UTF-8');
  }
}

/**
 * Reads the envelope of a document. The error is a clause in words that says what is wrong with the file.
 * Nothing is repaired: a file that is not exactly what we write was damaged by something.
 */
export function parseStoredDocument(bytes: Uint8Array): Result<StoredDocument, string> {
  if (bytes.length > MAX_DOCUMENT_BYTES) return fail('it is too large');
  if (bytes.length === 0) return fail('it is empty');
  const text = decodeUtf8(bytes);
  if (!text.ok) return text;
  if (text.value.startsWith('\uFEFF')) return fail('it begins with a byte order mark');
  if (isTooDeep(bytes)) return fail('it is nested too deeply');
  const json = parseJson(text.value);
  if (!json.ok) return json;
  if (hasForbiddenKey(json.value)) return fail('it contains a forbidden key');
  const envelope = v.safeParse(envelopeSchema, json.value);
  return envelope.success ? ok(envelope.output) : fail('it has no version');
}

/** The exact text of a document's file. */
export function serialiseStoredDocument(document: StoredDocument): string {
  return `${JSON.stringify({ version: document.version, data: document.data }, null, 2)}\n`;
}
