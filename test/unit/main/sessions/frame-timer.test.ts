import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { FrameTimer } from '../../../../src/main/sessions/frame-timer';
import { syncTimestamp } from '../../../../src/main/sessions/sync-timestamp';
import { encodeInstruction } from '../../../../src/shared/guacamole/encode';
import { FakeClock } from '../../../support/fake-clock';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sync = (...args: (string | number)[]): Uint8Array => bytesOf(encodeInstruction('sync', ...args));

/** As it is read from the middle of a batch. */
function timestampOf(instruction: Uint8Array): number | null {
  const [before, after] = [bytesOf('3.nop;'), bytesOf('4.sync,1.7;')];
  const batch = Buffer.concat([before, instruction, after]);
  return syncTimestamp(batch, before.length, before.length + instruction.length);
}

let clock: FakeClock;
let timer: FrameTimer;

beforeEach(() => {
  clock = new FakeClock();
  timer = new FrameTimer(clock);
});

describe('the frame timer', () => {
  it('times from the end of a frame to its answer', () => {
    timer.framed(1000);
    clock.advance(12);
    expect(timer.unansweredMs).toBe(12);
    timer.answered(1000);
    expect(timer.lag).toEqual({ lastMs: 12, p50Ms: 12, p95Ms: 12 });
    expect(timer.unansweredMs).toBeNull();
  });

  it('follows one frame at a time and counts all', () => {
    timer.framed(1000);
    clock.advance(10);
    timer.framed(1010);
    clock.advance(10);
    timer.framed(1020);
    timer.answered(1000);
    timer.answered(1010);
    expect([timer.frames, timer.answers, timer.lag?.lastMs]).toEqual([3, 2, 20]);
    timer.framed(1030);
    clock.advance(5);
    timer.answered(1030);
    expect(timer.lag?.lastMs).toBe(5);
  });

  it('takes the answer to a later frame for one to all before it, and that to an earlier one for none', () => {
    timer.framed(1000);
    timer.answered(900);
    expect(timer.lag).toBeNull();
    clock.advance(7);
    timer.answered(1010);
    expect(timer.lag?.lastMs).toBe(7);
  });

  it('N1: waits no more than a minute for an answer that a clock of guacd set back hides', () => {
    timer.framed(5_000_000);
    timer.answered(1000);
    clock.advance(60_001);
    timer.answered(2000);
    expect([timer.unansweredMs, timer.lag]).toEqual([null, null]);
    timer.framed(3000);
    clock.advance(4);
    timer.answered(3000);
    expect(timer.lag?.lastMs).toBe(4);
  });

  it('tells the middle and the slow end of the newest samples only', () => {
    for (let sample = 1; sample <= 220; sample++) {
      timer.framed(sample);
      clock.advance(sample);
      timer.answered(sample);
    }
    expect(timer.lag).toEqual({ lastMs: 220, p50Ms: 160, p95Ms: 214 });
  });

  it('times a key to the next frame, from the first key that waits for one', () => {
    timer.keyPressed();
    clock.advance(20);
    timer.keyPressed();
    clock.advance(15);
    timer.framed(1);
    expect(timer.keyToFrame?.lastMs).toBe(35);
    clock.advance(100);
    timer.framed(2);
    expect(timer.keyToFrame?.lastMs).toBe(35);
  });

  it('takes no frame for the answer to a key of long ago', () => {
    timer.keyPressed();
    clock.advance(5_001);
    timer.framed(1);
    expect(timer.keyToFrame).toBeNull();
    timer.keyPressed();
    clock.advance(6_000);
    timer.keyPressed();
    clock.advance(9);
    timer.framed(2);
    expect(timer.keyToFrame?.lastMs).toBe(9);
  });

  it('waits for nothing of a former connection', () => {
    timer.framed(1);
    timer.keyPressed();
    timer.restart();
    clock.advance(50);
    timer.answered(1);
    timer.framed(2);
    expect([timer.lag, timer.keyToFrame]).toEqual([null, null]);
  });
});

describe('the timestamp of a sync', () => {
  it('is read as guacd writes it, with a count of frames or without', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999_999_999 }), fc.option(fc.nat()), (timestamp, frames) => {
        const bytes = frames === null ? sync(timestamp) : sync(timestamp, frames);
        expect(timestampOf(bytes)).toBe(timestamp);
      }),
    );
  });

  it('is none when there is no such number', () => {
    for (const text of [
      '4.sync;',
      '4.sync,0.;',
      '4.sync,2.-1;',
      '4.sync,3.1.5;',
      '4.sync,16.1234567890123456;',
      '4.sync,1.x,1.1;',
    ]) {
      expect(timestampOf(bytesOf(text)), text).toBeNull();
    }
  });
});
