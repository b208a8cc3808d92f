import { describe, expect, it } from 'vitest';
import { EngineLog } from '../../../../src/main/guacd-process/engine-log';

describe('the log of the engine', () => {
  it('keeps the last lines up to its limit, oldest first', () => {
    const log = new EngineLog(3, () => 7);
    for (const text of ['a', 'b', 'c', 'd', 'e']) log.add(text);
    expect(log.read(null).map((line) => line.text)).toEqual(['c', 'd', 'e']);
  });

  it('gives only the lines since a time when asked for those', () => {
    let now = 0;
    const log = new EngineLog(10, () => (now += 10));
    for (const text of ['a', 'b', 'c']) log.add(text);
    expect(log.read(20)).toEqual([
      { at: 20, text: 'b' },
      { at: 30, text: 'c' },
    ]);
  });
});
