import { describe, expect, it } from 'vitest';
import {
  CONFIRMED_AFTER_MS,
  PictureWatch,
  STALLED_AFTER_MS,
} from '../../../../src/main/sessions/picture-watch';
import { syncTimestamp } from '../../../../src/main/sessions/sync-timestamp';
import { SessionStage } from '../../../support/session-stage';
import { FakeClock } from '../../../support/fake-clock';

function setUp() {
  const clock = new FakeClock();
  const told: boolean[] = [];
  const page = { owedBytes: 0, onStalled: (isStalled: boolean) => void told.push(isStalled) };
  const watch = new PictureWatch(clock, page);
  const frame = (timestamp: string): void => {
    const bytes = Buffer.from(`4.sync,${timestamp.length}.${timestamp};`);
    watch.framed(syncTimestamp(bytes, 0, bytes.length));
  };
  /** The page acknowledges something every second. */
  const run = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      watch.acknowledged(100);
    }
  };
  return { clock, told, page, watch, frame, run };
}

describe('the watch on the picture', () => {
  it('P11: tells that a page which runs leaves a frame unanswered, and that it goes on', () => {
    const { told, watch, frame, run } = setUp();
    frame('100');
    run(STALLED_AFTER_MS);
    expect(told).toEqual([]);
    run(CONFIRMED_AFTER_MS + 1_000);
    expect(told).toEqual([true]);
    run(60_000);
    watch.answered(100);
    expect(told).toEqual([true, false]);
  });

  it('is content with a page that answers late', () => {
    const { told, watch, frame, run } = setUp();
    for (let timestamp = 100; timestamp < 120; timestamp++) {
      frame(String(timestamp));
      run(STALLED_AFTER_MS - 1_000);
      watch.answered(timestamp);
    }
    expect(told).toEqual([]);
  });

  it('R5: does not blame a page that hangs, since it acknowledges nothing', () => {
    const { clock, told, watch, frame } = setUp();
    frame('100');
    watch.acknowledged(100);
    clock.advance(600_000);
    expect(told).toEqual([]);
  });

  it('R5: gives a page that was held up a moment to answer what it has', () => {
    const { clock, told, watch, frame } = setUp();
    frame('100');
    watch.acknowledged(100);
    clock.advance(600_000);
    watch.acknowledged(100);
    watch.acknowledged(100);
    watch.answered(100);
    expect(told).toEqual([]);
  });

  it('counts from when the page had the frame, not from when guacd sent it', () => {
    const { told, page, frame, run } = setUp();
    page.owedBytes = 100 * 60;
    frame('100');
    run(60_000);
    expect(told).toEqual([]);
    run(STALLED_AFTER_MS + CONFIRMED_AFTER_MS + 1_000);
    expect(told).toEqual([true]);
  });

  it('P10: is not calmed by an answer with an old or an invented timestamp', () => {
    const { told, watch, frame, run } = setUp();
    frame('100');
    watch.answered(100);
    frame('200');
    watch.answered(100);
    watch.answered(201);
    run(STALLED_AFTER_MS + CONFIRMED_AFTER_MS + 1_000);
    expect(told).toEqual([true]);
  });

  it('takes an answer for all the frames before it, and follows the next one', () => {
    const { told, watch, frame, run } = setUp();
    for (const timestamp of ['1', '2', '3']) frame(timestamp);
    watch.answered(3);
    run(60_000);
    expect(told).toEqual([]);
    frame('4');
    run(60_000);
    expect(told).toEqual([true]);
  });

  it('says nothing of a guacd whose timestamps are no numbers', () => {
    const { told, watch, frame, run } = setUp();
    frame('soon');
    run(60_000);
    expect(told).toEqual([]);
    expect(watch.newestTimestamp).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a session whose picture stands still', () => {
  it('P11: says so without ending, and takes it back with the next answer', async () => {
    const stage = new SessionStage();
    const { session, guacd } = await stage.goLive();
    guacd.say('sync', 2);
    for (let second = 0; second < 13; second++) {
      stage.services.clock.advance(1_000);
      guacd.say('nop');
      stage.services.endTurn();
      stage.page.ack(1, 17);
    }
    expect(session.state).toMatchObject({ phase: 'live', isPictureStalled: true });
    expect(guacd.isClosed).toBe(false);
    stage.page.input(1, '4.sync,1.2;');
    expect(session.state).toMatchObject({ phase: 'live', isPictureStalled: false });
  });

  it('P10: hands guacd old timestamps, which it ignores, but none that it has not sent', async () => {
    const stage = new SessionStage();
    const { session, guacd } = await stage.goLive();
    guacd.say('sync', 20);
    guacd.sent.length = 0;
    for (const timestamp of ['21', '999999999999999', '9999999999999999', 'x', '-2', '20', '5'])
      stage.page.input(1, `4.sync,${timestamp.length}.${timestamp};`);
    expect(guacd.sent).toEqual(['4.sync,2.20;', '4.sync,1.5;']);
    expect(session.state.phase).toBe('live');
  });

  it('P10: keeps the throttle of guacd to a page that never answers, and does not deadlock', async () => {
    const stage = new SessionStage();
    const { session, guacd } = await stage.goLive();
    guacd.sent.length = 0;
    for (let frame = 2; frame < 2_000; frame++) {
      guacd.say('sync', frame);
      stage.services.endTurn();
      stage.page.ack(1, 100);
    }
    expect(guacd.sent).toEqual([]);
    expect(guacd.isPaused).toBe(false);
    stage.page.input(1, '4.sync,4.1999;');
    expect(guacd.sent).toEqual(['4.sync,4.1999;']);
    expect(session.state).toMatchObject({ phase: 'live', isPictureStalled: false });
  });
});
