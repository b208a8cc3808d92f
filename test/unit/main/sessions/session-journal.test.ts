import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors';
import { journalNoteSchema, type JournalEvent } from '../../../../src/shared/model/journal';
import { FakeConnection } from '../../../support/fake-connection';
import { makeProfile } from '../../../support/session-services';
import { SessionStage, SSH, SYNC, VIEWPORT } from '../../../support/session-stage';

let stage: SessionStage;

beforeEach(() => {
  stage = new SessionStage();
});

const events = (): JournalEvent[] => stage.services.notes.map(({ note }) => note.event);
const statuses = (): string[] => events().flatMap((event) => (event.kind === 'status' ? [event.status] : []));
const ofKind = (kind: JournalEvent['kind']): JournalEvent[] =>
  events().filter((event) => event.kind === kind);

describe('the session log', () => {
  it('tells the life of a session, whose it is, and when by a clock that does not jump', async () => {
    const profile = makeProfile('ssh', SSH);
    const { session } = await stage.goLive(profile);
    stage.services.clock.advance(5000);
    session.disconnect();
    await session.dispose();
    expect(statuses()).toEqual(['connecting', 'waiting', 'live', 'closed']);
    expect(events()[0]).toEqual({ kind: 'opened', protocol: 'ssh', isReadOnly: false });
    expect(events().at(-1)).toEqual({ kind: 'removed' });
    for (const { profileId, note } of stage.services.notes) {
      expect(profileId).toBe(profile.id);
      expect(note).toMatchObject({ sessionId: session.id, clientName: 'Pestle 0fd2a1b3' });
      expect(v.is(journalNoteSchema, note)).toBe(true);
    }
    expect(stage.services.notes.at(-1)?.note.elapsedMs).toBe(5000);
  });

  it('has the versions of engine and protocol, and what each connection came to', async () => {
    const { session, guacd } = await stage.goLive();
    stage.services.clock.advance(1234.5);
    session.disconnect();
    expect(ofKind('connection')).toEqual([
      { kind: 'connection', engineVersion: '1.6.0', protocolVersion: 'VERSION_1_5_0', isJoined: false },
    ]);
    expect(ofKind('traffic')).toEqual([
      {
        kind: 'traffic',
        receivedBytes: guacd.receivedBytes,
        sentBytes: guacd.sentBytes,
        frames: 1,
        connectedMs: 1235,
      },
    ]);
  });

  it('tells why a session fails or reconnects, and each attempt', async () => {
    const { guacd } = await stage.goLive();
    guacd.end(new AppError('GUACD_LOST'));
    stage.services.clock.advance(60_000);
    const call = await stage.services.nextConnect();
    call.reject(new AppError('CLIENT_FORBIDDEN', 'no entry for ann'));
    await stage.services.settle();
    const told = ofKind('status').flatMap((event) =>
      event.kind === 'status' && event.code !== null ? [[event.status, event.attempt, event.code]] : [],
    );
    expect(told[0]).toEqual(['counting', 1, 'GUACD_LOST']);
    expect(told.at(-1)).toEqual(['failed', 1, 'CLIENT_FORBIDDEN']);
  });

  it('tells the size of clipboard text that crossed, and nothing of what did not', async () => {
    const { session } = await stage.goLive();
    stage.services.clipboardText = 'grüße';
    await session.sendClipboard();
    await session.receiveClipboard('four');
    stage.services.takesClipboard = false;
    await session.receiveClipboard('not allowed');
    expect(ofKind('clipboard')).toEqual([
      { kind: 'clipboard', direction: 'sent', bytes: 7 },
      { kind: 'clipboard', direction: 'received', bytes: 4 },
    ]);
  });

  it('has no version that is none', async () => {
    const session = stage.create(makeProfile('ssh', SSH));
    Object.assign(stage.services.engine, { version: '1.6.0\npassword=hush-hush' });
    session.attach(stage.page, VIEWPORT);
    await stage.services.acceptConnect(new FakeConnection());
    expect(ofKind('connection')).toMatchObject([{ engineVersion: null }]);
  });

  it('tells that a page has taken the session over', async () => {
    const { session } = await stage.goLive();
    stage.page.leave();
    stage.page.isClosed = false;
    session.attach(stage.page, VIEWPORT);
    const joined = await stage.services.acceptConnect(new FakeConnection('$joined'));
    joined.say('sync', 2);
    stage.page.input(2, SYNC);
    expect(ofKind('connection')).toMatchObject([{ isJoined: false }, { isJoined: true }]);
  });
});
