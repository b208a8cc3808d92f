import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentSpec } from '../../../../src/main/storage/document-spec';
import { JsonDocument } from '../../../../src/main/storage/json-document';
import { MAX_DOCUMENT_BYTES } from '../../../../src/main/storage/stored-document';
import type { AppError } from '../../../../src/shared/errors';
import type { Notice } from '../../../../src/shared/model/notice';
import { MemoryFolder, MemoryWriter } from './memory-folder';

type Shelf = { id: string; label: string }[];

const shelfSchema = v.pipe(
  v.array(v.strictObject({ id: v.string(), label: v.string() })),
  v.check((shelf) => new Set(shelf.map((each) => each.id)).size === shelf.length),
);

/** Version 1 was an array of labels; version 2 has objects; version 3 calls the text `label`, not `text`. */
const SHELF: DocumentSpec<Shelf> = {
  name: 'shelf',
  title: 'books',
  schema: shelfSchema,
  migrations: [
    (data) => v.parse(v.array(v.string()), data).map((text, index) => ({ id: String(index), text })),
    (data) =>
      v
        .parse(v.array(v.object({ id: v.string(), text: v.string() })), data)
        .map(({ id, text }) => ({ id, label: text })),
  ],
  createDefault: () => [],
  salvage: (data) => {
    const parsed = v.safeParse(v.array(v.object({ id: v.string(), label: v.string() })), data);
    return parsed.success ? parsed.output : undefined;
  },
};

const NOW = Date.UTC(2026, 10, 21, 11, 22, 33, 444);
const DAMAGED = 'shelf.json.damaged-2026-11-21T11-22-33.444Z';
const good = (...labels: string[]) =>
  JSON.stringify({ version: 3, data: labels.map((label, index) => ({ id: String(index), label })) });

let folder: MemoryFolder;
let writer: MemoryWriter;
let notices: Notice[];

beforeEach(() => {
  folder = new MemoryFolder();
  writer = new MemoryWriter(folder, 'shelf');
  notices = [];
});

const open = () =>
  new JsonDocument({
    spec: SHELF,
    folder,
    writer,
    notify: (notice) => void notices.push(notice),
    now: () => NOW,
  });
const labels = (document: JsonDocument<Shelf>) => document.value.map((each) => each.label);
const add = (label: string) => (shelf: Shelf) => [...shelf, { id: String(shelf.length), label }];
const noticeIds = () => notices.map((notice) => notice.id);

function failure(run: () => unknown): AppError {
  try {
    run();
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('nothing was thrown');
}

describe('a document that is opened for the first time', () => {
  it('starts with the default and writes nothing', () => {
    expect(open().value).toEqual([]);
    expect([...folder.files.keys()]).toEqual([]);
    expect(notices).toEqual([]);
  });

  it('is on disk with its version and a last good copy after the first change', () => {
    open().update(add('Dune'));
    expect(folder.json('shelf.json')).toEqual({ version: 3, data: [{ id: '0', label: 'Dune' }] });
    expect(folder.text('shelf.last-good.json')).toBe(folder.text('shelf.json'));
  });
});

describe('a change', () => {
  it('is there after a restart', () => {
    const document = open();
    document.update(add('Dune'));
    document.update(add('Emma'));
    expect(labels(open())).toEqual(['Dune', 'Emma']);
  });

  it('that returns the same object writes nothing', () => {
    const document = open();
    document.update((shelf) => shelf);
    expect(writer.count).toBe(0);
  });

  it('that does not fit the schema is refused and changes nothing', () => {
    const document = open();
    document.update(add('Dune'));
    expect(failure(() => document.update((shelf) => [...shelf, ...shelf])).code).toBe('INTERNAL');
    expect(labels(document)).toEqual(['Dune']);
    expect(writer.count).toBe(1);
  });

  it('that throws passes its error on and changes nothing', () => {
    const document = open();
    expect(() =>
      document.update(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(document.value).toEqual([]);
  });

  it('S1: that cannot be written is refused with STORAGE_FAILED and leaves memory as the disk is', () => {
    const document = open();
    document.update(add('Dune'));
    writer.failure = 'ENOSPC';
    const error = failure(() => document.update(add('Emma')));
    expect(error.code).toBe('STORAGE_FAILED');
    expect(error.details).toEqual({ document: 'shelf', reason: 'ENOSPC' });
    expect(labels(document)).toEqual(['Dune']);
    expect(labels(open())).toEqual(['Dune']);
  });

  it('S1: can be tried again once the disk has room', () => {
    const document = open();
    writer.failure = 'ENOSPC';
    failure(() => document.update(add('Emma')));
    writer.failure = null;
    document.update(add('Emma'));
    expect(labels(open())).toEqual(['Emma']);
  });

  it.each([null, 'ENOSPC'])(
    'that is written in part (error: %s) is undone from the last good copy',
    (error) => {
      const document = open();
      document.update(add('Dune'));
      writer.stopsAfter = 20;
      writer.failure = error;
      folder.failing.set('write', 'ENOSPC');
      expect(failure(() => document.update(add('Emma'))).details.reason).toBe(error ?? 'written in part');
      expect(labels(document)).toEqual(['Dune']);
      expect(labels(open())).toEqual(['Dune']);
      expect(notices).toEqual([]);
    },
  );

  it('that is written in part is undone from memory when the copy is older', () => {
    const document = open();
    document.update(add('Dune'));
    folder.failing.set('write', 'EIO');
    document.update(add('Emma'));
    folder.failing.clear();
    writer.stopsAfter = 20;
    failure(() => document.update(add('Ilium')));
    expect(labels(open())).toEqual(['Dune', 'Emma']);
  });

  it('counts as saved when only the last good copy cannot be written', () => {
    const document = open();
    folder.failing.set('write', 'ENOSPC');
    document.update(add('Dune'));
    expect(labels(document)).toEqual(['Dune']);
    expect(folder.files.has('shelf.json')).toBe(true);
  });

  it('is refused when something took the place of the file meanwhile', () => {
    const document = open();
    document.update(add('Dune'));
    folder.blocked.set('shelf.json', 'a link lies in its place');
    expect(failure(() => document.update(add('Emma'))).details.reason).toBe('a link lies in its place');
    expect(writer.count).toBe(1);
  });

  it('is refused when the content would become too large to be read again', () => {
    const document = open();
    const huge = 'x'.repeat(MAX_DOCUMENT_BYTES);
    expect(failure(() => document.update(add(huge))).details.reason).toBe('too large');
    expect(writer.count).toBe(0);
  });
});

const DAMAGES: Record<string, string | Uint8Array> = {
  empty: '',
  'cut off': good('Dune').slice(0, -5),
  'only NULs': new Uint8Array(200),
  'a byte order mark': `\uFEFF${good('Dune')}`,
  'invalid UTF-8': new Uint8Array([
    ...new TextEncoder().encode('{"version":3,"data":["'),
    0xff,
    0x22,
    0x5d,
    0x7d,
  ]),
  'an array': '[]',
  null: 'null',
  'no version': '{"data":[]}',
  'a version of 0': '{"version":0,"data":[]}',
  'a version that is no number': '{"version":"3","data":[]}',
  'more than version and data': '{"version":3,"data":[],"more":1}',
  'another shape': '{"version":3,"data":{"a":1}}',
  'an unknown field': '{"version":3,"data":[{"id":"0","label":"a","more":1}]}',
  'duplicate ids': '{"version":3,"data":[{"id":"0","label":"a"},{"id":"0","label":"b"}]}',
  'a prototype key': '{"version":3,"data":[{"id":"0","label":"a","__proto__":{"x":1}}]}',
  'a key that no schema sees': '{"version":3,"data":[{"id":"0","label":"a","constructor":1}]}',
  'deep nesting': `{"version":3,"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  'content that cannot be migrated': '{"version":1,"data":[1,2]}',
  'too many bytes': new Uint8Array(MAX_DOCUMENT_BYTES + 1).fill(0x20),
};

describe('a damaged file', () => {
  it.each(Object.keys(DAMAGES))(
    '(%s) is renamed as it is, and the last good copy is used with a notice',
    (damage) => {
      const bytes = DAMAGES[damage]!;
      folder.put('shelf.json', bytes);
      folder.put('shelf.last-good.json', good('Dune'));
      const document = open();
      expect(labels(document)).toEqual(['Dune']);
      expect(noticeIds()).toEqual(['storage.shelf.damaged']);
      expect(notices[0]!.text).toContain(DAMAGED);
      expect(Buffer.compare(folder.files.get(DAMAGED)!, Buffer.from(bytes))).toBe(0);
      expect(folder.json('shelf.json')).toEqual(JSON.parse(good('Dune')));
      document.update(add('Emma'));
      expect(labels(open())).toEqual(['Dune', 'Emma']);
    },
  );

  it('S3: cut off at any byte never yields anything but the last good copy', () => {
    const whole = good('Dune', 'Emma');
    for (let length = 0; length < whole.length; length++) {
      folder = new MemoryFolder();
      writer = new MemoryWriter(folder, 'shelf');
      folder.put('shelf.json', whole.slice(0, length));
      folder.put('shelf.last-good.json', good('Copy'));
      expect(labels(open())).toEqual(['Copy']);
      expect(folder.text(DAMAGED)).toBe(whole.slice(0, length));
    }
  });

  it('starts empty when there is no copy, and says so', () => {
    folder.put('shelf.json', 'x');
    expect(open().value).toEqual([]);
    expect(notices[0]!.text).toContain('it starts empty');
    expect(folder.text(DAMAGED)).toBe('x');
  });

  it('and a damaged copy are both kept', () => {
    folder.put('shelf.json', 'x');
    folder.put('shelf.last-good.json', 'y');
    expect(open().value).toEqual([]);
    expect(folder.text(DAMAGED)).toBe('x');
    expect(folder.text('shelf.last-good.json.damaged-2026-11-21T11-22-33.444Z')).toBe('y');
  });

  it('never takes the name of an earlier one', () => {
    folder.put(DAMAGED, 'first');
    folder.put('shelf.json', 'second');
    open();
    expect(folder.text(DAMAGED)).toBe('first');
    expect(folder.text(`${DAMAGED}-2`)).toBe('second');
  });

  it('that cannot be renamed is never written over', () => {
    folder.put('shelf.json', 'x');
    folder.put('shelf.last-good.json', good('Dune'));
    folder.failing.set('rename', 'EROFS');
    const document = open();
    expect(labels(document)).toEqual(['Dune']);
    expect(noticeIds()).toEqual(['storage.shelf.blocked']);
    expect(failure(() => document.update(add('Emma'))).code).toBe('STORAGE_FAILED');
    expect(folder.text('shelf.json')).toBe('x');
  });
});

describe('a good file', () => {
  it('becomes the last good copy when it is opened', () => {
    folder.put('shelf.json', good('Dune'));
    folder.put('shelf.last-good.json', good('Old'));
    open();
    expect(folder.text('shelf.last-good.json')).toBe(good('Dune'));
    expect(writer.count).toBe(0);
  });

  it('that is gone is replaced by the last good copy, with a notice', () => {
    folder.put('shelf.last-good.json', good('Dune'));
    expect(labels(open())).toEqual(['Dune']);
    expect(noticeIds()).toEqual(['storage.shelf.missing']);
    expect(folder.files.has('shelf.json')).toBe(true);
  });

  it('leaves no temporary files of an earlier crash, and touches no others', () => {
    folder.put('shelf.json', good('Dune'));
    folder.put('shelf.json.pestle-tmp', 'x');
    folder.put('shelf.last-good.json.pestle-tmp', 'x');
    folder.put('shelf.json.tmp-1234567890abcdef', 'x');
    folder.put('shelf.json.tmp-notes', 'x');
    folder.put('other.json.tmp-1234567890abcdef', 'x');
    open();
    expect([...folder.files.keys()].sort()).toEqual([
      'other.json.tmp-1234567890abcdef',
      'shelf.json',
      'shelf.json.tmp-notes',
      'shelf.last-good.json',
    ]);
  });
});

describe('the file of a newer version', () => {
  const newer = '{"version":4,"data":[{"id":"0","label":"Dune","rating":5}]}';

  it('S4: is read as far as it fits and never written', () => {
    folder.put('shelf.json', newer);
    folder.put('shelf.last-good.json', good('Old'));
    const document = open();
    expect(labels(document)).toEqual(['Dune']);
    expect(document.access).toBe('newer');
    expect(noticeIds()).toEqual(['storage.shelf.newer']);
    expect(failure(() => document.update(add('Emma'))).code).toBe('STORAGE_NEWER');
    expect(folder.text('shelf.json')).toBe(newer);
    expect(folder.text('shelf.last-good.json')).toBe(good('Old'));
    expect(writer.count).toBe(0);
  });

  it('gives the default when nothing of it fits', () => {
    folder.put('shelf.json', '{"version":4,"data":{"shelves":7}}');
    expect(open().value).toEqual([]);
    expect(notices[0]!.text).toContain('cannot be read');
  });

  it('is not written over either when only its copy is left', () => {
    folder.put('shelf.last-good.json', newer);
    const document = open();
    expect(labels(document)).toEqual(['Dune']);
    expect(failure(() => document.update(add('Emma'))).code).toBe('STORAGE_NEWER');
    expect(folder.text('shelf.last-good.json')).toBe(newer);
  });
});

describe('the file of an older version', () => {
  const versions: [number, string][] = [
    [1, '{"version":1,"data":["Dune","Emma"]}'],
    [2, '{"version":2,"data":[{"id":"0","text":"Dune"},{"id":"1","text":"Emma"}]}'],
  ];

  it.each(versions)('S5: (%i) is brought up to date, and the original is kept', (version, original) => {
    folder.put('shelf.json', original);
    expect(labels(open())).toEqual(['Dune', 'Emma']);
    expect(folder.text(`shelf.json.v${version}`)).toBe(original);
    expect(folder.json('shelf.json')).toEqual(JSON.parse(good('Dune', 'Emma')));
    expect(notices).toEqual([]);
  });

  it('does not replace an original that was kept before', () => {
    folder.put('shelf.json.v1', 'first');
    folder.put('shelf.json', '{"version":1,"data":[]}');
    open();
    expect(folder.text('shelf.json.v1')).toBe('first');
    expect(folder.text('shelf.json.v1-2')).toBe('{"version":1,"data":[]}');
  });

  it('is not written over while the original cannot be kept, but can be used', () => {
    const original = '{"version":1,"data":["Dune"]}';
    folder.put('shelf.json', original);
    folder.failing.set('copy', 'ENOSPC');
    const document = open();
    expect(labels(document)).toEqual(['Dune']);
    expect(noticeIds()).toEqual(['storage.shelf.unsaved']);
    expect(failure(() => document.update(add('Emma'))).details.reason).toBe('ENOSPC');
    expect(folder.text('shelf.json')).toBe(original);
    folder.failing.clear();
    document.update(add('Emma'));
    expect(folder.text('shelf.json.v1')).toBe(original);
    expect(labels(open())).toEqual(['Dune', 'Emma']);
  });
});

describe('a place that cannot be used', () => {
  it('gives the last good copy, refuses changes, and does not throw at the start', () => {
    folder.blocked.set('shelf.json', 'a folder lies in its place');
    folder.put('shelf.last-good.json', good('Dune'));
    const document = open();
    expect(labels(document)).toEqual(['Dune']);
    expect(document.access).toBe('blocked');
    expect(notices[0]!.text).toContain('a folder lies in its place');
    expect(failure(() => document.update(add('Emma'))).code).toBe('STORAGE_FAILED');
  });

  it('starts empty in a folder that cannot be made, and says why a change fails', () => {
    folder.failing.set('prepare', 'EACCES');
    const document = open();
    expect(document.value).toEqual([]);
    expect(failure(() => document.update(add('Emma'))).details.reason).toBe('EACCES');
  });
});
