import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../../src/shared/errors';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import type { FakeTransport } from '../../../support/fake-transport';
import { ConnectionRig, NOP } from './connection-rig';

describe('the end of a connection', () => {
  it.each([
    ['disconnect', encodeInstruction('disconnect'), 'null'],
    ['error', encodeInstruction('error', 'Aborted. See logs.', 769), 'CLIENT_UNAUTHORIZED'],
  ])('closes the socket itself at %s', (_, instruction, code) => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    rig.transport.receive(NOP + instruction);
    expect(rig.told).toEqual([NOP + instruction, `closed ${code}`]);
    expect(connection.state).toBe('closed');
    expect(rig.transport.isDestroyed).toBe(true);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('delivers what is whole before a violation, then ends with it', () => {
    const rig = new ConnectionRig();
    rig.open();
    rig.transport.receive('3.nop;4.name,1.x;5x');
    expect(rig.told).toEqual(['3.nop;4.name,1.x;', 'closed GUACD_PROTOCOL_VIOLATION']);
  });

  it.each([
    ['the end of the stream', (transport: FakeTransport) => transport.receiveEnd()],
    ['a reset', (transport: FakeTransport) => transport.breakWith('ECONNRESET')],
  ])('is lost at %s, and forwards no part of an instruction', (_, fault) => {
    const rig = new ConnectionRig();
    rig.open();
    rig.transport.receive(`${NOP}4.blob,1.0,100.QUJD`);
    fault(rig.transport);
    expect(rig.told).toEqual([NOP, 'closed GUACD_LOST']);
  });

  it('leaves politely: disconnect, then the end of our direction', async () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    const closed = connection.close();
    expect(rig.transport.written).toMatch(/10\.disconnect;$/);
    expect(rig.transport.hasEnded).toBe(true);
    expect(connection.state).toBe('closing');
    rig.transport.receive(NOP);
    rig.transport.receiveEnd();
    await closed;
    expect(rig.told).toEqual(['closed null']);
    expect(rig.clock.pendingTimers).toBe(0);
  });

  it('does not wait long for a guacd that does not close', async () => {
    const rig = new ConnectionRig();
    const closed = rig.open().close();
    rig.clock.advance(500);
    await closed;
    expect(rig.transport.isDestroyed).toBe(true);
  });

  it('can be closed in the middle of a batch, and delivers nothing after it', () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    connection.watch('sync', () => void connection.close());
    rig.transport.receive('3.nop;4.sync,1.1;3.nop;');
    rig.transport.receive(NOP);
    expect(rig.told).toEqual([]);
    expect(connection.state).toBe('closing');
  });

  it('can be closed often', async () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    const closes = [connection.close(), connection.close()];
    rig.transport.receiveEnd();
    await Promise.all([...closes, connection.close()]);
    expect(rig.told).toEqual(['closed null']);
  });

  it('tells a late subscriber that it is closed, but not inside the subscription', async () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    rig.transport.breakWith('ECONNRESET');
    const late: (AppError | null)[] = [];
    connection.onClosed((reason) => late.push(reason));
    connection.onClosed((reason) => late.push(reason)).dispose();
    expect(late).toEqual([]);
    await rig.settle();
    expect(late).toEqual([expect.objectContaining({ code: 'GUACD_LOST' })]);
  });
});
