import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, MAX_READ_ENTRIES, MAX_WAITING } from '../../../../src/main/journal/journal-file';
import { JournalStore, MAX_AGE_DAYS, MAX_TOTAL_BYTES } from '../../../../src/main/journal/journal-store';
import { journalSchema, type JournalEvent, type JournalNote } from '../../../../src/shared/model/journal';
import type { Notice } from '../../../../src/shared/model/notice';
import { sampleId } from '../../../support/sample-data';
import { MemoryDisk } from './memory-disk';

const PROFILE = sampleId(1);
const OTHER = sampleId(2);
const FILE = `${PROFILE}.jsonl`;
const OLDER = `${PROFILE}.1.jsonl`;
const DAY_MS = 86_400_000;

let disk: MemoryDisk;
let notices: Notice[];
let failures: unknown[];
let wall: number;

beforeEach(() => {
  disk = new MemoryDisk();
  notices = [];
  failures = [];
  wall = Date.UTC(2026, 10, 21, 12);
});

/** The store of one run of the app. */
function start(): JournalStore {
  return new JournalStore({
    disk,
    wallTime: () => wall,
    notify: (notice) => notices.push(notice),
    onFailure: (error) => failures.push(error),
  });
}

/** A note that can be told from others by its size. */
function noteOf(bytes: number): JournalNote {
  const event: JournalEvent = { kind: 'clipboard', direction: 'sent', bytes };
  return { sessionId: sampleId(1001), clientName: 'Pestle 00000000', elapsedMs: bytes, event };
}

/** The sizes of the notes that the store reads, in its order. */
async function sizes(store: JournalStore, profileId = PROFILE): Promise<number[]> {
  const { entries } = await store.read(profileId);
  return entries.map(({ event }) => (event.kind === 'clipboard' ? event.bytes : -1));
}

const lines = (...bytes: number[]): string =>
  bytes
    .map((each, order) => JSON.stringify({ order, at: '2026-11-20T10:00:00.000Z', ...noteOf(each) }))
    .join('\n');

describe('the session log of a connection', () => {
  it('is empty at first', async () => {
    expect(await start().read(PROFILE)).toEqual({ entries: [], lost: 0 });
  });

  it('has what was noted, in order, with the time and whose it is', async () => {
    const store = start();
    for (const bytes of [1, 2, 3]) store.note(PROFILE, noteOf(bytes));
    store.note(OTHER, noteOf(9));
    const journal = await store.read(PROFILE);
    expect(journal.entries.map(({ order }) => order)).toEqual([0, 1, 2]);
    expect(journal.entries[0]).toEqual({ order: 0, at: '2026-11-21T12:00:00.000Z', ...noteOf(1) });
    expect(v.is(journalSchema, journal)).toBe(true);
    expect(await sizes(store, OTHER)).toEqual([9]);
  });

  it('is found again after a restart, and goes on in its order', async () => {
    const first = start();
    first.note(PROFILE, noteOf(1));
    await first.close();
    const second = start();
    second.note(PROFILE, noteOf(2));
    expect(await sizes(second)).toEqual([1, 2]);
    expect((await second.read(PROFILE)).entries.map(({ order }) => order)).toEqual([0, 1]);
  });

  it('N1: keeps its order when the wall clock jumps', async () => {
    const store = start();
    for (const jumpMs of [0, 3_600_000, -7_200_000, 10 * 365 * DAY_MS, -20 * 365 * DAY_MS]) {
      wall += jumpMs;
      store.note(PROFILE, noteOf(Math.abs(jumpMs)));
    }
    const { entries } = await store.read(PROFILE);
    expect(entries.map(({ order }) => order)).toEqual([0, 1, 2, 3, 4]);
    expect(entries.map(({ at }) => at).sort()).not.toEqual(entries.map(({ at }) => at));
  });

  it('writes nothing that has no place in a note', async () => {
    const store = start();
    const canary = 'canary-5f1c';
    const strange = { ...noteOf(1), text: canary } as JournalNote;
    store.note(PROFILE, strange);
    store.note(PROFILE, { ...noteOf(1), clientName: `Pestle\n${canary}` });
    store.note(PROFILE, noteOf(2));
    expect(await sizes(store)).toEqual([2]);
    expect(disk.text(FILE)).not.toContain(canary);
    expect(failures).toHaveLength(2);
  });
});

describe('a damaged session log', () => {
  it('goes on behind a last line that was cut off, and tells that something is missing', async () => {
    disk.put(FILE, lines(1, 2, 3).slice(0, -20));
    const store = start();
    store.note(PROFILE, noteOf(4));
    expect(await sizes(store)).toEqual([1, 2, 4]);
    store.note(PROFILE, noteOf(5));
    expect(await sizes(store)).toEqual([1, 2, 4, 5]);
  });

  it('is read around what is damaged, at every byte', async () => {
    const whole = `${lines(1, 2, 3)}\n`;
    for (let place = 0; place < whole.length; place++) {
      const bytes = Buffer.from(whole);
      bytes[place] = 0xff;
      disk.files.set(FILE, bytes);
      const found = await sizes(start());
      expect(found.length, `byte ${place}`).toBeGreaterThanOrEqual(1);
      for (const size of found) expect([1, 2, 3]).toContain(size);
    }
  });

  it('tells how many entries are missing between others', async () => {
    const [first = '', , third = ''] = lines(1, 2, 3).split('\n');
    disk.put(FILE, `${first}\nnot a line\n${third}\n`);
    expect((await start().read(PROFILE)).lost).toBe(1);
  });

  it('leaves out what a newer version wrote, without an error', async () => {
    const newer = JSON.stringify({
      ...{ order: 7, at: '2026-11-20T10:00:00.000Z', ...noteOf(1) },
      event: { kind: 'teleport' },
    });
    disk.put(FILE, `${newer}\n${lines(2)}\n`);
    expect(await sizes(start())).toEqual([2]);
    expect(notices).toEqual([]);
  });
});

describe('the limits of the session logs', () => {
  it('two files for each connection, neither above its size, the newest entries in them', async () => {
    const store = start();
    for (let batch = 0; batch < 40; batch++) {
      for (let each = 0; each < 100; each++) store.note(PROFILE, noteOf(batch * 100 + each));
      await store.read(PROFILE);
    }
    expect([...disk.files.keys()].sort()).toEqual([OLDER, FILE]);
    for (const content of disk.files.values()) expect(content.length).toBeLessThanOrEqual(MAX_FILE_BYTES);
    const found = await sizes(store);
    expect(found.length).toBeLessThanOrEqual(MAX_READ_ENTRIES);
    expect(found).toEqual(Array.from({ length: found.length }, (_, index) => 4000 - found.length + index));
    expect((await store.read(PROFILE)).lost).toBe(0);
  });

  it('a disk that hangs makes entries wait, and no more than so many', async () => {
    let open = (): void => undefined;
    disk.gate = new Promise((resolve) => (open = resolve));
    const store = start();
    store.note(PROFILE, noteOf(0));
    for (let each = 1; each <= MAX_WAITING + 50; each++) store.note(PROFILE, noteOf(each));
    open();
    store.note(OTHER, noteOf(1));
    await store.close();
    store.note(PROFILE, noteOf(1000));
    const { entries, lost } = await store.read(PROFILE);
    expect(entries.length).toBeLessThanOrEqual(MAX_WAITING + 2);
    expect(entries.length + lost).toBe(MAX_WAITING + 52);
  });

  it('what was not written for half a year goes at the start', async () => {
    disk.put(FILE, `${lines(1)}\n`, wall - (MAX_AGE_DAYS + 2) * DAY_MS);
    disk.put(`${OTHER}.jsonl`, `${lines(2)}\n`, wall - DAY_MS);
    disk.put('notes of somebody.txt', 'stays', 0);
    const store = start();
    expect(await sizes(store)).toEqual([]);
    expect(await sizes(store, OTHER)).toEqual([2]);
    expect(disk.files.has('notes of somebody.txt')).toBe(true);
  });

  it('N1: a wall clock ten years ahead deletes nothing', async () => {
    disk.put(FILE, `${lines(1)}\n`, wall);
    wall += 3650 * DAY_MS;
    expect(await sizes(start())).toEqual([1]);
  });

  it('beyond the size of all together the oldest files go', async () => {
    const half = Buffer.alloc(MAX_TOTAL_BYTES / 2);
    for (const [number, age] of [
      [1, 3],
      [2, 1],
      [3, 2],
    ] as const) {
      disk.files.set(`${sampleId(number)}.jsonl`, half);
      disk.changedAt.set(`${sampleId(number)}.jsonl`, wall - age * DAY_MS);
    }
    await start().close();
    expect([...disk.files.keys()].sort()).toEqual([`${sampleId(2)}.jsonl`, `${sampleId(3)}.jsonl`]);
  });
});

describe('S1: when the disk fails, the session log', () => {
  it.each(['ENOSPC', 'EACCES', 'EIO'])('goes without, and tells once (%s)', async (code) => {
    const store = start();
    disk.failing.set('append', code);
    for (const bytes of [1, 2, 3]) {
      store.note(PROFILE, noteOf(bytes));
      await store.read(PROFILE);
    }
    expect(notices.map(({ id }) => id)).toEqual(['journal.not-written']);
    expect(failures).toHaveLength(3);
  });

  it('goes on once there is room again, behind what was half written, and tells the gap', async () => {
    const store = start();
    store.note(PROFILE, noteOf(1));
    await store.read(PROFILE);
    disk.failing.set('append', 'ENOSPC');
    disk.writesBeforeFailing = 30;
    store.note(PROFILE, noteOf(2));
    await store.read(PROFILE);
    disk.failing.clear();
    store.note(PROFILE, noteOf(3));
    const journal = await store.read(PROFILE);
    expect(journal.entries.map(({ order }) => order)).toEqual([0, 2]);
    expect(journal.lost).toBe(1);
  });

  it('does without a folder, a list, a renaming and a deletion', async () => {
    for (const operation of ['prepare', 'list', 'replace', 'remove'] as const) {
      disk.failing.set(operation, 'EACCES');
    }
    const store = start();
    store.followProfiles([PROFILE]);
    store.note(PROFILE, noteOf(1));
    store.followProfiles([]);
    await store.close();
    expect(notices).toHaveLength(1);
  });

  it('cannot be read, which is told as an error', async () => {
    disk.failing.set('readEnd', 'EIO');
    await expect(start().read(PROFILE)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  });
});

describe('the session log of a deleted connection', () => {
  it('is gone when the app ends', async () => {
    const store = start();
    store.followProfiles([PROFILE, OTHER]);
    store.note(PROFILE, noteOf(1));
    store.note(OTHER, noteOf(2));
    store.followProfiles([OTHER]);
    store.note(PROFILE, noteOf(3));
    await store.close();
    expect([...disk.files.keys()]).toEqual([`${OTHER}.jsonl`]);
  });

  it('comes back with the connection, with what a session that was still open wrote', async () => {
    const store = start();
    store.followProfiles([PROFILE]);
    store.note(PROFILE, noteOf(1));
    store.followProfiles([]);
    store.note(PROFILE, noteOf(2));
    store.followProfiles([PROFILE]);
    store.note(PROFILE, noteOf(3));
    await store.close();
    expect(await sizes(start())).toEqual([1, 2, 3]);
  });

  it('is gone at the next start when the app was killed', async () => {
    const store = start();
    store.followProfiles([PROFILE]);
    store.note(PROFILE, noteOf(1));
    store.followProfiles([]);
    await store.read(PROFILE);
    expect(disk.files.size).toBe(1);
    await start().close();
    expect(disk.files.size).toBe(0);
  });

  it('is only that of one that was deleted, not of one that this run has never seen', async () => {
    disk.put(FILE, `${lines(1)}\n`, wall);
    const store = start();
    store.followProfiles([]);
    store.followProfiles([OTHER]);
    await store.close();
    expect(disk.files.has(FILE)).toBe(true);
  });
});
