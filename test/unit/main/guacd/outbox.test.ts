import { describe, expect, it } from 'vitest';
import { DEFAULT_DEADLINES } from '../../../../src/main/guacd/deadlines';
import { Outbox } from '../../../../src/main/guacd/outbox';
import { FakeClock } from '../../../support/fake-clock';
import { FakeTransport } from '../../../support/fake-transport';

function start(): { clock: FakeClock; transport: FakeTransport; outbox: Outbox; told: string[] } {
  const clock = new FakeClock();
  const transport = new FakeTransport();
  const told: string[] = [];
  const outbox = new Outbox(transport, clock, DEFAULT_DEADLINES, {
    onDrain: () => told.push('drain'),
    onStalled: (bytes) => told.push(`stalled ${bytes}`),
  });
  return { clock, transport, outbox, told };
}

const kibibytes = (count: number): Uint8Array => new Uint8Array(count * 1024).fill(0x61);

describe('Outbox', () => {
  it('writes at once, in order', () => {
    const { transport, outbox } = start();
    expect(outbox.send(Buffer.from('a'))).toBe(true);
    expect(outbox.send(Buffer.from('b'))).toBe(true);
    expect(transport.written).toBe('ab');
  });

  it('asks to wait above the high-water mark and tells when the queue is short again', () => {
    const { transport, outbox, told } = start();
    transport.isStuck = true;
    expect(outbox.send(kibibytes(16))).toBe(true);
    expect(outbox.send(kibibytes(1))).toBe(false);
    transport.flush(1);
    expect(told).toEqual(['drain']);
    expect(outbox.send(kibibytes(1))).toBe(true);
  });

  it('does not say that it is free before the queue is short', () => {
    const { transport, outbox, told } = start();
    transport.isStuck = true;
    for (let i = 0; i < 20; i++) outbox.send(kibibytes(1));
    transport.flush(10);
    expect(told).toEqual([]);
    expect(outbox.send(Buffer.from('k'))).toBe(false);
    transport.flush();
    expect(told).toEqual(['drain']);
  });

  it('T7: never queues more than 64 KiB and one message', () => {
    const { transport, outbox, told } = start();
    transport.isStuck = true;
    for (let i = 0; i < 64; i++) outbox.send(kibibytes(1));
    expect(told).toEqual([]);
    expect(outbox.send(Buffer.from('k'))).toBe(false);
    expect(told).toEqual(['stalled 65537']);
    expect(outbox.send(kibibytes(1))).toBe(false);
    expect(transport.queuedBytes).toBe(65_537);
    expect(told).toHaveLength(1);
  });

  it('gives up a guacd that takes nothing for the drain deadline', () => {
    const { clock, transport, outbox, told } = start();
    transport.isStuck = true;
    for (let i = 0; i < 20; i++) outbox.send(kibibytes(1));
    clock.advance(14_999);
    transport.flush(1);
    clock.advance(14_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([`stalled ${19 * 1024}`]);
  });

  it('sends a nop each second in which nothing else was sent', () => {
    const { clock, transport, outbox } = start();
    outbox.startKeepAlive();
    clock.advance(3_000);
    expect(transport.written).toBe('3.nop;3.nop;3.nop;');
  });

  it('puts the nop off when something was sent', () => {
    const { clock, transport, outbox } = start();
    outbox.startKeepAlive();
    clock.advance(900);
    outbox.send(Buffer.from('x'));
    clock.advance(999);
    expect(transport.written).toBe('x');
    clock.advance(1);
    expect(transport.written).toBe('x3.nop;');
  });

  it('adds no nop to a queue that does not move', () => {
    const { clock, transport, outbox } = start();
    transport.isStuck = true;
    outbox.startKeepAlive();
    clock.advance(10_000);
    expect(transport.written).toBe('3.nop;');
  });

  it('is silent and leaves no timer once it is stopped', () => {
    const { clock, transport, outbox, told } = start();
    transport.isStuck = true;
    outbox.startKeepAlive();
    for (let i = 0; i < 20; i++) outbox.send(kibibytes(1));
    const before = transport.written;
    outbox.stop();
    expect(outbox.send(kibibytes(1))).toBe(false);
    transport.flush();
    clock.advance(60_000);
    expect(transport.written).toBe(before);
    expect(told).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
