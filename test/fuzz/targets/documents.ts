import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { PROFILES_DOCUMENT } from '../../../src/main/profiles/profiles-document';
import { readDocument } from '../../../src/main/storage/document-spec';
import { JsonDocument } from '../../../src/main/storage/json-document';
import { AppError } from '../../../src/shared/errors';
import type { Profile } from '../../../src/shared/model/profile';
import { MemoryFolder, MemoryWriter } from '../../unit/main/storage/memory-folder';
import { composeJson } from '../engine/compose-json';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import { hashOf, type Random } from '../engine/random';
import { property } from './property';

const ID = '2f0d1f6c-3a2b-4d8e-9b7a-1c5e8f4a6d0';
const FILE = 'profiles.json';
const COPY = 'profiles.last-good.json';
const NOW = Date.UTC(2026, 10, 21);
/** What the disk refuses, if anything. */
const FAULTS = [
  null,
  null,
  null,
  'rename',
  'replace',
  'copy',
  'write',
  'sync',
  'names',
  'writer',
  'writer-half',
] as const;

const profile = (digit: string): Profile => ({
  id: ID + digit,
  name: `Name ${digit}`,
  protocol: 'ssh',
  parameters: { hostname: 'host' },
  createdAt: 1,
  updatedAt: 2,
  lastOpenedAt: null,
});
const document = (...profiles: Profile[]) => ({ version: 1, data: profiles });
const utf8 = new TextEncoder();
const lastGood = utf8.encode(JSON.stringify(document(profile('9'))));

/**
 * The saved connections, read from any bytes, with a disk that may refuse any kind of call: opening never fails, what was
 * in the file stays somewhere, what is in memory fits the schema, and after a change the disk holds the old or the new
 * content.
 */
function fuzz(data: Uint8Array): boolean {
  const hash = hashOf(data);
  const folder = new MemoryFolder();
  folder.put(FILE, data);
  if (hash & 1) folder.put(COPY, lastGood);
  const writer = new MemoryWriter(folder, 'profiles');
  const fault = FAULTS[(hash >>> 4) % FAULTS.length] ?? null;
  if (hash & 2) arm(folder, writer, fault);

  const opened = open(folder, writer);
  const before = JSON.stringify(opened.value);
  property(v.is(PROFILES_DOCUMENT.schema, opened.value), 'what is in memory does not fit the schema');
  property(isKept(folder, data), 'the file that was there is lost');
  const isGood = readDocument(PROFILES_DOCUMENT, data).kind === 'good';
  // Not as texts: the fields of a profile may stand in any order in the file.
  property(
    !isGood || isDeepStrictEqual(opened.value, contentOf(data)),
    'what was on disk is not what is in memory',
  );
  if (!isGood && (hash & 3) === 1 && opened.access === 'writable') {
    property(before === JSON.stringify([profile('9')]), 'the last good copy was not used');
  }

  arm(folder, writer, fault);
  const after = change(opened, before);
  disarm(folder, writer);
  const reopened = JSON.stringify(open(folder, writer).value);
  const isWritable = opened.access === 'writable';
  // After a refused sync the disk may hold the new content although the change is told as failed.
  const isOldOrNew = [before, after, JSON.stringify(withProfile8(JSON.parse(before) as Profile[]))].includes(
    reopened,
  );
  property(!isWritable || isOldOrNew, 'neither the old nor the new content');
  property(isGood || isKept(folder, data), 'the damaged file is lost');
  cover(
    0x5000 |
      (isGood ? 1 : 0) |
      (isWritable ? 2 : 0) |
      (FAULTS.indexOf(fault) << 2) |
      ((hash & 3) << 6) |
      ((before.length % 8) << 8),
  );
  return isGood;
}

function open(folder: MemoryFolder, writer: MemoryWriter): JsonDocument<Profile[]> {
  return new JsonDocument({
    spec: PROFILES_DOCUMENT,
    folder,
    writer,
    notify: ({ text }) => property(text.length > 0, 'a notice without a text'),
    now: () => NOW,
  });
}

const withProfile8 = (list: Profile[]): Profile[] => [
  ...list.filter(({ id }) => id !== profile('8').id),
  profile('8'),
];

/** Adds a profile. Returns the content in memory afterwards. */
function change(opened: JsonDocument<Profile[]>, before: string): string {
  try {
    opened.update(withProfile8);
  } catch (thrown) {
    property(thrown instanceof AppError, 'a change fails with something else');
    property(JSON.stringify(opened.value) === before, 'a change that failed is visible');
  }
  return JSON.stringify(opened.value);
}

function arm(folder: MemoryFolder, writer: MemoryWriter, fault: (typeof FAULTS)[number]): void {
  if (fault === null) return;
  if (fault === 'writer') writer.failure = 'ENOSPC';
  else if (fault === 'writer-half') [writer.failure, writer.stopsAfter] = ['EIO', 10];
  else folder.failing.set(fault, 'EIO');
}

function disarm(folder: MemoryFolder, writer: MemoryWriter): void {
  folder.failing.clear();
  writer.failure = writer.stopsAfter = null;
}

function isKept(folder: MemoryFolder, data: Uint8Array): boolean {
  return [...folder.files.values()].some((bytes) => Buffer.compare(bytes, data) === 0);
}

function contentOf(data: Uint8Array): unknown {
  try {
    const { data: list } = JSON.parse(new TextDecoder().decode(data)) as { data: { name: string }[] };
    // Blanks around a name are no part of it.
    return list.map((item) => ({ ...item, name: item.name.trim() }));
  } catch {
    return null;
  }
}

export const documentsTarget: FuzzTarget = {
  name: 'documents',
  fuzz,
  maxBytes: 320,
  seeds: [
    '',
    '[]',
    JSON.stringify(document()),
    JSON.stringify(document(profile('1'))),
    '{"version":2,"data":[]}',
  ].map((text) => utf8.encode(text)),
  compose: (random: Random) => {
    const profiles = ['1', '2', '3'].slice(0, random.below(4)).map(profile);
    const text = composeJson(document(...profiles), random);
    return utf8.encode(random.oneIn(8) ? text.slice(0, random.below(text.length)) : text);
  },
};
