import './electron-store';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentSpec } from '../../../src/main/storage/document-spec';
import type { openDocument as OpenDocument } from '../../../src/main/storage/open-document';
import type { AppError } from '../../../src/shared/errors';
import type { Notice } from '../../../src/shared/model/notice';
import { FaultyDisk } from './faulty-disk';

const NOTES: DocumentSpec<string[]> = {
  name: 'notes',
  title: 'notes',
  schema: v.array(v.string()),
  migrations: [(data) => [...v.parse(v.array(v.string()), data), 'migrated']],
  createDefault: () => [],
  salvage: () => undefined,
};
const OLD = ['one', 'two'];
const NEW = ['one', 'two', 'three'];
const MAX_CALLS = 200;

const disk = new FaultyDisk();
let openDocument: typeof OpenDocument;
let folder: string;
let notices: Notice[];

beforeAll(async () => {
  disk.install();
  ({ openDocument } = await import('../../../src/main/storage/open-document'));
  const { loadElectronStore } = await import('../../../src/main/storage/electron-store-writer');
  await loadElectronStore();
});
beforeEach(() => fresh());
afterEach(() => {
  disk.disarm();
  rmSync(folder, { recursive: true, force: true });
});

function fresh(): void {
  disk.disarm();
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'pestle-crash-'));
  notices = [];
}

const open = () => openDocument(NOTES, { folder, notify: (notice) => void notices.push(notice) });
const at = (name: string) => join(folder, name);
const contents = () => readdirSync(folder).map((name) => readFileSync(at(name), 'utf8'));
const temporaryFiles = () => readdirSync(folder).filter((name) => name.includes('tmp'));

/** Runs `attempt` once for each call to the disk that it makes, with that call failing. */
function forEachCall(
  staysDown: boolean,
  prepare: () => void,
  attempt: () => void,
  check: () => void,
): number {
  for (let failAt = 1; failAt < MAX_CALLS; failAt++) {
    fresh();
    prepare();
    disk.arm(failAt, staysDown);
    attempt();
    const calls = disk.count;
    disk.disarm();
    check();
    if (calls < failAt) return failAt - 1;
  }
  throw new Error('the attempt never ends');
}

describe('a crash between any two calls to the disk', () => {
  it('S2: while a change is saved leaves the old content or the new, and no temporary file', () => {
    const seen = new Set<string>();
    const calls = forEachCall(
      true,
      () => open().update(() => OLD),
      () => {
        const document = open();
        try {
          document.update(() => NEW);
        } catch {
          // The process is gone at this moment; what it would have thrown is of no interest.
        }
      },
      () => {
        const { value } = open();
        seen.add(JSON.stringify(value));
        expect([OLD, NEW]).toContainEqual(value);
        expect(notices.filter((notice) => notice.id !== 'storage.notes.blocked')).toEqual([]);
        expect(temporaryFiles()).toEqual([]);
      },
    );
    expect(calls).toBeGreaterThan(10);
    expect(seen).toEqual(new Set([JSON.stringify(OLD), JSON.stringify(NEW)]));
  });

  it('S2: while the very first change is saved leaves nothing or that change', () => {
    forEachCall(
      true,
      () => undefined,
      () => {
        try {
          open().update(() => NEW);
        } catch {
          // See above.
        }
      },
      () => {
        expect([[], NEW]).toContainEqual(open().value);
        expect(temporaryFiles()).toEqual([]);
      },
    );
  });

  it('while damage is repaired loses neither the good copy nor the damaged file', () => {
    const damaged = '{"version":2,"data":["on';
    forEachCall(
      true,
      () => {
        open().update(() => OLD);
        writeFileSync(at('notes.json'), damaged);
      },
      () => void open(),
      () => {
        expect(open().value).toEqual(OLD);
        expect(contents()).toContain(damaged);
      },
    );
  });

  it('while a file is brought up to date loses neither its content nor the original', () => {
    const original = '{"version":1,"data":["one"]}';
    forEachCall(
      true,
      () => writeFileSync(at('notes.json'), original),
      () => void open(),
      () => {
        expect(open().value).toEqual(['one', 'migrated']);
        expect(contents()).toContain(original);
      },
    );
  });
});

describe('a save', () => {
  it('S2: is on the disk itself before it takes the name of the file, and the name before it returns', () => {
    const document = open();
    document.update(() => OLD);
    disk.disarm();
    document.update(() => NEW);
    const renamed = disk.calls.indexOf('renameSync notes.json');
    expect(disk.calls.slice(0, renamed)).toContain('fsyncSync');
    expect(disk.calls.slice(renamed)).toContain('fsyncSync');
    expect(disk.calls.indexOf('renameSync notes.last-good.json')).toBeGreaterThan(renamed);
  });
});

describe('a single call to the disk that fails', () => {
  it('leaves memory and disk with the same content, and says so when it is the old one', () => {
    const reasons = new Set<unknown>();
    let value: string[] = [];
    forEachCall(
      false,
      () => open().update(() => OLD),
      () => {
        const document = open();
        if (document.access !== 'writable') {
          value = document.value;
          return;
        }
        try {
          document.update(() => NEW);
          expect(document.value).toEqual(NEW);
        } catch (thrown) {
          expect((thrown as AppError).code).toBe('STORAGE_FAILED');
          reasons.add((thrown as AppError).details.reason);
          expect(document.value).toEqual(OLD);
        }
        value = document.value;
      },
      () => {
        expect(open().value).toEqual(value);
      },
    );
    expect(reasons).toContain('ENOSPC');
  });
});
