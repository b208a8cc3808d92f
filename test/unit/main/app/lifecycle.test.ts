import { beforeEach, describe, expect, it } from 'vitest';
import {
  FATAL_EXIT_CODE,
  FATAL_JOIN_DEADLINE_MS,
  JOIN_DEADLINE_MS,
  Lifecycle,
} from '../../../../src/main/app/lifecycle';
import type { LogFacts } from '../../../../src/main/app/logging';
import { FakeClock } from '../../../support/fake-clock';

describe('Lifecycle', () => {
  let clock: FakeClock;
  let exits: number[];
  let events: { event: string; facts: LogFacts | undefined }[];
  let questions: ((answer: boolean) => void)[];
  let lifecycle: Lifecycle;

  beforeEach(() => {
    clock = new FakeClock();
    exits = [];
    events = [];
    questions = [];
    const record = (event: string, facts?: LogFacts): void => void events.push({ event, facts });
    lifecycle = new Lifecycle({
      clock,
      logger: { info: record, warn: record, error: record },
      confirmQuit: () => new Promise((resolve) => questions.push(resolve)),
      exit: (code) => exits.push(code),
    });
  });

  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('exits with 0 once everything that was joined has ended, the newest first', async () => {
    const ended: string[] = [];
    lifecycle.join('engine', () => void ended.push('engine'));
    lifecycle.join('sessions', () => void ended.push('sessions'));
    lifecycle.started();

    await lifecycle.quit();

    expect(ended).toEqual(['sessions', 'engine']);
    expect(exits).toEqual([0]);
    expect(lifecycle.phase).toBe('ended');
    expect(clock.pendingTimers).toBe(0);
  });

  it('R9: exits at the deadline of 5 s when something hangs, and names it', async () => {
    lifecycle.join('sessions', () => new Promise(() => undefined));
    lifecycle.started();
    const quit = lifecycle.quit();

    clock.advance(JOIN_DEADLINE_MS - 1);
    await settle();
    expect(exits).toEqual([]);

    clock.advance(1);
    await quit;
    expect(exits).toEqual([0]);
    expect(events).toContainEqual({ event: 'app.ended-late', facts: { pending: 'sessions' } });
  });

  it('ends the others when one of them fails', async () => {
    let ended = false;
    lifecycle.join('engine', () => {
      ended = true;
    });
    lifecycle.join('sessions', () => Promise.reject(new Error('broken')));
    await lifecycle.quit();
    expect(ended).toBe(true);
    expect(exits).toEqual([0]);
    expect(events.map(({ event }) => event)).toContain('app.join-failed');
  });

  it('R9: exits once although it is told to quit many times', async () => {
    let count = 0;
    lifecycle.join('sessions', () => void (count += 1));
    lifecycle.started();
    await Promise.all([
      lifecycle.quit(),
      lifecycle.quit(),
      lifecycle.requestQuit(),
      lifecycle.fail(new Error('late')),
    ]);
    await lifecycle.quit();
    expect(exits).toEqual([0]);
    expect(count).toBe(1);
  });

  it('stays when the user does not want to quit, and asks again the next time', async () => {
    lifecycle.started();
    const first = lifecycle.requestQuit();
    questions[0]?.(false);
    await first;
    expect(exits).toEqual([]);
    expect(lifecycle.phase).toBe('running');

    const second = lifecycle.requestQuit();
    questions[1]?.(true);
    await second;
    expect(exits).toEqual([0]);
  });

  it('asks one question at a time', async () => {
    lifecycle.started();
    const first = lifecycle.requestQuit();
    await lifecycle.requestQuit();
    expect(questions).toHaveLength(1);
    questions[0]?.(true);
    await first;
    expect(exits).toEqual([0]);
  });

  it('can be asked again after a question failed', async () => {
    lifecycle.started();
    const failing = new Lifecycle({
      clock,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      confirmQuit: () => Promise.reject(new Error('no dialog')),
      exit: (code) => exits.push(code),
    });
    failing.started();
    await expect(failing.requestQuit()).rejects.toThrow('no dialog');
    await expect(failing.requestQuit()).rejects.toThrow('no dialog');
    expect(failing.phase).toBe('running');
  });

  it('R9: quits without a question during the start, and ends what was started so far', async () => {
    let ended = false;
    lifecycle.join('engine', () => {
      ended = true;
    });
    await lifecycle.requestQuit();
    lifecycle.started();
    expect(questions).toEqual([]);
    expect(ended).toBe(true);
    expect(lifecycle.phase).toBe('ended');
  });

  it('R8: exits with an error code after an error that nothing handled, with less patience', async () => {
    lifecycle.join('sessions', () => new Promise(() => undefined));
    lifecycle.started();
    const error = new Error('boom');
    const failed = lifecycle.fail(error);
    clock.advance(FATAL_JOIN_DEADLINE_MS);
    await failed;
    expect(exits).toEqual([FATAL_EXIT_CODE]);
    expect(events[0]).toEqual({ event: 'app.failed', facts: { error } });
  });
});
