import { describe, expect, it } from 'vitest';
import { oneByteAtATime } from '../../../support/chunked';
import { ConnectionRig, NOP } from './connection-rig';

describe('the liveness of a connection', () => {
  it('T3: is unstable after 12 s, then given up after 20 s, when guacd falls silent', () => {
    const rig = new ConnectionRig();
    rig.open();
    rig.clock.advance(12_000);
    expect(rig.told).toEqual(['unstable']);
    rig.transport.receive(NOP);
    rig.clock.advance(20_000);
    expect(rig.told).toEqual(['unstable', 'responsive', NOP, 'unstable', 'closed GUACD_SILENT']);
  });

  it('T6: is given up after 20 s when bytes drip that complete no instruction', () => {
    const rig = new ConnectionRig();
    rig.open();
    for (const byte of oneByteAtATime(Buffer.from('4.blob,1.0,100.QUJDQUJDQUJDQUJDQUJD'))) {
      rig.transport.receive(byte);
      rig.clock.advance(1_000);
    }
    expect(rig.told).toEqual(['unstable', 'closed GUACD_SILENT']);
  });

  it('N2: asks guacd for a sign of life, and believes any instruction', () => {
    const rig = new ConnectionRig();
    rig.protocolVersion = 'VERSION_1_3_0';
    const connection = rig.open();
    const before = rig.transport.written;
    rig.clock.jump(3_600_000);
    connection.check(59);
    expect(rig.transport.written.slice(before.length)).toContain(
      '4.argv,2.59,10.text/plain,21.pestle-is-guacd-there;3.end,2.59;',
    );
    rig.clock.advance(11_999);
    rig.transport.receive(NOP);
    expect(rig.told).toEqual(['responsive', NOP]);
  });

  it('N2: ends after 12 s without a sign of life', () => {
    const rig = new ConnectionRig();
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
    const rig = new ConnectionRig();
    const connection = rig.open();
    const before = rig.transport.written;
    connection.check(59);
    expect(rig.transport.written).toBe(before);
    rig.transport.receive(NOP);
    expect(rig.told).toEqual(['responsive', NOP]);
  });

  it('is never silent while we do not read', () => {
    const rig = new ConnectionRig();
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

  it('keeps guacd awake with nops, also while paused', () => {
    const rig = new ConnectionRig();
    const connection = rig.open();
    const before = rig.transport.written;
    connection.pause();
    rig.clock.advance(3_000);
    expect(rig.transport.written.slice(before.length)).toBe(NOP.repeat(3));
  });
});
