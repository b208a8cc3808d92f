import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { allSplits, randomPieces } from '../../../support/chunked';
import { ARGS, ConnectionRig, ID, NOP, READY } from './connection-rig';

describe('GuacdConnection', () => {
  it('misses nothing that came together with ready', async () => {
    const rig = new ConnectionRig();
    const early = `4.size,1.0,1.8,1.6;${encodeInstruction('required', 'password')}4.sy`;
    rig.transport.receive(ARGS + READY + early);
    const connection = rig.listen();
    connection.watch('required', (names) => rig.told.push(`required ${names.join()}`));
    expect(rig.told).toEqual([]);
    await rig.settle();
    rig.transport.receive('nc,1.1;');
    expect(rig.told).toEqual(['required password', early.slice(0, -4), '4.sync,1.1;']);
  });

  it('delivers nothing of the handshake, however early somebody listens', async () => {
    const rig = new ConnectionRig();
    rig.onReady = () => void rig.listen();
    rig.transport.receive(ARGS + READY + NOP);
    await rig.settle();
    expect(rig.told).toEqual([NOP]);
  });

  it('reports an error that came together with ready after its batch', async () => {
    const rig = new ConnectionRig();
    const error = encodeInstruction('error', 'Aborted. See logs.', 519);
    rig.transport.receive(ARGS + READY + NOP + error + encodeInstruction('disconnect'));
    rig.listen();
    await rig.settle();
    expect(rig.told).toEqual([NOP + error + encodeInstruction('disconnect'), 'closed UPSTREAM_NOT_FOUND']);
  });

  it('does not read before somebody listens', () => {
    const rig = new ConnectionRig();
    rig.transport.receive(ARGS + READY);
    expect(rig.transport.isPaused).toBe(true);
    rig.clock.advance(60_000);
    expect(rig.connection?.state).toBe('open');
    rig.listen();
    expect(rig.transport.isPaused).toBe(false);
  });

  it('delivers whole instructions only, byte for byte, in any cut', () => {
    const stream = `4.name,3.ä😀x;4.size,1.0,1.1,1.1;${encodeInstruction('blob', 1, 'QUJD'.repeat(50))}4.sync,1.1;`;
    for (const seed of [1, 2, 3]) {
      const rig = new ConnectionRig();
      rig.open();
      for (const chunk of randomPieces(Buffer.from(stream), seed, 40)) rig.transport.receive(chunk);
      expect(rig.told.join('')).toBe(stream);
      for (const batch of rig.told) expect(batch).toMatch(/;$/);
    }
  });

  it('tells watchers before the batch, with copies of the arguments', () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    const kept: string[][] = [];
    const watch = connection.watch('sync', (elements) => {
      kept.push(elements);
      rig.told.push('watched');
    });
    rig.transport.receive('4.sync,2.10,1.0;3.nop;');
    watch.dispose();
    rig.transport.receive('4.sync,2.11,1.0;');
    expect(rig.told).toEqual(['watched', '4.sync,2.10,1.0;3.nop;', '4.sync,2.11,1.0;']);
    expect(kept).toEqual([['10', '0']]);
  });

  it('tells watchers of ranges where in the next batch their instruction lies, however the stream is cut', () => {
    const stream = '4.name,3.ä😀x;4.sync,2.10;3.nop;4.sync,3.é😀x;4.size,1.0,1.1,1.1;';
    for (const pieces of [[Buffer.from(stream)], ...allSplits(Buffer.from(stream))]) {
      const rig = new ConnectionRig();
      const connection = rig.open();
      const seen: string[] = [];
      const pending: Uint8Array[] = [];
      connection.watchRanges('sync', (bytes, start, end) => pending.push(bytes.subarray(start, end)));
      connection.onInstructions((batch) => {
        for (const { buffer, byteOffset, length } of pending.splice(0)) {
          expect(buffer).toBe(batch.buffer);
          const start = byteOffset - batch.byteOffset;
          seen.push(Buffer.from(batch.subarray(start, start + length)).toString());
        }
      });
      for (const piece of pieces) rig.transport.receive(piece);
      expect(seen).toEqual(['4.sync,2.10;', '4.sync,3.é😀x;']);
    }
  });

  it('holds what the socket still hands over while paused', async () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    connection.pause();
    rig.transport.receive(NOP);
    rig.transport.receive('4.sync,1.1;');
    rig.transport.receiveEnd();
    expect(rig.told).toEqual([]);
    connection.resume();
    expect(rig.told).toEqual([]);
    await rig.settle();
    expect(rig.told).toEqual([`${NOP}4.sync,1.1;`, 'closed GUACD_LOST']);
  });

  it('sends text as UTF-8 and bytes as they are', () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    const before = rig.transport.written;
    expect(connection.send('4.name,2.ä😀;')).toBe(true);
    expect(connection.send(Buffer.from(NOP))).toBe(true);
    expect(rig.transport.written.slice(before.length)).toBe(`4.name,2.ä😀;${NOP}`);
  });

  it('counts the bytes and instructions of both ways from the first byte of the socket', () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    rig.transport.receive('4.sync,1.1;4.name,2.ä😀;3.e');
    connection.send('4.sync,1.1;');
    const received = `${ARGS}${READY}4.sync,1.1;4.name,2.ä😀;3.e`;
    expect(connection.receivedBytes).toBe(Buffer.byteLength(received));
    expect(connection.receivedInstructions).toBe(4);
    expect(connection.sentBytes).toBe(Buffer.byteLength(rig.transport.written));
  });

  it('asks to wait when guacd is slow, and ends when it takes nothing more', () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    connection.onDrain(() => rig.told.push('drain'));
    rig.transport.isStuck = true;
    const blob = encodeInstruction('blob', 0, 'x'.repeat(8000));
    expect([connection.send(blob), connection.send(blob), connection.send(blob)]).toEqual([
      true,
      true,
      false,
    ]);
    rig.transport.flush();
    expect(rig.told).toEqual(['drain']);
    for (let i = 0; i < 9; i++) connection.send(blob);
    expect(rig.told).toEqual(['drain', 'closed GUACD_STALLED']);
    expect(connection.send(blob)).toBe(false);
  });

  it('shows its connection ID to nobody who does not ask for it', () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    expect(JSON.stringify(connection)).not.toContain(ID);
    expect(inspect(connection, { depth: 5 })).not.toContain(ID);
  });
});
