import { beforeEach, describe, expect, it } from 'vitest';
import type { HookedSession, SessionHook } from '../../../../../src/main/sessions/hooks/session-hook';
import { createReadOnlyHook } from '../../../../../src/main/sessions/hooks/read-only-hook';
import { AppError } from '../../../../../src/shared/errors';
import { encodeInstruction } from '../../../../../src/shared/guacamole/encode';
import { FakeChannel } from '../../../../support/fake-channel';
import { FakeConnection } from '../../../../support/fake-connection';
import { hookOn } from '../../../../support/hook-rig';
import { makeProfile } from '../../../../support/session-services';
import { SessionStage, SSH, SYNC, VIEWPORT } from '../../../../support/session-stage';

let stage: SessionStage;

const key = (keysym: number): string => encodeInstruction('key', keysym, 1);

beforeEach(() => {
  stage = new SessionStage();
});

/** Sees everything that passes, both ways, and tells when it began and ended. */
function recorder(tape: string[], name = 'recorder'): SessionHook {
  const record = (direction: string) => ({
    opcodes: 'all' as const,
    judge: ({ text }: { text: string }) => {
      tape.push(`${direction} ${text}`);
      return 'pass' as const;
    },
  });
  return {
    name,
    kind: 'guest',
    fromGuacd: record('<'),
    toGuacd: record('>'),
    opened: ({ epoch, isJoined }) => tape.push(`opened ${epoch}${isJoined ? ' joined' : ''}`),
    closed: (reason) => tape.push(`closed ${reason?.code ?? 'in peace'}`),
  };
}

/** Sends the keys that go to one session to another one, too. */
class Broadcast {
  readonly #sessions = new Set<HookedSession>();
  isOn = true;

  readonly createHook = (): SessionHook => {
    let own: HookedSession | null = null;
    return {
      name: 'broadcast',
      kind: 'guest',
      toGuacd: {
        opcodes: ['key'],
        judge: ({ opcode, args }) => {
          for (const session of this.#sessions) {
            if (this.isOn && session !== own) session.send(opcode, ...args);
          }
          return 'pass';
        },
      },
      opened: (session) => {
        own = session;
        this.#sessions.add(session);
      },
      closed: () => {
        if (own !== null) this.#sessions.delete(own);
      },
    };
  };
}

describe('a recorder', () => {
  it('sees every instruction both ways in the order in which guacd sent and got them, from the first to the last', async () => {
    const tape: string[] = [];
    stage.services.hooks = () => [recorder(tape)];
    const { session, guacd } = await stage.goLive();
    guacd.deliver('4.name,3.é😀x;4.si');
    guacd.deliver('ze,1.0,1.1,1.1;');
    stage.page.input(1, key(65) + key(66));
    session.disconnect();
    expect(tape).toEqual([
      'opened 1',
      '< 4.sync,1.1;',
      `> ${SYNC}`,
      '< 4.name,3.é😀x;',
      '< 4.size,1.0,1.1,1.1;',
      `> ${key(65)}`,
      `> ${key(66)}`,
      'closed in peace',
    ]);
    expect(stage.page.textOf(1)).toBe('4.sync,1.1;4.name,3.é😀x;4.size,1.0,1.1,1.1;');
  });

  it('next to guacd records only what guacd gets', async () => {
    const tape: string[] = [];
    stage.services.hooks = () => [recorder(tape), createReadOnlyHook()];
    const { guacd } = await stage.goLive();
    stage.page.input(1, `${key(65)}3.nop;`);
    expect(tape.slice(-2)).toEqual([`> ${SYNC}`, '> 3.nop;']);
    expect(guacd.sent.join('')).toBe(`${SYNC}3.nop;`);
  });

  it('sees the clipboard that is sent, and never the answer to a prompt', async () => {
    const tape: string[] = [];
    stage.services.hooks = () => [recorder(tape)];
    const { session, guacd } = await stage.goLive();
    stage.services.clipboardText = 'copied';
    await session.sendClipboard();
    expect(tape.slice(-3)).toEqual([
      '> 9.clipboard,2.60,10.text/plain;',
      '> 4.blob,2.60,8.Y29waWVk;',
      '> 3.end,2.60;',
    ]);
    guacd.say('required', 'passphrase');
    session.answerPrompt({ passphrase: 'open sesame' }, false);
    await stage.services.settle();
    expect(guacd.sent.join('')).toContain(Buffer.from('open sesame').toString('base64'));
    expect(tape.join('')).not.toContain(Buffer.from('open sesame').toString('base64'));
  });

  it('is a new one for each connection, told of its end and of the next one', async () => {
    const tape: string[] = [];
    stage.services.hooks = () => [recorder(tape)];
    const { session, guacd } = await stage.goLive();
    guacd.end(new AppError('GUACD_LOST'));
    session.reconnect(stage.page, VIEWPORT);
    await stage.services.acceptConnect(new FakeConnection('$second'));
    expect(tape.slice(-2)).toEqual(['closed GUACD_LOST', 'opened 2']);
    await session.dispose();
    expect(tape.at(-1)).toBe('closed in peace');
  });

  it('goes on while no page shows the session, and ends when the next one joins', async () => {
    const tape: string[] = [];
    stage.services.hooks = () => [recorder(tape)];
    const { session, guacd } = await stage.goLive();
    stage.page.leave();
    guacd.deliver('3.nop;');
    expect(tape.at(-1)).toBe('< 3.nop;');
    session.attach(new FakeChannel(), VIEWPORT);
    await stage.services.acceptConnect(new FakeConnection('$second'));
    expect(tape.slice(-2)).toEqual(['closed in peace', 'opened 2 joined']);
    guacd.deliver('3.nop;');
    expect(tape.at(-1)).toBe('opened 2 joined');
  });
});

describe('a broadcast', () => {
  it('carries the keys of each session to the others, once, behind their own', async () => {
    const broadcast = new Broadcast();
    const other = new SessionStage();
    stage.services.hooks = () => [broadcast.createHook()];
    other.services.hooks = () => [broadcast.createHook()];
    const { guacd } = await stage.goLive();
    const { guacd: otherGuacd } = await other.goLive();
    stage.page.input(1, key(65));
    other.page.input(1, key(66));
    expect(guacd.sent.slice(1)).toEqual([key(65), key(66)]);
    expect(otherGuacd.sent.slice(1)).toEqual([key(65), key(66)]);
  });

  it('types nothing into a session that only watches, and none that has ended', async () => {
    const broadcast = new Broadcast();
    const watching = new SessionStage();
    const ended = new SessionStage();
    stage.services.hooks = () => [broadcast.createHook()];
    watching.services.hooks = () => [createReadOnlyHook(), broadcast.createHook()];
    ended.services.hooks = () => [broadcast.createHook()];
    const { guacd } = await stage.goLive();
    const { guacd: watchedGuacd } = await watching.goLive();
    const { guacd: endedGuacd, session } = await ended.goLive();
    session.disconnect();
    stage.page.input(1, key(65));
    expect(guacd.sent.slice(1)).toEqual([key(65)]);
    expect(watchedGuacd.sent.slice(1)).toEqual([]);
    expect(endedGuacd.sent.slice(1)).toEqual([]);
  });
});

describe('a clipboard policy', () => {
  it('keeps text from crossing either way, with the streams that carry it', async () => {
    const streams = new Set<string>();
    const policy = hookOn('fromGuacd', ['clipboard', 'blob', 'end'], ({ opcode, args: [index = ''] }) => {
      if (opcode === 'clipboard') streams.add(index);
      if (!streams.has(index)) return 'pass';
      if (opcode === 'end') streams.delete(index);
      return 'drop';
    });
    const outgoing = hookOn('toGuacd', ['clipboard', 'blob', 'end'], ({ args: [index] }) =>
      index === '60' ? 'drop' : 'pass',
    );
    stage.services.hooks = () => [policy, outgoing];
    const { session, guacd } = await stage.goLive();
    guacd.deliver('9.clipboard,1.3,10.text/plain;4.blob,1.3,4.QUJD;4.blob,1.4,4.QUJD;3.end,1.3;3.end,1.4;');
    stage.services.endTurn();
    expect(stage.page.textOf(1)).toBe('4.sync,1.1;4.blob,1.4,4.QUJD;3.end,1.4;');
    stage.services.clipboardText = 'secret';
    await session.sendClipboard();
    expect(guacd.sent).toEqual([SYNC]);
  });
});

describe('a session with a hook that fails', () => {
  const broken = (kind: SessionHook['kind']): SessionHook => ({
    name: 'broken',
    kind,
    fromGuacd: {
      opcodes: ['sync'],
      judge: () => {
        throw new Error('broken');
      },
    },
  });

  it('goes on without a guest', async () => {
    stage.services.hooks = () => [broken('guest')];
    const { session } = await stage.goLive();
    expect(session.state.phase).toBe('live');
    expect(stage.page.textOf(1)).toBe(SYNC);
    expect(stage.services.logged.filter(({ event }) => event.startsWith('session.hook'))).toMatchObject([
      { event: 'session.hook-removed', facts: { hook: 'broken', sessionId: session.id } },
    ]);
  });

  it('ends without a guard: nothing passes, guacd is left, and nothing connects by itself', async () => {
    const tape: string[] = [];
    stage.services.hooks = () => [recorder(tape), broken('guard')];
    const { session, guacd } = await stage.goLive();
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'SESSION_GUARD_FAILED' } });
    expect(guacd.isClosed).toBe(true);
    expect(guacd.sent).toEqual([]);
    expect(stage.page.textOf(1)).toBe('');
    expect(tape).toEqual(['opened 1', '< 4.sync,1.1;', 'closed SESSION_GUARD_FAILED']);
    expect(stage.services.clock.pendingTimers).toBe(0);
  });

  it.each([
    [
      'a guard cannot start',
      () => [{ name: 'broken', kind: 'guard' as const, opened: () => fail() }, recorder([])],
    ],
    ['its hooks cannot be made', () => fail()],
  ])('ends before anything passes when %s', async (_, hooks) => {
    stage.services.hooks = hooks;
    const session = stage.create(makeProfile('ssh', SSH));
    session.attach(stage.page, VIEWPORT);
    const guacd = await stage.services.acceptConnect(new FakeConnection());
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'SESSION_GUARD_FAILED' } });
    expect(guacd.isClosed).toBe(true);
    guacd.deliver('3.nop;');
    stage.page.input(1, key(65));
    expect(stage.page.textOf(1)).toBe('');
    expect(guacd.sent).toEqual([]);
  });
});

function fail(): never {
  throw new Error('broken');
}
