import { beforeEach, describe, expect, it } from 'vitest';
import { FolderConsents, type FolderQuestion } from '../../../../src/main/folders/folder-consents';
import { FOLDERS_DOCUMENT, MAX_FOLDER_CONSENTS } from '../../../../src/main/folders/folders-document';
import { JsonDocument } from '../../../../src/main/storage/json-document';
import { AppError } from '../../../../src/shared/errors';
import type { Profile } from '../../../../src/shared/model/profile';
import { makeProfile } from '../../../support/session-services';
import { MemoryFolder, MemoryWriter } from '../storage/memory-folder';

const DRIVE = { hostname: 'desk.example', 'enable-drive': 'true', 'drive-path': '/home/ann/share' };

let folder: MemoryFolder;
let writer: MemoryWriter;
let asked: FolderQuestion[];
let answers: ((agrees: boolean) => void)[];
let notSaved: number;
let consents: FolderConsents;

/** As after a start of the app. */
function start(): void {
  const document = new JsonDocument({
    spec: FOLDERS_DOCUMENT,
    writer,
    folder,
    notify: () => undefined,
    now: () => 0,
  });
  consents = new FolderConsents({
    document,
    ask: (question) => {
      asked.push(question);
      return new Promise((resolve) => answers.push(resolve));
    },
    onNotSaved: () => notSaved++,
  });
}

beforeEach(() => {
  folder = new MemoryFolder();
  writer = new MemoryWriter(folder, 'folders');
  [asked, answers, notSaved] = [[], [], 0];
  start();
});

const settle = async (): Promise<void> => {
  for (let round = 0; round < 10; round++) await Promise.resolve();
};

/** Wants to open a connection; what comes of it, `waits` while the user is asked. */
async function want(parameters: Record<string, string>, changes: Partial<Profile> = {}): Promise<string> {
  const profile = { ...makeProfile('rdp', parameters), ...changes };
  let outcome = 'waits';
  consents.require(profile, parameters).then(
    () => (outcome = 'allowed'),
    (error: unknown) => (outcome = AppError.from(error).code),
  );
  await settle();
  return outcome;
}

/** The same, with the answer of the user to the question. */
async function wantAnswered(agrees: boolean, parameters: Record<string, string>): Promise<string> {
  const outcome = consents.require(makeProfile('rdp', parameters), parameters).then(
    () => 'allowed',
    (error: unknown) => AppError.from(error).code,
  );
  await settle();
  answers.shift()?.(agrees);
  return outcome;
}

describe('the consent to folders', () => {
  it('is not asked for when a connection uses none', async () => {
    expect(await want({ hostname: 'desk.example', 'drive-path': '/home/ann' })).toBe('allowed');
    expect(asked).toEqual([]);
  });

  it('is asked for in words of the connection, and holds over a restart', async () => {
    expect(await wantAnswered(true, DRIVE)).toBe('allowed');
    expect(asked).toEqual([
      { connection: 'Server', host: 'desk.example', uses: [{ kind: 'share', path: '/home/ann/share' }] },
    ]);
    start();
    expect(await want(DRIVE, { name: 'Renamed' })).toBe('allowed');
    expect(asked).toHaveLength(1);
  });

  it('refuses the connection when the user does, and asks again the next time', async () => {
    expect(await wantAnswered(false, DRIVE)).toBe('FOLDER_REFUSED');
    expect(await wantAnswered(true, DRIVE)).toBe('allowed');
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Record<string, string>]>([
    ['another folder', { 'drive-path': '/' }],
    ['another computer', { hostname: 'evil.example' }],
    ['one more file', { 'recording-path': '/rec' }],
    ['whoever connects', { 'reverse-connect': 'true' }],
  ])('is asked for anew for %s', async (_, changes) => {
    await wantAnswered(true, DRIVE);
    expect(await want({ ...DRIVE, ...changes })).toBe('waits');
  });

  it('is asked for anew for another protocol', async () => {
    await wantAnswered(true, DRIVE);
    expect(await want(DRIVE, { protocol: 'vnc' })).toBe('waits');
  });

  it('is asked for once when two sessions of a connection want it at a time', async () => {
    const both = [wantAnswered(true, DRIVE), wantAnswered(true, DRIVE)];
    expect(await Promise.all(both)).toEqual(['allowed', 'allowed']);
    expect(asked).toHaveLength(1);
  });

  it('is asked for one question after the other', async () => {
    await want(DRIVE);
    await want({ ...DRIVE, hostname: 'other.example' });
    expect(asked.map(({ host }) => host)).toEqual(['desk.example']);
    answers.shift()?.(false);
    await settle();
    expect(asked.map(({ host }) => host)).toEqual(['desk.example', 'other.example']);
  });

  it('holds for this run when it cannot be saved', async () => {
    writer.failure = 'ENOSPC';
    expect(await wantAnswered(true, DRIVE)).toBe('allowed');
    expect(await want(DRIVE)).toBe('allowed');
    expect(notSaved).toBe(1);
  });

  it('forgets the oldest answers beyond its limit, and keeps no name and no path', async () => {
    for (let index = 0; index <= MAX_FOLDER_CONSENTS; index++) {
      await wantAnswered(true, { ...DRIVE, hostname: `host-${index}` });
    }
    start();
    expect(await want({ ...DRIVE, hostname: 'host-0' })).toBe('waits');
    expect(await want({ ...DRIVE, hostname: 'host-1' })).toBe('allowed');
    expect(folder.text('folders.json')).not.toMatch(/host|share/);
  });
});
