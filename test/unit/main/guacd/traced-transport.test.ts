import { describe, expect, it } from 'vitest';
import { TracedTransport } from '../../../../src/main/guacd/traced-transport';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { randomPieces } from '../../../support/chunked';
import { FakeTransport } from '../../../support/fake-transport';

class Rig {
  readonly inner = new FakeTransport();
  readonly events: string[] = [];
  readonly received: string[] = [];
  readonly transport = new TracedTransport(this.inner, (event, facts) =>
    this.events.push(
      [event, facts.opcode ?? facts.reason ?? facts.offset].filter((part) => part !== undefined).join(' '),
    ),
  );

  constructor() {
    this.transport.attach({
      onData: (bytes) => this.received.push(new TextDecoder().decode(bytes)),
      onEnd: () => this.received.push('end'),
      onError: (reason) => this.received.push(reason),
    });
  }
}

describe('TracedTransport', () => {
  it('tells both directions in order and passes everything on as it came', () => {
    const rig = new Rig();
    const stream = encodeInstruction('name', 'hello') + encodeInstruction('sync', 7);
    for (const piece of randomPieces(Buffer.from(stream), 3, 5)) rig.inner.receive(piece);
    let isWritten = false;
    rig.transport.write(Buffer.from(encodeInstruction('key', 65, 1)), () => (isWritten = true));
    expect(rig.events).toEqual(['in name', 'in sync', 'out key']);
    expect(rig.received.join('')).toBe(stream);
    expect(rig.inner.written).toBe('3.key,2.65,1.1;');
    expect(isWritten).toBe(true);
  });

  it('hands on the room in front of what was read', () => {
    const inner = new FakeTransport();
    const rooms: (number | undefined)[] = [];
    new TracedTransport(inner, () => undefined).attach({
      onData: (_, headroom) => rooms.push(headroom),
      onEnd: () => undefined,
      onError: () => undefined,
    });
    inner.receive('3.nop;', 512);
    inner.receive('3.nop;');
    expect(rooms).toEqual([512, undefined]);
  });

  it('tells how the connection ended, once', () => {
    const rig = new Rig();
    rig.inner.receiveEnd();
    rig.inner.breakWith('ECONNRESET');
    rig.transport.end();
    rig.transport.destroy();
    rig.transport.destroy();
    expect(rig.events).toEqual(['ended', 'broken ECONNRESET', 'left', 'destroyed']);
    expect(rig.received).toEqual(['end', 'ECONNRESET']);
    expect(rig.inner).toMatchObject({ hasEnded: true, isDestroyed: true });
  });

  it('hands on pauses and the length of the queue', () => {
    const rig = new Rig();
    rig.inner.isStuck = true;
    rig.transport.write(Buffer.from('3.nop;'), () => undefined);
    rig.transport.pause();
    expect(rig.transport.queuedBytes).toBe(6);
    expect(rig.inner.isPaused).toBe(true);
    rig.transport.resume();
    expect(rig.inner.isPaused).toBe(false);
  });

  it('C4: tells the place of what is no instruction, and nothing that follows it', () => {
    const rig = new Rig();
    rig.inner.receive('3.nop;password=hunter2;');
    rig.inner.receive('4.sync,1.1;');
    expect(rig.events).toEqual(['in nop', 'fault 6']);
    expect(rig.received).toEqual(['3.nop;password=hunter2;', '4.sync,1.1;']);
  });
});
