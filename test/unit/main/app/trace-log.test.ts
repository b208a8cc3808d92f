import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_PENDING_CHARACTERS, TraceLog } from '../../../../src/main/app/trace-log';

describe('TraceLog', () => {
  let written: string[];
  let turnEnds: (() => void)[];
  let isDiskFull: boolean;
  let log: TraceLog;

  beforeEach(() => {
    written = [];
    turnEnds = [];
    isDiskFull = false;
    log = new TraceLog({
      sink: (lines) => {
        if (isDiskFull) throw new Error('ENOSPC');
        written.push(lines);
      },
      wallTime: () => new Date(0),
      afterTurn: (callback) => void turnEnds.push(callback),
    });
  });

  const endTurn = (): void => {
    for (const callback of turnEnds.splice(0)) callback();
  };

  it('writes the lines of one turn together, with client and connection', () => {
    const first = log.connection('Pestle 0fd2a1b3');
    const second = log.connection('Pestle 0fd2a1b3');
    first('in', { opcode: 'nop', elements: 0 });
    second('ended', {});
    expect(written).toEqual([]);
    endTurn();
    expect(written).toHaveLength(1);
    expect(written[0]?.split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        time: '1970-01-01T00:00:00.000Z',
        client: 'Pestle 0fd2a1b3',
        connection: 1,
        event: 'in',
        opcode: 'nop',
        elements: 0,
      },
      { time: '1970-01-01T00:00:00.000Z', client: 'Pestle 0fd2a1b3', connection: 2, event: 'ended' },
    ]);
  });

  it('keeps no more than a stated amount for the end of the turn', () => {
    const trace = log.connection('x'.repeat(100));
    for (let count = 0; count < 2 * (MAX_PENDING_CHARACTERS / 100); count++) trace('in', {});
    expect(written.length).toBeGreaterThanOrEqual(2);
    for (const lines of written) expect(lines.length).toBeLessThan(MAX_PENDING_CHARACTERS + 1_000);
  });

  it('writes what waits when the app ends, once', () => {
    log.connection('a')('in', {});
    log.flush();
    endTurn();
    expect(written).toHaveLength(1);
  });

  it('goes on when the disk is full', () => {
    const trace = log.connection('a');
    isDiskFull = true;
    trace('in', { opcode: 'nop' });
    endTurn();
    isDiskFull = false;
    trace('in', { opcode: 'sync' });
    endTurn();
    expect(written).toHaveLength(1);
    expect(written[0]).toContain('sync');
  });
});
