import { afterEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/shared/errors';
import { encodeInstruction } from '../../../src/shared/guacamole/encode';
import type { GuacdScript } from '../../support/scripted-guacd';
import { GuacdFixture } from './fixture';
import { readToEnd, readUntil } from './readers';

const fixture = new GuacdFixture();
afterEach(() => fixture.end());

describe('an open connection', () => {
  it('delivers a stream that is cut in the middle of characters', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      const bytes = Buffer.from(encodeInstruction('name', 'ä漢😀') + encodeInstruction('sync', 1));
      for (let i = 0; i < bytes.length; i++) await peer.send(bytes.subarray(i, i + 1));
      peer.halfClose();
    });
    const { text, reason } = await readToEnd(await fixture.connect(server));
    expect(text).toBe('4.name,3.ä漢😀;4.sync,1.1;');
    expect(reason?.code).toBe('GUACD_LOST');
  });

  it.each<[string, GuacdScript]>([
    [
      'reset in the middle of a blob',
      async (peer) => {
        await peer.handshake();
        await peer.send('3.nop;4.blob,1.1,5000.QUJD');
        await peer.expect('go');
        peer.reset();
      },
    ],
    [
      'closed in the middle of a blob',
      async (peer) => {
        await peer.handshake();
        await peer.send('3.nop;4.blob,1.1,5000.QUJD');
        await peer.expect('go');
        peer.halfClose();
      },
    ],
  ])('forwards no part of an instruction when it is %s', async (_, script) => {
    const server = await fixture.play(script);
    const connection = await fixture.connect(server);
    const end = readToEnd(connection);
    await readUntil(connection, '3.nop;');
    connection.send('2.go;');
    expect(await end).toEqual({
      text: '3.nop;',
      reason: expect.objectContaining({ code: 'GUACD_LOST' }) as AppError,
    });
  });

  it('closes the socket at error and disconnect, since guacd does not', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      await peer.say('error', 'Aborted. See logs.', 519);
      await peer.say('disconnect');
      await peer.ended();
    });
    const { reason } = await readToEnd(await fixture.connect(server));
    expect(reason?.code).toBe('UPSTREAM_NOT_FOUND');
    await (await server.peer()).ended();
  });

  it('ends with a violation, at the byte, when guacd lies about a length', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake({ connectionId: '$x' });
      await peer.send('3.nop;4.sync,2.1;3.nop;');
      await peer.ended();
    });
    const { text, reason } = await readToEnd(await fixture.connect(server));
    expect(text).toBe('3.nop;');
    expect(reason).toMatchObject({ code: 'GUACD_PROTOCOL_VIOLATION' });
  });

  it('is given up when guacd falls silent', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      await peer.ended();
    });
    const connection = await fixture.connect(server, { deadlines: { unstableMs: 30, silentMs: 60 } });
    const told: string[] = [];
    connection.onLiveness((liveness) => told.push(liveness));
    const { reason } = await readToEnd(connection);
    expect(told).toEqual(['unstable']);
    expect(reason?.code).toBe('GUACD_SILENT');
  });

  it('T6: is given up when guacd drips in bytes that complete no instruction', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      await peer.send('4.blob,1.0,8000.');
      while (!peer.hasEnded) {
        await peer.send('A');
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    const { text, reason } = await readToEnd(
      await fixture.connect(server, { deadlines: { unstableMs: 30, silentMs: 60 } }),
    );
    expect(text).toBe('');
    expect(reason?.code).toBe('GUACD_SILENT');
    const peer = await server.peer();
    await peer.ended();
  });

  it('sends nops while nobody types', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
    });
    await fixture.connect(server, { deadlines: { keepAliveMs: 10 } });
    const peer = await server.peer();
    await peer.until((received) => received.filter(({ opcode }) => opcode === 'nop').length === 3);
  });

  it('slows guacd down while it is paused, and loses nothing', async () => {
    const frame = encodeInstruction('blob', 1, 'QUJD'.repeat(2000));
    const count = 4_000;
    let sent = 0;
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      for (; sent < count; sent++) await peer.send(frame);
      await peer.say('disconnect');
    });
    const connection = await fixture.connect(server);
    let bytes = 0;
    let whenPaused = 0;
    const ended = new Promise<AppError | null>((resolve) => connection.onClosed(resolve));
    const paused = new Promise<void>((resolve) => {
      connection.onInstructions((batch) => {
        bytes += batch.length;
        if (whenPaused > 0 || bytes < 100_000) return;
        whenPaused = bytes;
        connection.pause();
        resolve();
      });
    });
    await paused;
    // The other side gets stuck: it sends nothing more for as many turns of the loop as it needed for all before.
    for (let turns = 0; turns < 200; turns++) {
      const before = sent;
      await new Promise((resolve) => setImmediate(resolve));
      if (sent > before) turns = 0;
    }
    expect(bytes).toBe(whenPaused);
    expect(sent).toBeLessThan(count);
    connection.resume();
    expect(await ended).toBeNull();
    expect(bytes).toBe(count * frame.length + '10.disconnect;'.length);
  });

  it('T7: stops at 64 KiB of input that guacd does not read, and ends', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      peer.stopReading();
      await peer.say('sync', 1);
      await peer.ended();
    });
    const connection = await fixture.connect(server);
    const end = readToEnd(connection);
    await readUntil(connection, 'sync');
    const blob = encodeInstruction('blob', 0, 'x'.repeat(8000));
    // The system's own buffers take some megabytes first.
    for (let i = 0; i < 10_000 && connection.state === 'open'; i++) connection.send(blob);
    expect((await end).reason).toMatchObject({ code: 'GUACD_STALLED' });
  });

  it('asks a fast sender to wait, and lets it go on', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      peer.stopReading();
      await peer.say('sync', 1);
    });
    const connection = await fixture.connect(server);
    await readUntil(connection, 'sync');
    const blob = encodeInstruction('blob', 0, 'x'.repeat(8000));
    let sent = 1;
    while (connection.send(blob)) sent++;
    const drained = new Promise<void>((resolve) => connection.onDrain(resolve));
    const peer = await server.peer();
    peer.readOn();
    await drained;
    connection.send(encodeInstruction('end', 0));
    await peer.expect('end');
    expect(peer.received.filter(({ opcode }) => opcode === 'blob')).toHaveLength(sent);
  });

  it('says goodbye when it is closed', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      await peer.expect('disconnect');
      await peer.ended();
      peer.halfClose();
    });
    const connection = await fixture.connect(server);
    await connection.close();
    const peer = await server.peer();
    await peer.ended();
    expect(peer.opcodes.at(-1)).toBe('disconnect');
  });

  it('does not wait for a guacd that ignores the goodbye', async () => {
    const server = await fixture.play(async (peer) => {
      await peer.handshake();
      await new Promise(() => undefined);
    });
    const connection = await fixture.connect(server, { deadlines: { closeMs: 20 } });
    await connection.close();
    await (await server.peer()).ended();
  });

  it('does not disturb another', async () => {
    const server = await fixture.play(
      async (peer) => {
        await peer.handshake();
        await peer.send('garbage');
      },
      async (peer) => {
        await peer.handshake();
        await peer.expect('key');
        await peer.say('sync', 7);
      },
    );
    const bad = await fixture.connect(server);
    const good = await fixture.connect(server);
    expect((await readToEnd(bad)).reason?.code).toBe('GUACD_PROTOCOL_VIOLATION');
    good.send('3.key,1.1,1.1;');
    expect(await readUntil(good, 'sync')).toBe('4.sync,1.7;');
  });
});
