import { describe, expect, it } from 'vitest';
import { FRAME_DEADLINE_MS, FrameQueue } from '../../../../src/renderer/session/frame-queue';
import { FakeClock } from '../../../support/fake-clock';

function setUp() {
  const clock = new FakeClock();
  const queue = new FrameQueue(clock);
  const drawn: string[] = [];
  const draw = (name: string) => () => void drawn.push(name);
  return { clock, queue, drawn, draw };
}

describe('FrameQueue', () => {
  it('draws nothing before the frame is complete', () => {
    const { queue, drawn, draw } = setUp();
    queue.add(draw('a'));
    expect(drawn).toEqual([]);
    queue.endFrame(draw('end'));
    expect(drawn).toEqual(['a', 'end']);
  });

  it('draws a frame without pending tasks before endFrame returns', () => {
    const { queue, drawn, draw } = setUp();
    queue.endFrame(draw('end'));
    expect(drawn).toEqual(['end']);
    expect(queue.waitingFrames).toBe(0);
  });

  it('keeps the order of all tasks when a pending one settles late', () => {
    const { queue, drawn, draw } = setUp();
    queue.add(draw('a'));
    const image = queue.addPending(draw('image'));
    queue.add(draw('b'));
    queue.endFrame(draw('end 1'));
    queue.add(draw('c'));
    queue.endFrame(draw('end 2'));
    expect(drawn).toEqual([]);
    expect(queue.waitingFrames).toBe(2);

    image.settle();
    expect(drawn).toEqual(['a', 'image', 'b', 'end 1', 'c', 'end 2']);
    expect(queue.waitingFrames).toBe(0);
  });

  it('waits for every pending task of a frame, whatever the order in which they settle', () => {
    const { queue, drawn, draw } = setUp();
    const first = queue.addPending(draw('first'));
    const second = queue.addPending(draw('second'));
    queue.endFrame(draw('end'));
    second.settle();
    second.settle();
    expect(drawn).toEqual([]);
    first.settle();
    expect(drawn).toEqual(['first', 'second', 'end']);
  });

  it('takes a task that settles before its frame is complete', () => {
    const { queue, drawn, draw } = setUp();
    queue.addPending(draw('image')).settle();
    expect(drawn).toEqual([]);
    queue.endFrame(draw('end'));
    expect(drawn).toEqual(['image', 'end']);
  });

  it('skips a task that throws and counts it', () => {
    const { queue, drawn, draw } = setUp();
    queue.add(() => {
      throw new Error('canvas');
    });
    queue.add(draw('b'));
    queue.endFrame(draw('end'));
    expect(drawn).toEqual(['b', 'end']);
    expect(queue.failedTasks).toBe(1);
  });

  it('runs what is not ready at the deadline of its frame, and goes on', () => {
    const { clock, queue, drawn, draw } = setUp();
    queue.addPending(draw('never ready'));
    queue.endFrame(draw('end 1'));
    clock.advance(FRAME_DEADLINE_MS - 1);
    const late = queue.addPending(draw('late'));
    queue.endFrame(draw('end 2'));
    expect(drawn).toEqual([]);

    clock.advance(1);
    expect(drawn).toEqual(['never ready', 'end 1']);
    clock.advance(FRAME_DEADLINE_MS - 1);
    late.settle();
    expect(drawn).toEqual(['never ready', 'end 1', 'late', 'end 2']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ignores a task that settles after its deadline', () => {
    const { clock, queue, drawn, draw } = setUp();
    const image = queue.addPending(draw('image'));
    queue.endFrame(draw('end'));
    clock.advance(FRAME_DEADLINE_MS);
    image.settle();
    expect(drawn).toEqual(['image', 'end']);
  });

  it('draws a frame once that is ended from within a callback', () => {
    const { queue, drawn, draw } = setUp();
    queue.endFrame(() => {
      drawn.push('end 1');
      queue.add(draw('a'));
      queue.endFrame(draw('end 2'));
    });
    expect(drawn).toEqual(['end 1', 'a', 'end 2']);
  });

  it('forgets everything when cancelled', () => {
    const { clock, queue, drawn, draw } = setUp();
    const image = queue.addPending(draw('image'));
    queue.endFrame(draw('end'));
    queue.add(draw('open'));
    queue.cancel();
    image.settle();
    expect(clock.pendingTimers).toBe(0);
    queue.endFrame(draw('next'));
    expect(drawn).toEqual(['next']);
  });

  it('is decoding while a complete frame waits for what comes by itself, and for nothing else', () => {
    const { queue, draw } = setUp();
    const unended = queue.addPending(draw('stream'));
    const image = queue.addPending(draw('image'));
    image.startDecoding();
    expect(queue.isDecoding).toBe(false);
    queue.endFrame(draw('end'));
    expect(queue.isDecoding).toBe(true);
    image.settle();
    expect(queue.isDecoding).toBe(false);
    expect(queue.waitingFrames).toBe(1);
    unended.settle();
    expect(queue.waitingFrames).toBe(0);
  });
});
