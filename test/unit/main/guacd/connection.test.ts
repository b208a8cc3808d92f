import { describe, expect, it } from 'vitest';
import { GuacdConnection } from '../../../../src/main/guacd/connection';
import { DEFAULT_DEADLINES } from '../../../../src/main/guacd/deadlines';
import { composeAnswer, parseOffer, type GuacdSelection } from '../../../../src/main/guacd/handshake';
import { GuacdLink } from '../../../../src/main/guacd/link';
import type { AppError } from '../../../../src/shared/errors';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { allSplits, oneByteAtATime, randomPieces } from '../../../support/chunked';
import { FakeClock } from '../../../support/fake-clock';
import { FakeTransport } from '../../../support/fake-transport';

const id = '$0123';
const args = encodeInstruction('args', 'VERSION_1_5_0', 'hostname');
const ready = encodeInstruction('ready', id);
const nop = encodeInstruction('nop');

class Rig {
  protocolVersion: string | null = null;
  readonly clock = new FakeClock();
  readonly transport = new FakeTransport();
  readonly link: GuacdLink;
  failure: AppError | null = null;
  connection: GuacdConnection | null = null;
  /** What the listeners were told, in order. */
  readonly told: string[] = [];

  constructor(selection: GuacdSelection = { protocol: 'ssh' }) {
    this.link = new GuacdLink({
      transport: this.transport,
      selection,
      isTls: false,
      clock: this.clock,
      deadlines: DEFAULT_DEADLINES,
      handlers: {
        answer: (elements) => {
          const display = { width: 8, height: 6, dpi: 96 };
          return composeAnswer(parseOffer(elements), { parameters: { hostname: 'h' }, display }).text;
        },
        onReady: (connectionId) => {
          const { protocolVersion } = this;
          const facts = { connectionId, protocolVersion, parameterNames: [], unknownParameters: [] };
          this.connection = new GuacdConnection(this.link, facts, this.clock, DEFAULT_DEADLINES);
          this.onReady();
        },
        onFailed: (reason) => (this.failure = reason),
      },
    });
  }

  /** What the owner does as soon as there is a connection. */
  onReady: () => void = () => undefined;

  /** An open connection that tells everything. */
  open(): GuacdConnection {
    this.transport.receive(args);
    this.transport.receive(ready);
    return this.listen();
  }

  listen(): GuacdConnection {
    const { connection } = this;
    if (connection === null) throw new Error('the connection is not open');
    connection.onInstructions((bytes) => this.told.push(new TextDecoder().decode(bytes)));
    connection.onLiveness((liveness) => this.told.push(liveness));
    connection.onClosed((reason) => this.told.push(`closed ${reason?.code ?? 'null'}`));
    return connection;
  }
}

/** Lets what was put off to the end of the task happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the handshake', () => {
  it('selects, answers and opens', () => {
    const rig = new Rig();
    expect(rig.transport.written).toBe('6.select,3.ssh;');
    rig.transport.receive(args);
    expect(rig.transport.written).toMatch(/;7\.connect,13\.VERSION_1_5_0,1\.h;$/);
    expect(rig.connection).toBeNull();
    rig.transport.receive(ready);
    expect(rig.connection?.connectionId).toBe(id);
    expect(rig.connection?.state).toBe('open');
  });

  it('stands any cut', () => {
    for (const chunks of [
      oneByteAtATime(Buffer.from(args + ready)),
      ...allSplits(Buffer.from(args + ready)),
    ]) {
      const rig = new Rig();
      for (const chunk of chunks) rig.transport.receive(chunk);
      expect(rig.connection?.connectionId).toBe(id);
    }
  });

  it('ignores what it does not know, before and after args', () => {
    const rig = new Rig();
    rig.transport.receive(`${nop}3.new,1.x;${args}${nop}${encodeInstruction('log', 'hello')}${ready}`);
    expect(rig.connection).not.toBeNull();
  });

  it.each([
    ['ready before args', ready],
    ['args twice', args + args],
    ['args twice in two reads', args, args],
    ['ready without an ID', args, '5.ready;'],
    ['what is no instruction', 'HTTP/1.1 400 Bad Request\r\n'],
    ['more parameters than connect can carry', `4.args${',1.x'.repeat(200)};`],
  ])('fails with a violation at %s', (_, ...chunks) => {
    const rig = new Rig();
    for (const chunk of chunks) rig.transport.receive(chunk);
    expect(rig.failure?.code).toBe('GUACD_PROTOCOL_VIOLATION');
    expect(rig.transport.isDestroyed).toBe(true);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('answers a guacd that names a parameter twice', () => {
    const rig = new Rig();
    rig.transport.receive(encodeInstruction('args', 'VERSION_1_1_0', 'hostname', 'hostname') + ready);
    expect(rig.transport.written).toMatch(/7\.connect,13\.VERSION_1_1_0,1\.h,1\.h;$/);
    expect(rig.connection).not.toBeNull();
  });

  it.each([
    ['instead of args', encodeInstruction('error', 'no', 516), 'RESOURCE_NOT_FOUND'],
    ['instead of ready', args + encodeInstruction('error', 'no', 771), 'CLIENT_FORBIDDEN'],
    ['without a number', encodeInstruction('error', 'no', 'x'), 'SERVER_ERROR'],
    ['without arguments', encodeInstruction('error'), 'SERVER_ERROR'],
  ])('fails by the status of an error that comes %s', (_, stream, code) => {
    const rig = new Rig();
    rig.transport.receive(stream);
    expect(rig.failure?.code).toBe(code);
  });

  it('T2: takes silence after the selection of a protocol for a missing one', () => {
    const rig = new Rig();
    rig.clock.advance(7_999);
    expect(rig.failure).toBeNull();
    rig.clock.advance(1);
    expect(rig.failure?.code).toBe('GUACD_PROTOCOL_MISSING');
  });

  it('T6: does not wait longer for a handshake that drips in and completes nothing', () => {
    const rig = new Rig();
    for (let i = 0; i < 10; i++) {
      rig.transport.receive(args.slice(i, i + 1));
      rig.clock.advance(1_000);
    }
    expect(rig.failure?.code).toBe('GUACD_PROTOCOL_MISSING');
  });

  it('T2: gives guacd 15 s to get ready', () => {
    const rig = new Rig();
    rig.transport.receive(args);
    rig.clock.advance(14_999);
    expect(rig.failure).toBeNull();
    rig.clock.advance(1);
    expect(rig.failure?.code).toBe('GUACD_HANDSHAKE_TIMEOUT');
  });

  it('R7: believes what arrived while main was blocked more than the deadline that ran out meanwhile', () => {
    const rig = new Rig();
    rig.clock.advance(7_000);
    rig.clock.jump(2_500);
    expect(rig.failure).toBeNull();
    rig.transport.receive(args);
    rig.clock.advance(14_000);
    rig.clock.jump(2_500);
    rig.transport.receive(ready);
    expect(rig.connection?.state).toBe('open');
    rig.link.close();
  });

  it('takes a close for a session that is gone when it wanted to join one', () => {
    const rig = new Rig({ join: '$gone' });
    rig.transport.receiveEnd();
    expect(rig.failure?.code).toBe('RESOURCE_NOT_FOUND');
  });

  it('can be given up', () => {
    const rig = new Rig();
    rig.link.close();
    expect(rig.failure?.code).toBe('ABORTED');
    expect(rig.transport.isDestroyed).toBe(true);
    expect(rig.clock.pendingTimers).toBe(0);
  });
});

describe('GuacdConnection', () => {
  it('misses nothing that came together with ready', async () => {
    const rig = new Rig();
    const early = `4.size,1.0,1.8,1.6;${encodeInstruction('required', 'password')}4.sy`;
    rig.transport.receive(args + ready + early);
    const connection = rig.listen();
    connection.watch('required', (names) => rig.told.push(`required ${names.join()}`));
    expect(rig.told).toEqual([]);
    await settle();
    rig.transport.receive('nc,1.1;');
    expect(rig.told).toEqual(['required password', early.slice(0, -4), '4.sync,1.1;']);
  });

  it('delivers nothing of the handshake, however early somebody listens', async () => {
    const rig = new Rig();
    rig.onReady = () => void rig.listen();
    rig.transport.receive(args + ready + nop);
    await settle();
    expect(rig.told).toEqual([nop]);
  });

  it('reports an error that came together with ready after its batch', async () => {
    const rig = new Rig();
    const error = encodeInstruction('error', 'Aborted. See logs.', 519);
    rig.transport.receive(args + ready + nop + error + encodeInstruction('disconnect'));
    rig.listen();
    await settle();
    expect(rig.told).toEqual([nop + error + encodeInstruction('disconnect'), 'closed UPSTREAM_NOT_FOUND']);
  });

  it('does not read before somebody listens', () => {
    const rig = new Rig();
    rig.transport.receive(args + ready);
    expect(rig.transport.isPaused).toBe(true);
    rig.clock.advance(60_000);
    expect(rig.connection?.state).toBe('open');
    rig.listen();
    expect(rig.transport.isPaused).toBe(false);
  });

  it('delivers whole instructions only, byte for byte, in any cut', () => {
    const stream = `4.name,3.ä😀x;4.size,1.0,1.1,1.1;${encodeInstruction('blob', 1, 'QUJD'.repeat(50))}4.sync,1.1;`;
    for (const seed of [1, 2, 3]) {
      const rig = new Rig();
      rig.open();
      for (const chunk of randomPieces(Buffer.from(stream), seed, 40)) rig.transport.receive(chunk);
      expect(rig.told.join('')).toBe(stream);
      for (const batch of rig.told) expect(batch).toMatch(/;$/);
    }
  });

  it('tells watchers before the batch, with copies of the arguments', () => {
    const rig = new Rig();
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
      const rig = new Rig();
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

  it.each([
    ['disconnect', encodeInstruction('disconnect'), 'null'],
    ['error', encodeInstruction('error', 'Aborted. See logs.', 769), 'CLIENT_UNAUTHORIZED'],
  ])('closes the socket itself at %s', (_, instruction, code) => {
    const rig = new Rig();
    const connection = rig.open();
    rig.transport.receive(nop + instruction);
    expect(rig.told).toEqual([nop + instruction, `closed ${code}`]);
    expect(connection.state).toBe('closed');
    expect(rig.transport.isDestroyed).toBe(true);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('delivers what is whole before a violation, then ends with it', () => {
    const rig = new Rig();
    rig.open();
    rig.transport.receive('3.nop;4.name,1.x;5x');
    expect(rig.told).toEqual(['3.nop;4.name,1.x;', 'closed GUACD_PROTOCOL_VIOLATION']);
  });

  it.each([
    ['the end of the stream', (transport: FakeTransport) => transport.receiveEnd()],
    ['a reset', (transport: FakeTransport) => transport.breakWith('ECONNRESET')],
  ])('is lost at %s, and forwards no part of an instruction', (_, fault) => {
    const rig = new Rig();
    rig.open();
    rig.transport.receive(`${nop}4.blob,1.0,100.QUJD`);
    fault(rig.transport);
    expect(rig.told).toEqual([nop, 'closed GUACD_LOST']);
  });

  it('T3: is unstable after 12 s, then given up after 20 s, when guacd falls silent', () => {
    const rig = new Rig();
    rig.open();
    rig.clock.advance(12_000);
    expect(rig.told).toEqual(['unstable']);
    rig.transport.receive(nop);
    rig.clock.advance(20_000);
    expect(rig.told).toEqual(['unstable', 'responsive', nop, 'unstable', 'closed GUACD_SILENT']);
  });

  it('T6: is given up after 20 s when bytes drip that complete no instruction', () => {
    const rig = new Rig();
    rig.open();
    for (const byte of oneByteAtATime(Buffer.from('4.blob,1.0,100.QUJDQUJDQUJDQUJDQUJD'))) {
      rig.transport.receive(byte);
      rig.clock.advance(1_000);
    }
    expect(rig.told).toEqual(['unstable', 'closed GUACD_SILENT']);
  });

  it('N2: asks guacd for a sign of life, and believes any instruction', () => {
    const rig = new Rig();
    rig.protocolVersion = 'VERSION_1_3_0';
    const connection = rig.open();
    const before = rig.transport.written;
    rig.clock.jump(3_600_000);
    connection.check(59);
    expect(rig.transport.written.slice(before.length)).toContain(
      '4.argv,2.59,10.text/plain,21.pestle-is-guacd-there;3.end,2.59;',
    );
    rig.clock.advance(11_999);
    rig.transport.receive(nop);
    expect(rig.told).toEqual(['responsive', nop]);
  });

  it('N2: ends after 12 s without a sign of life', () => {
    const rig = new Rig();
    const connection = rig.open();
    rig.clock.jump(3_600_000);
    connection.check(59);
    rig.clock.advance(12_000);
    expect(rig.told).toEqual(['closed GUACD_SILENT']);
    expect(rig.clock.pendingTimers).toBe(0);
    connection.check(59);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('asks a guacd of version 1.0 nothing that it does not know, and waits for its keep-alive', () => {
    const rig = new Rig();
    const connection = rig.open();
    const before = rig.transport.written;
    connection.check(59);
    expect(rig.transport.written).toBe(before);
    rig.transport.receive(nop);
    expect(rig.told).toEqual(['responsive', nop]);
  });

  it('is never silent while we do not read', () => {
    const rig = new Rig();
    const connection = rig.open();
    connection.pause();
    expect(rig.transport.isPaused).toBe(true);
    rig.clock.advance(100_000);
    expect(rig.told).toEqual([]);
    connection.resume();
    expect(rig.transport.isPaused).toBe(false);
    rig.clock.advance(11_999);
    expect(rig.told).toEqual([]);
    rig.clock.advance(1);
    expect(rig.told).toEqual(['unstable']);
  });

  it('holds what the socket still hands over while paused', async () => {
    const rig = new Rig();
    const connection = rig.open();
    connection.pause();
    rig.transport.receive(nop);
    rig.transport.receive('4.sync,1.1;');
    rig.transport.receiveEnd();
    expect(rig.told).toEqual([]);
    connection.resume();
    expect(rig.told).toEqual([]);
    await settle();
    expect(rig.told).toEqual([`${nop}4.sync,1.1;`, 'closed GUACD_LOST']);
  });

  it('keeps guacd awake with nops, also while paused', () => {
    const rig = new Rig();
    const connection = rig.open();
    const before = rig.transport.written;
    connection.pause();
    rig.clock.advance(3_000);
    expect(rig.transport.written.slice(before.length)).toBe(nop.repeat(3));
  });

  it('sends text as UTF-8 and bytes as they are', () => {
    const rig = new Rig();
    const connection = rig.open();
    const before = rig.transport.written;
    expect(connection.send('4.name,2.ä😀;')).toBe(true);
    expect(connection.send(Buffer.from(nop))).toBe(true);
    expect(rig.transport.written.slice(before.length)).toBe(`4.name,2.ä😀;${nop}`);
  });

  it('counts the bytes and instructions of both ways from the first byte of the socket', () => {
    const rig = new Rig();
    const connection = rig.open();
    rig.transport.receive('4.sync,1.1;4.name,2.ä😀;3.e');
    connection.send('4.sync,1.1;');
    const received = `${args}${ready}4.sync,1.1;4.name,2.ä😀;3.e`;
    expect(connection.receivedBytes).toBe(Buffer.byteLength(received));
    expect(connection.receivedInstructions).toBe(4);
    expect(connection.sentBytes).toBe(Buffer.byteLength(rig.transport.written));
  });

  it('asks to wait when guacd is slow, and ends when it takes nothing more', () => {
    const rig = new Rig();
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

  it('leaves politely: disconnect, then the end of our direction', async () => {
    const rig = new Rig();
    const connection = rig.open();
    const closed = connection.close();
    expect(rig.transport.written).toMatch(/10\.disconnect;$/);
    expect(rig.transport.hasEnded).toBe(true);
    expect(connection.state).toBe('closing');
    rig.transport.receive(nop);
    rig.transport.receiveEnd();
    await closed;
    expect(rig.told).toEqual(['closed null']);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('does not wait long for a guacd that does not close', async () => {
    const rig = new Rig();
    const closed = rig.open().close();
    rig.clock.advance(500);
    await closed;
    expect(rig.transport.isDestroyed).toBe(true);
  });

  it('can be closed in the middle of a batch, and delivers nothing after it', () => {
    const rig = new Rig();
    const connection = rig.open();
    connection.watch('sync', () => void connection.close());
    rig.transport.receive('3.nop;4.sync,1.1;3.nop;');
    rig.transport.receive(nop);
    expect(rig.told).toEqual([]);
    expect(connection.state).toBe('closing');
  });

  it('can be closed often', async () => {
    const rig = new Rig();
    const connection = rig.open();
    const closes = [connection.close(), connection.close()];
    rig.transport.receiveEnd();
    await Promise.all([...closes, connection.close()]);
    expect(rig.told).toEqual(['closed null']);
  });

  it('tells a late subscriber that it is closed, but not inside the subscription', async () => {
    const rig = new Rig();
    const connection = rig.open();
    rig.transport.breakWith('ECONNRESET');
    const late: (AppError | null)[] = [];
    connection.onClosed((reason) => late.push(reason));
    connection.onClosed((reason) => late.push(reason)).dispose();
    expect(late).toEqual([]);
    await settle();
    expect(late).toEqual([expect.objectContaining({ code: 'GUACD_LOST' })]);
  });

  it('shows its connection ID to nobody who does not ask for it', async () => {
    const { inspect } = await import('node:util');
    const rig = new Rig();
    const connection = rig.open();
    expect(JSON.stringify(connection)).not.toContain(id);
    expect(inspect(connection, { depth: 5 })).not.toContain(id);
  });
});
