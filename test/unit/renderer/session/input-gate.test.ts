import { describe, expect, it } from 'vitest';
import { InputGate, MAX_HOLD_MS } from '../../../../src/renderer/session/input-gate';
import { FakeClock } from '../../../support/fake-clock';

function setUp() {
  const clock = new FakeClock();
  const gate = new InputGate(clock);
  const done: string[] = [];
  const press = (name: string) => gate.pass(() => void done.push(name));
  return { clock, gate, done, press };
}

/** A promise that is settled from outside. */
function deferred() {
  let resolve: () => void = () => undefined;
  let reject: () => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = () => onReject(new Error('no clipboard'));
  });
  return { promise, resolve, reject };
}

describe('InputGate', () => {
  it('lets input through at once', () => {
    const { done, press } = setUp();
    press('a');
    expect(done).toEqual(['a']);
  });

  it('holds input until the promise settles and keeps its order', async () => {
    const { clock, gate, done, press } = setUp();
    const clipboard = deferred();
    gate.holdUntil(clipboard.promise);
    press('v down');
    press('v up');
    expect(done).toEqual([]);

    clipboard.resolve();
    await clipboard.promise;
    press('a');
    expect(done).toEqual(['v down', 'v up', 'a']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('goes on when the promise is rejected', async () => {
    const { gate, done, press } = setUp();
    const clipboard = deferred();
    gate.holdUntil(clipboard.promise);
    press('v');
    clipboard.reject();
    await expect(clipboard.promise).rejects.toThrow();
    await Promise.resolve();
    expect(done).toEqual(['v']);
  });

  it('holds no longer than the limit', () => {
    const { clock, gate, done, press } = setUp();
    gate.holdUntil(deferred().promise);
    press('v');
    clock.advance(MAX_HOLD_MS - 1);
    expect(done).toEqual([]);
    clock.advance(1);
    expect(done).toEqual(['v']);
  });

  it('does not wait longer for a second paste in the meantime', () => {
    const { clock, gate, done, press } = setUp();
    gate.holdUntil(deferred().promise);
    clock.advance(MAX_HOLD_MS - 1);
    press('v');
    gate.holdUntil(deferred().promise);
    clock.advance(1);
    expect(done).toEqual(['v']);
  });

  it('is not opened by the late end of a wait that is over', async () => {
    const { clock, gate, done, press } = setUp();
    const slow = deferred();
    gate.holdUntil(slow.promise);
    clock.advance(MAX_HOLD_MS);
    gate.holdUntil(deferred().promise);
    press('v');
    slow.resolve();
    await slow.promise;
    expect(done).toEqual([]);
  });

  it('lets everything through, in order, when too much waits', () => {
    const { gate, done, press } = setUp();
    gate.holdUntil(deferred().promise);
    for (let i = 0; i < 300; i++) press(String(i));
    expect(done).toEqual(Array.from({ length: 300 }, (_, i) => String(i)));
  });

  it('forgets what waits when disposed', () => {
    const { clock, gate, done, press } = setUp();
    gate.holdUntil(deferred().promise);
    press('v');
    gate.dispose();
    clock.advance(MAX_HOLD_MS);
    expect(done).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
