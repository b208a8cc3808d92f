import { beforeEach, describe, expect, it } from 'vitest';
import { HandshakeQueue, TURN_MS } from '../../../../src/main/guacd/handshake-queue';
import { FakeClock } from '../../../support/fake-clock';

type Handshake = { resolve: (value: string) => void; reject: (error: Error) => void };

let clock: FakeClock;
let queue: HandshakeQueue;
let begun: (Handshake & { name: string })[];

beforeEach(() => {
  clock = new FakeClock();
  queue = new HandshakeQueue(clock);
  begun = [];
});

const begin = (name: string): Promise<string> =>
  queue.run(() => new Promise((resolve, reject) => begun.push({ name, resolve, reject })));

/** Lets every promise that can settle do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const names = (): string[] => begun.map(({ name }) => name);

describe('the handshake queue', () => {
  it('begins the next handshake once the one before it is over', async () => {
    const first = begin('first');
    void begin('second');
    await settle();
    expect(names()).toEqual(['first']);
    begun[0]?.resolve('ready');
    expect(await first).toBe('ready');
    await settle();
    expect(names()).toEqual(['first', 'second']);
  });

  it('goes on after a handshake that failed, and tells its owner alone', async () => {
    const first = begin('first');
    const second = begin('second');
    await settle();
    begun[0]?.reject(new Error('refused'));
    await expect(first).rejects.toThrow('refused');
    await settle();
    begun[1]?.resolve('ready');
    expect(await second).toBe('ready');
  });

  it('does not let a silent handshake hold up the others for longer than its turn', async () => {
    void begin('silent');
    void begin('next');
    await settle();
    clock.advance(TURN_MS - 1);
    await settle();
    expect(names()).toEqual(['silent']);
    clock.advance(1);
    await settle();
    expect(names()).toEqual(['silent', 'next']);
  });
});
