import './electron-store';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentSpec } from '../../../src/main/storage/document-spec';
import { loadElectronStore } from '../../../src/main/storage/electron-store-writer';
import type { JsonDocument } from '../../../src/main/storage/json-document';
import { openDocument } from '../../../src/main/storage/open-document';
import type { AppError } from '../../../src/shared/errors';
import type { Notice } from '../../../src/shared/model/notice';

const NOTES: DocumentSpec<string[]> = {
  name: 'notes',
  title: 'notes',
  schema: v.array(v.string()),
  migrations: [],
  createDefault: () => [],
  salvage: () => undefined,
};

const isRoot = process.getuid?.() === 0;
const isPosix = process.platform !== 'win32';

let root: string;
let folder: string;
let notices: Notice[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pestle-storage-'));
  folder = join(root, 'deep', 'data');
  notices = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = () => openDocument(NOTES, { folder, notify: (notice) => void notices.push(notice) });
const add = (document: JsonDocument<string[]>, text: string) => document.update((notes) => [...notes, text]);
const at = (name: string) => join(folder, name);
const modeOf = (path: string) => statSync(path).mode & 0o777;

function failure(run: () => unknown): AppError {
  try {
    run();
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('nothing was thrown');
}

describe('a document that is written before electron-store was read', () => {
  it('is the same file, for this user only, and goes on with electron-store', async () => {
    const document = open();
    add(document, 'one ✓');
    const early = readFileSync(at('notes.json'), 'utf8');
    expect(JSON.parse(early)).toEqual({ version: 1, data: ['one ✓'] });
    if (isPosix) expect(modeOf(at('notes.json'))).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['notes.json', 'notes.last-good.json']);

    await loadElectronStore();
    document.update(() => []);
    document.update(() => ['one ✓']);
    expect(readFileSync(at('notes.json'), 'utf8')).toBe(early);
    expect(open().value).toEqual(['one ✓']);
  });
});

describe('a document on disk', () => {
  beforeAll(() => loadElectronStore());

  it('is written and read again', () => {
    add(open(), 'one ✓');
    add(open(), 'two');
    expect(open().value).toEqual(['one ✓', 'two']);
    expect(JSON.parse(readFileSync(at('notes.json'), 'utf8'))).toEqual({
      version: 1,
      data: ['one ✓', 'two'],
    });
    expect(readFileSync(at('notes.last-good.json'))).toEqual(readFileSync(at('notes.json')));
    expect(notices).toEqual([]);
  });

  it.runIf(isPosix)('S7: is for this user only, its folder too', () => {
    add(open(), 'one');
    expect([modeOf(folder), modeOf(at('notes.json')), modeOf(at('notes.last-good.json'))]).toEqual([
      0o700, 0o600, 0o600,
    ]);
  });

  it.runIf(isPosix)('S7: becomes so when it was open to others', () => {
    add(open(), 'one');
    chmodSync(folder, 0o755);
    chmodSync(at('notes.json'), 0o644);
    open();
    expect([modeOf(folder), modeOf(at('notes.json'))]).toEqual([0o700, 0o600]);
  });

  it('S6: leaves no other files after many changes', () => {
    const document = open();
    for (let count = 0; count < 100; count++) add(document, String(count));
    expect(readdirSync(folder).sort()).toEqual(['notes.json', 'notes.last-good.json']);
    expect(open().value).toHaveLength(100);
  });

  it('S6: is never half there for a reader while it is written', () => {
    const document = open();
    add(document, 'x'.repeat(100_000));
    const inode = statSync(at('notes.json')).ino;
    add(document, 'y');
    expect(statSync(at('notes.json')).ino).not.toBe(inode);
  });

  it('S3: that is damaged is set aside as it was, and the last good copy is used', () => {
    add(open(), 'one');
    writeFileSync(at('notes.json'), '{"version":1,"da');
    expect(open().value).toEqual(['one']);
    const aside = readdirSync(folder).find((name) => name.startsWith('notes.json.damaged-'));
    expect(readFileSync(at(aside ?? ''), 'utf8')).toBe('{"version":1,"da');
    expect(notices.map((notice) => notice.id)).toEqual(['storage.notes.damaged']);
    expect(open().value).toEqual(['one']);
  });

  it('S3: of 100 MB is set aside without being read', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(at('notes.json'), Buffer.alloc(100 * 1024 * 1024, 0x20));
    const started = performance.now();
    expect(open().value).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(notices[0]?.text).toContain('too large');
  });
});

describe('a place that is not a plain file', () => {
  it('S7: (a folder) is left alone: nothing is saved, nothing crashes', () => {
    mkdirSync(at('notes.json'), { recursive: true });
    const document = open();
    expect(document.value).toEqual([]);
    expect(notices[0]?.text).toContain('a folder lies in its place');
    expect(failure(() => add(document, 'one')).code).toBe('STORAGE_FAILED');
    expect(statSync(at('notes.json')).isDirectory()).toBe(true);
  });

  it.runIf(isPosix)('S7: (a link) is not followed, neither for reading nor for writing', () => {
    mkdirSync(folder, { recursive: true });
    const target = join(root, 'target.json');
    writeFileSync(target, '{"version":1,"data":["from elsewhere"]}');
    symlinkSync(target, at('notes.json'));
    const document = open();
    expect(document.value).toEqual([]);
    expect(notices[0]?.text).toContain('a link lies in its place');
    expect(failure(() => add(document, 'one')).code).toBe('STORAGE_FAILED');
    expect(readFileSync(target, 'utf8')).toContain('from elsewhere');
  });

  it.runIf(isPosix)('(a link that appears later) is not written through', () => {
    const document = open();
    add(document, 'one');
    const target = join(root, 'target.json');
    writeFileSync(target, 'mine');
    rmSync(at('notes.json'));
    symlinkSync(target, at('notes.json'));
    expect(failure(() => add(document, 'two')).code).toBe('STORAGE_FAILED');
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect(document.value).toEqual(['one']);
  });

  it.runIf(isPosix)('(a pipe) does not make the start hang', () => {
    mkdirSync(folder, { recursive: true });
    execFileSync('mkfifo', [at('notes.json')]);
    expect(open().value).toEqual([]);
    expect(notices[0]?.text).toContain('not a plain file');
  });
});

/** Mounts a file system of 64 KiB; false where this user may not. */
function mountSmallDisk(path: string): boolean {
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a folder that cannot be used', () => {
  it('(a file in its place) starts with the default and says why a change fails', () => {
    mkdirSync(join(root, 'deep'));
    writeFileSync(folder, 'in the way');
    const document = open();
    expect(document.value).toEqual([]);
    expect(notices[0]?.text).toContain('ENOTDIR');
    expect(failure(() => add(document, 'one')).code).toBe('STORAGE_FAILED');
    expect(readFileSync(folder, 'utf8')).toBe('in the way');
  });

  it.runIf(isPosix && !isRoot)('S7: (read-only) can be read, and says why a change fails', () => {
    add(open(), 'one');
    chmodSync(folder, 0o500);
    const document = open();
    expect(document.value).toEqual(['one']);
    expect(failure(() => add(document, 'two')).details.reason).toBe('EACCES');
    chmodSync(folder, 0o700);
    add(document, 'two');
    expect(open().value).toEqual(['one', 'two']);
  });

  it.runIf(isRoot && process.platform === 'linux')('(a read-only disk) can be read too', (context) => {
    if (!mountSmallDisk(folder)) context.skip();
    try {
      add(open(), 'one');
      execFileSync('mount', ['-o', 'remount,ro', folder]);
      const document = open();
      expect(document.value).toEqual(['one']);
      expect(failure(() => add(document, 'two')).details.reason).toBe('EROFS');
      execFileSync('mount', ['-o', 'remount,rw', folder]);
      add(document, 'two');
      expect(open().value).toEqual(['one', 'two']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});

describe('a full disk', () => {
  it.runIf(isRoot && process.platform === 'linux')('S1: never costs what was saved before', (context) => {
    if (!mountSmallDisk(folder)) context.skip();
    try {
      const document = open();
      add(document, 'one');
      const failures = new Set<unknown>();
      for (let size = 1000; size <= 64_000; size += 1000) {
        const before = document.value;
        try {
          document.update(() => ['one', 'x'.repeat(size)]);
        } catch (thrown) {
          failures.add((thrown as AppError).details.reason);
          expect((thrown as AppError).code).toBe('STORAGE_FAILED');
          expect(document.value).toBe(before);
        }
        expect(JSON.parse(readFileSync(at('notes.json'), 'utf8'))).toEqual({
          version: 1,
          data: document.value,
        });
        if (existsSync(at('notes.json.pestle-tmp'))) throw new Error('a temporary file was left');
      }
      expect(failures).toContain('written in part');
      expect(open().value).toEqual(document.value);
      document.update(() => ['small again']);
      expect(open().value).toEqual(['small again']);
      expect(notices).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
