import {
  appendFileSync,
  chmodSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournalDisk } from '../../../src/main/journal/journal-disk';
import { JournalStore } from '../../../src/main/journal/journal-store';
import { AppError } from '../../../src/shared/errors';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import type { Notice } from '../../../src/shared/model/notice';
import { FakeConnection } from '../../support/fake-connection';
import { makeProfile } from '../../support/session-services';
import { SessionStage, SYNC, VIEWPORT } from '../../support/session-stage';

let base: string;
let folder: string;
let notices: Notice[];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'pestle-journal-'));
  folder = join(base, 'session-log');
  notices = [];
});

afterEach(() => rmSync(base, { recursive: true }));

function start(): JournalStore {
  return new JournalStore({
    disk: createJournalDisk(folder),
    wallTime: Date.now,
    notify: (notice) => notices.push(notice),
    onFailure: () => undefined,
  });
}

/** Lets a session live once, with secrets wherever one can be. Returns the id of its connection. */
async function live(journal: JournalStore, canary: string): Promise<string> {
  const stage = new SessionStage();
  stage.services.journal = journal;
  const profile = makeProfile('ssh', { hostname: `host-${canary}`, username: canary });
  profile.name = canary;
  stage.services.addProfile(profile);
  stage.services.storedSecrets.set(`${profile.id} private-key`, canary);
  const session = stage.create(profile);
  session.attach(stage.page, VIEWPORT);
  await stage.services.settle();
  session.answerPrompt({ password: canary }, true);
  const guacd = await stage.services.acceptConnect(new FakeConnection(`$${canary}`));
  guacd.unknownParameters = [canary];
  guacd.say('sync', 1);
  guacd.say('name', canary);
  guacd.say('required', 'password');
  stage.page.input(1, SYNC);
  stage.page.input(1, encodeInstruction('key', 65, 1));
  session.answerPrompt({ password: canary }, false);
  stage.services.clipboardText = canary;
  await session.sendClipboard();
  await session.receiveClipboard(canary);
  guacd.end(new AppError('SERVER_ERROR', canary, { details: { reason: canary } }));
  await session.dispose();
  return profile.id;
}

describe('session logs on disk', () => {
  it('are found again by the next run, in their order', async () => {
    const first = start();
    const profileId = await live(first, 'canary-1');
    const before = (await first.read(profileId)).entries;
    await first.close();
    const { entries, lost } = await start().read(profileId);
    expect(entries).toEqual(before);
    expect(entries.length).toBeGreaterThan(8);
    expect(entries.map(({ order }) => order)).toEqual(entries.map((_, index) => index));
    expect(lost).toBe(0);
  });

  it('hold no secret, no name, no host and no text, wherever they come from', async () => {
    const journal = start();
    await live(journal, 'canary-7d0e');
    await journal.close();
    const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(written.join('')).toContain('"kind":"clipboard"');
    expect(written.join('')).not.toContain('canary');
  });

  it('are for this user only, also where they were not before', async () => {
    const journal = start();
    const profileId = await live(journal, 'c');
    await journal.close();
    const file = join(folder, `${profileId}.jsonl`);
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    chmodSync(folder, 0o755);
    chmodSync(file, 0o644);
    const next = start();
    next.note(profileId, {
      sessionId: profileId,
      clientName: 'Pestle',
      elapsedMs: 0,
      event: { kind: 'removed' },
    });
    await next.close();
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('go on behind a line that a crash has cut', async () => {
    const first = start();
    const profileId = await live(first, 'c');
    await first.close();
    appendFileSync(join(folder, `${profileId}.jsonl`), '{"order":99,"at":"2026-');
    const second = start();
    const before = (await second.read(profileId)).entries.length;
    second.note(profileId, {
      sessionId: profileId,
      clientName: 'Pestle',
      elapsedMs: 0,
      event: { kind: 'removed' },
    });
    expect((await second.read(profileId)).entries.length).toBe(before + 1);
  });

  it.skipIf(process.platform === 'win32')('follow no link', async () => {
    const outside = join(base, 'outside.txt');
    writeFileSync(outside, 'untouched');
    await createJournalDisk(folder).prepare();
    const stage = makeProfile();
    symlinkSync(outside, join(folder, `${stage.id}.jsonl`));
    const journal = start();
    journal.note(stage.id, {
      sessionId: stage.id,
      clientName: 'Pestle',
      elapsedMs: 0,
      event: { kind: 'removed' },
    });
    await journal.close();
    expect(readFileSync(outside, 'utf8')).toBe('untouched');
    expect(notices).toHaveLength(1);
  });

  it('S1: a folder that cannot be made ends no session, and is told once', async () => {
    writeFileSync(folder, 'a file lies in its place');
    const journal = start();
    await live(journal, 'c');
    await live(journal, 'd');
    await journal.close();
    expect(notices.map(({ id }) => id)).toEqual(['journal.not-written']);
    expect(readFileSync(folder, 'utf8')).toBe('a file lies in its place');
  });
});
