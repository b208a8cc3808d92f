import { describe, expect, it } from 'vitest';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { allSplits, oneByteAtATime } from '../../../support/chunked';
import { ARGS, ConnectionRig, ID, NOP, READY } from './connection-rig';

describe('the handshake', () => {
  it('selects, answers and opens', () => {
    const rig = new ConnectionRig();
    expect(rig.transport.written).toBe('6.select,3.ssh;');
    rig.transport.receive(ARGS);
    expect(rig.transport.written).toMatch(/;7\.connect,13\.VERSION_1_5_0,1\.h;$/);
    expect(rig.connection).toBeNull();
    rig.transport.receive(READY);
    expect(rig.connection?.connectionId).toBe(ID);
    expect(rig.connection?.state).toBe('open');
  });

  it('stands any cut', () => {
    for (const chunks of [
      oneByteAtATime(Buffer.from(ARGS + READY)),
      ...allSplits(Buffer.from(ARGS + READY)),
    ]) {
      const rig = new ConnectionRig();
      for (const chunk of chunks) rig.transport.receive(chunk);
      expect(rig.connection?.connectionId).toBe(ID);
    }
  });

  it('ignores what it does not know, before and after args', () => {
    const rig = new ConnectionRig();
    rig.transport.receive(`${NOP}3.new,1.x;${ARGS}${NOP}${encodeInstruction('log', 'hello')}${READY}`);
    expect(rig.connection).not.toBeNull();
  });

  it.each([
    ['ready before args', READY],
    ['args twice', ARGS + ARGS],
    ['args twice in two reads', ARGS, ARGS],
    ['ready without an ID', ARGS, '5.ready;'],
    ['what is no instruction', 'HTTP/1.1 400 Bad Request\r\n'],
    ['more parameters than connect can carry', `4.args${',1.x'.repeat(200)};`],
  ])('fails with a violation at %s', (_, ...chunks) => {
    const rig = new ConnectionRig();
    for (const chunk of chunks) rig.transport.receive(chunk);
    expect(rig.failure?.code).toBe('GUACD_PROTOCOL_VIOLATION');
    expect(rig.transport.isDestroyed).toBe(true);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('answers a guacd that names a parameter twice', () => {
    const rig = new ConnectionRig();
    rig.transport.receive(encodeInstruction('args', 'VERSION_1_1_0', 'hostname', 'hostname') + READY);
    expect(rig.transport.written).toMatch(/7\.connect,13\.VERSION_1_1_0,1\.h,1\.h;$/);
    expect(rig.connection).not.toBeNull();
  });

  it.each([
    ['instead of args', encodeInstruction('error', 'no', 516), 'RESOURCE_NOT_FOUND'],
    ['instead of ready', ARGS + encodeInstruction('error', 'no', 771), 'CLIENT_FORBIDDEN'],
    ['without a number', encodeInstruction('error', 'no', 'x'), 'SERVER_ERROR'],
    ['without arguments', encodeInstruction('error'), 'SERVER_ERROR'],
  ])('fails by the status of an error that comes %s', (_, stream, code) => {
    const rig = new ConnectionRig();
    rig.transport.receive(stream);
    expect(rig.failure?.code).toBe(code);
  });

  it('T2: takes silence after the selection of a protocol for a missing one', () => {
    const rig = new ConnectionRig();
    rig.clock.advance(7_999);
    expect(rig.failure).toBeNull();
    rig.clock.advance(1);
    expect(rig.failure?.code).toBe('GUACD_PROTOCOL_MISSING');
  });

  it('T6: does not wait longer for a handshake that drips in and completes nothing', () => {
    const rig = new ConnectionRig();
    for (let i = 0; i < 10; i++) {
      rig.transport.receive(ARGS.slice(i, i + 1));
      rig.clock.advance(1_000);
    }
    expect(rig.failure?.code).toBe('GUACD_PROTOCOL_MISSING');
  });

  it('T2: gives guacd 15 s to get ready', () => {
    const rig = new ConnectionRig();
    rig.transport.receive(ARGS);
    rig.clock.advance(14_999);
    expect(rig.failure).toBeNull();
    rig.clock.advance(1);
    expect(rig.failure?.code).toBe('GUACD_HANDSHAKE_TIMEOUT');
  });

  it('R7: believes what arrived while main was blocked more than the deadline that ran out meanwhile', () => {
    const rig = new ConnectionRig();
    rig.clock.advance(7_000);
    rig.clock.jump(2_500);
    expect(rig.failure).toBeNull();
    rig.transport.receive(ARGS);
    rig.clock.advance(14_000);
    rig.clock.jump(2_500);
    rig.transport.receive(READY);
    expect(rig.connection?.state).toBe('open');
    rig.link.close();
  });

  it('takes a close for a session that is gone when it wanted to join one', () => {
    const rig = new ConnectionRig({ join: '$gone' });
    rig.transport.receiveEnd();
    expect(rig.failure?.code).toBe('RESOURCE_NOT_FOUND');
  });

  it('can be given up', () => {
    const rig = new ConnectionRig();
    rig.link.close();
    expect(rig.failure?.code).toBe('ABORTED');
    expect(rig.transport.isDestroyed).toBe(true);
    expect(rig.clock.pendingTimers).toBe(0);
  });
});
