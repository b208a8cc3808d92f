import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  CreditWindow,
  FIRST_WINDOW_BYTES,
  MAX_WINDOW_BYTES,
  MIN_WINDOW_BYTES,
  nextWindow,
  TARGET_MS,
} from '../../../../src/main/sessions/credit-window';
import { FakeClock } from '../../../support/fake-clock';

/** A clock that counts how often it is asked. */
class CountedClock extends FakeClock {
  looks = 0;

  override now(): number {
    this.looks++;
    return super.now();
  }
}

/** A page of some speed at the other end of a window that guacd fills as fast as it may. */
class Line {
  readonly clock = new CountedClock();
  readonly window = new CreditWindow(this.clock);
  owedBytes = 0;
  mostOwedBytes = 0;
  readonly #messages: number[] = [];

  post(bytes: number): void {
    this.#messages.push(bytes);
    this.owedBytes += bytes;
    this.mostOwedBytes = Math.max(this.mostOwedBytes, this.owedBytes);
    this.window.posted(this.owedBytes);
  }

  acknowledge(bytes: number): void {
    const taken = Math.min(bytes, this.owedBytes);
    this.owedBytes -= taken;
    this.window.acknowledged(taken, this.owedBytes);
  }

  fill(messageBytes: number): void {
    while (this.owedBytes < this.window.bytes) this.post(messageBytes);
  }

  /** Fills the window, and lets the page take all but a single byte within some time. */
  cycle(tookMs: number, messageBytes = 16_384): void {
    this.fill(messageBytes);
    this.clock.advance(tookMs);
    this.post(1);
    this.acknowledge(this.owedBytes - 1);
  }

  /** So many messages, to a page that takes `speed` bytes in a millisecond. */
  flood(messages: number, speed: number, messageBytes = 16_384): void {
    for (let handled = 0; handled < messages; handled++) {
      if (this.owedBytes <= this.window.resumeBytes) this.fill(messageBytes);
      const bytes = this.#messages.shift() ?? 0;
      this.clock.advance(bytes / speed);
      this.acknowledge(bytes);
    }
  }
}

let line: Line;

beforeEach(() => {
  line = new Line();
});

describe('the credit window', () => {
  it('begins small', () => {
    expect(line.window.bytes).toBe(FIRST_WINDOW_BYTES);
    expect(line.window.resumeBytes).toBe(FIRST_WINDOW_BYTES / 2);
  });

  it('grows to the maximum within two fillings while the page is fast', () => {
    for (let filling = 0; filling < 2; filling++) line.cycle(1);
    expect(line.window.bytes).toBe(MAX_WINDOW_BYTES);
  });

  it('shrinks to the minimum while the page is slow, and no further', () => {
    line.flood(40, 100);
    expect(line.window.bytes).toBe(MIN_WINDOW_BYTES);
    expect(line.mostOwedBytes).toBeLessThan(FIRST_WINDOW_BYTES + 16_384);
  });

  it('halves at most for one delay, however long', () => {
    for (let filling = 0; filling < 2; filling++) line.cycle(1);
    line.cycle(10_000);
    expect(line.window.bytes).toBe(MAX_WINDOW_BYTES / 2);
  });

  it('is what the page draws in the stated time, within 60 messages, for any speed and size of message', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2_700, max: 20_000 }),
        fc.integer({ min: 16_384, max: 65_536 }),
        (speed, messageBytes) => {
          const flooded = new Line();
          flooded.flood(60, speed, messageBytes);
          const ms = flooded.window.bytes / speed;
          expect(ms).toBeGreaterThan(TARGET_MS * 0.9);
          expect(ms).toBeLessThan(TARGET_MS * 1.1);
        },
      ),
    );
  });

  it('follows a page that becomes slow, and one that becomes fast', () => {
    line.flood(200, 20_000);
    line.flood(200, 4_000);
    expect(line.window.bytes / 4_000).toBeCloseTo(TARGET_MS, 0);
    line.flood(200, 20_000);
    expect(line.window.bytes / 20_000).toBeCloseTo(TARGET_MS, 0);
  });

  it('gives a page that stalls no more than it had, and grows by nothing that was not acknowledged', () => {
    line.fill(16_384);
    line.clock.advance(10_000);
    expect(line.window.bytes).toBe(FIRST_WINDOW_BYTES);
    line.acknowledge(16_384);
    expect(line.window.bytes).toBe(FIRST_WINDOW_BYTES);
  });

  it('keeps what it shrank to, and gives up what it grew to, when the page has taken everything', () => {
    line.flood(200, 100_000);
    line.acknowledge(line.owedBytes);
    expect(line.window.bytes).toBe(FIRST_WINDOW_BYTES);
    line.flood(40, 100);
    line.acknowledge(line.owedBytes);
    expect(line.window.bytes).toBe(MIN_WINDOW_BYTES);
  });

  it('does not grow for a page that is fast with little', () => {
    for (let count = 0; count < 1_000; count++) {
      line.post(60_000);
      line.acknowledge(60_000);
    }
    expect(line.window.bytes).toBe(FIRST_WINDOW_BYTES);
  });

  it('does not look at the clock while little is under way, and twice for each filling otherwise', () => {
    for (let count = 0; count < 1_000; count++) {
      line.post(100);
      line.acknowledge(100);
    }
    expect(line.clock.looks).toBe(0);
    line.cycle(1, 100);
    expect(line.clock.looks).toBe(2);
  });

  it('stays within its bounds, whatever is posted and acknowledged at any time', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('post' as const), by: fc.integer({ min: 1, max: 131_072 }) }),
        fc.record({ kind: fc.constant('ack' as const), by: fc.integer({ min: 0, max: 2_000_000 }) }),
        fc.record({ kind: fc.constant('wait' as const), by: fc.integer({ min: 0, max: 200 }) }),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const any = new Line();
        for (const { kind, by } of all) {
          if (kind === 'post') any.post(by);
          else if (kind === 'ack') any.acknowledge(by);
          else any.clock.advance(by / 4);
          const { bytes, resumeBytes } = any.window;
          expect(bytes).toBeGreaterThanOrEqual(MIN_WINDOW_BYTES);
          expect(bytes).toBeLessThanOrEqual(MAX_WINDOW_BYTES);
          expect(resumeBytes).toBeLessThan(bytes);
        }
      }),
    );
  });

  it('T10: gains a page that acknowledges before it draws the maximum at most', () => {
    for (let filling = 0; filling < 100; filling++) line.cycle(0, 65_536);
    expect(line.window.bytes).toBe(MAX_WINDOW_BYTES);
    expect(line.mostOwedBytes).toBeLessThanOrEqual(MAX_WINDOW_BYTES + 65_536);
  });
});

describe('the next window', () => {
  it('is what is wanted', () => {
    expect(nextWindow(200_000, 150_000, 200_000)).toBe(150_000);
    expect(nextWindow(200_000, 250_000, 200_000)).toBe(250_000);
  });

  it('is at most twice what was under way, and no smaller for that', () => {
    expect(nextWindow(200_000, 800_000, 150_000)).toBe(300_000);
    expect(nextWindow(400_000, 800_000, 150_000)).toBe(400_000);
  });

  it('is at least half of what it was', () => {
    expect(nextWindow(400_000, 0, 400_000)).toBe(200_000);
    expect(nextWindow(MIN_WINDOW_BYTES, 0, MIN_WINDOW_BYTES)).toBe(MIN_WINDOW_BYTES);
  });
});
