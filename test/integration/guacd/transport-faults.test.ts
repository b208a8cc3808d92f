import { afterEach, describe, expect, it } from 'vitest';
import type { GuacdConnection } from '../../../src/main/guacd';
import type { AppError } from '../../../src/shared/errors';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import type { GuacdScript } from '../../support/scripted-guacd';
import { GuacdFixture } from './fixture';
import { readToEnd, readUntil } from './readers';

const fixture = new GuacdFixture();
afterEach(() => fixture.end());

/** Deadlines that no test waits for: what ends a connection here is the fault itself. */
const NEVER = 3_600_000;
const deadlines = {
  connectMs: NEVER,
  argsMs: NEVER,
  readyMs: NEVER,
  unstableMs: NEVER,
  silentMs: NEVER,
  drainMs: NEVER,
};

const lost = expect.objectContaining({ code: 'GUACD_LOST' }) as AppError;

const press = (keysym: number): string => encodeInstruction('key', keysym, 1);

describe('a connection whose guacd', () => {
  it('T4: closes only its own direction is read to the end, then closed, and nothing is written after that', async () => {
    const picture = encodeInstruction('blob', 1, 'QUJD'.repeat(2_000)).repeat(100);
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      void peer.send(picture);
      peer.halfClose();
      await peer.ended();
    });
    const connection = await fixture.connect(server, { deadlines: { ...deadlines, keepAliveMs: NEVER } });
    const { text, reason } = await readToEnd(connection);
    expect(text).toBe(picture);
    expect(reason).toEqual(lost);
    expect(connection.send(press(65))).toBe(false);
    const peer = await server.peer();
    await peer.ended();
    expect(peer.opcodes.at(-1)).toBe('connect');
  });

  it.each<[string, string, GuacdScript]>([
    [
      'before args',
      'GUACD_HANDSHAKE_FAILED',
      async (peer) => {
        await peer.expect('select');
      },
    ],
    [
      'in the middle of args',
      'GUACD_HANDSHAKE_FAILED',
      async (peer) => {
        await peer.expect('select');
        await peer.send('4.args,13.VERSION');
      },
    ],
    [
      'before ready',
      'GUACD_HANDSHAKE_FAILED',
      async (peer) => {
        await peer.expect('select');
        await peer.say('args', 'VERSION_1_5_0');
        await peer.expect('connect');
      },
    ],
  ])('T5: resets %s is reported once, without a deadline', async (_, code, script) => {
    const server = await fixture.play(async (peer) => {
      await script(peer);
      peer.reset();
    });
    await expect(fixture.connect(server, { deadlines })).rejects.toMatchObject({ code });
  });

  it.each([
    ['an opcode', '3.nop;4.sy'],
    ['a length', '3.nop;4.sync,1'],
    ['a character', Buffer.concat([Buffer.from('3.nop;4.name,2.'), Buffer.from('ä').subarray(0, 1)])],
    ['a blob', '3.nop;4.blob,1.1,5000.QUJD'],
  ])('T5: resets in the middle of %s is reported once, and no part of it is forwarded', async (_, bytes) => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      await peer.send(bytes);
      await peer.expect('go');
      peer.reset();
    });
    const connection = await fixture.connect(server, { deadlines });
    let ends = 0;
    connection.onClosed(() => ends++);
    const end = readToEnd(connection);
    await readUntil(connection, '3.nop;');
    connection.send('2.go;');
    expect(await end).toEqual({ text: '3.nop;', reason: lost });
    await connection.close();
    expect(ends).toBe(1);
  });

  it('T7: stops reading for a while gets every key in the end, in order', async () => {
    const { connection, readOn, peer } = await withStuckGuacd();
    const keysyms: number[] = [];
    const fill = encodeInstruction('blob', 0, 'x'.repeat(8_000));
    // What the system itself buffers is filled first, so that the keys have to wait in our own queue.
    while (connection.send(fill));
    for (let keysym = 1; keysym <= 500; keysym++) {
      keysyms.push(keysym);
      connection.send(press(keysym));
    }
    readOn();
    connection.send(encodeInstruction('end', 0));
    await peer.expect('end');
    const typed = peer.received.filter(({ opcode }) => opcode === 'key').map(({ args }) => Number(args[0]));
    expect(typed).toEqual(keysyms);
    expect(connection.state).toBe('open');
  });

  it('T7: never reads again costs 64 KiB and one message at most, and ends with a code', async () => {
    const { connection } = await withStuckGuacd();
    const end = readToEnd(connection);
    const keys = press(65).repeat(100);
    for (let count = 0; connection.state === 'open' && count < 1_000_000; count++) connection.send(keys);
    const { reason } = await end;
    expect(reason?.code).toBe('GUACD_STALLED');
    expect(Number(reason?.details.queuedBytes)).toBeGreaterThan(65_536);
    expect(Number(reason?.details.queuedBytes)).toBeLessThanOrEqual(65_536 + keys.length);
    expect(connection.send(keys)).toBe(false);
  });
});

/** A connection whose guacd has stopped to read. */
async function withStuckGuacd() {
  const server = await fixture.play(async (peer) => {
    await peer.handshake();
    peer.stopReading();
    await peer.say('sync', 1);
  });
  const connection: GuacdConnection = await fixture.connect(server, { deadlines });
  await readUntil(connection, 'sync');
  const peer = await server.peer();
  return { connection, peer, readOn: () => peer.readOn() };
}
