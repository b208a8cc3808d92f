import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeChannel } from '../../../support/fake-channel';
import type { FakeConnection } from '../../../support/fake-connection';
import { makeProfile, type FakeSessionServices } from '../../../support/session-services';
import { SessionStage, SSH, SYNC, VIEWPORT } from '../../../support/session-stage';

let stage: SessionStage;
let services: FakeSessionServices;
let page: FakeChannel;

beforeEach(() => {
  stage = new SessionStage();
  ({ services, page } = stage);
});

describe('the clipboard of a session', () => {
  const clipboardOf = (guacd: FakeConnection) =>
    guacd.sentInstructions.filter(({ opcode }) => opcode !== 'sync');

  it('goes out in blobs on a stream of main', async () => {
    const { session, guacd } = await stage.goLive();
    services.clipboardText = 'x'.repeat(10_000);
    expect(await session.sendClipboard()).toBe(true);
    const [open, first, second, end] = clipboardOf(guacd);
    expect(open).toEqual({ opcode: 'clipboard', args: ['60', 'text/plain'] });
    expect(first?.args[1]).toHaveLength(8_064);
    expect(Buffer.from(second?.args[1] ?? '', 'base64')).toHaveLength(10_000 - 6_048);
    expect(end).toEqual({ opcode: 'end', args: ['60'] });
    expect(services.clipboardCalls).toContain(`offered ${services.clipboardText}`);
  });

  it('waits for the first picture', async () => {
    services.clipboardText = 'early';
    const session = stage.create(makeProfile('ssh', SSH));
    session.attach(page, VIEWPORT);
    expect(await session.sendClipboard()).toBe(false);
    const guacd = await services.acceptConnect();
    expect(guacd.sent).toEqual([]);
    page.input(1, SYNC);
    await services.settle();
    expect(clipboardOf(guacd).map(({ opcode }) => opcode)).toEqual(['clipboard', 'blob', 'end']);
  });

  it('waits once, however often it is asked for while a text is on its way', async () => {
    const { session, guacd } = await stage.goLive();
    services.clipboardText = 'first';
    guacd.isFast = false;
    const first = session.sendClipboard();
    await services.settle();
    const waiting = [session.sendClipboard(), session.sendClipboard(), session.sendClipboard()];
    expect(new Set(waiting).size).toBe(1);
    services.clock.advance(15_000);
    expect(await first).toBe(false);
  });

  it('is never sent by a session that only watches', async () => {
    services.clipboardText = 'text';
    const { session, guacd } = await stage.goLive(makeProfile('ssh', { ...SSH, 'read-only': 'true' }));
    expect(await session.sendClipboard()).toBe(false);
    expect(clipboardOf(guacd)).toEqual([]);
  });

  it('goes no faster than guacd takes it, and is given up when guacd takes nothing', async () => {
    const { session, guacd } = await stage.goLive();
    services.clipboardText = 'x'.repeat(20_000);
    guacd.isFast = false;
    const sent = session.sendClipboard();
    await services.settle();
    expect(clipboardOf(guacd).map(({ opcode }) => opcode)).toEqual(['clipboard']);
    services.clock.advance(15_000);
    expect(await sent).toBe(false);
    expect(services.clipboardCalls.filter((call) => call.startsWith('offered'))).toEqual([]);
    expect(services.clock.pendingTimers).toBe(0);
  });

  it('is forgotten when the remote computer is another one', async () => {
    const { session } = await stage.goLive();
    services.clipboardCalls.length = 0;
    session.reconnect(page, VIEWPORT);
    expect(services.clipboardCalls).toEqual(['forget']);
  });
});
