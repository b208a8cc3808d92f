import { beforeEach, describe, expect, it } from 'vitest';
import { Log, MAX_LINES_PER_WINDOW, RATE_WINDOW_MS, RING_LINES } from '../../../../src/main/app/logging';
import { FakeClock } from '../../../support/fake-clock';

describe('Log', () => {
  let clock: FakeClock;
  let lines: string[];
  let log: Log;

  const createLog = (sink: (line: string) => void): Log =>
    new Log({ sink, clock, wallTime: () => new Date(0), homeFolder: '/home/someone' });
  const parse = (line: string | undefined): unknown => JSON.parse(line ?? '');

  beforeEach(() => {
    clock = new FakeClock();
    lines = [];
    log = createLog((line) => lines.push(line));
  });

  it('writes one redacted JSON object a line', () => {
    log.logger.warn('session.closed', { sessionId: 'a\nb', password: 'hunter2' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(parse(lines[0])).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      event: 'session.closed',
      sessionId: 'a\nb',
      password: '[redacted]',
    });
  });

  it('keeps the newest lines in memory', () => {
    for (let index = 0; index < RING_LINES + 3; index += 1) {
      clock.advance(RATE_WINDOW_MS);
      log.logger.info(`event.${String(index)}`);
    }
    expect(log.recentLines()).toHaveLength(RING_LINES);
    expect(parse(log.recentLines()[0])).toMatchObject({ event: 'event.3' });
  });

  it('goes on without its sink, which may be a full disk', () => {
    const failing = createLog(() => {
      throw new Error('ENOSPC');
    });
    failing.logger.info('app.started');
    expect(failing.recentLines()).toHaveLength(1);
  });

  it('limits a flood and tells later how many lines it left out', () => {
    for (let index = 0; index < MAX_LINES_PER_WINDOW + 7; index += 1) log.logger.info('noise');
    expect(lines).toHaveLength(MAX_LINES_PER_WINDOW);
    clock.advance(RATE_WINDOW_MS);
    log.logger.info('after');
    expect(lines.slice(MAX_LINES_PER_WINDOW).map(parse)).toMatchObject([
      { event: 'log.suppressed', count: 7 },
      { event: 'after' },
    ]);
  });
});
