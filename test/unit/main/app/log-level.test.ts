import { describe, expect, it } from 'vitest';
import { findLogLevel } from '../../../../src/main/app/log-level';

describe('findLogLevel', () => {
  it.each([
    ['', undefined, 'info'],
    ['', 'trace', 'trace'],
    ['trace', undefined, 'trace'],
    ['info', 'trace', 'info'],
    ['everything', undefined, 'info'],
    ['', 'TRACE', 'info'],
  ])('takes --log=%s and PESTLE_LOG=%s for %s', (commandLine, environment, level) => {
    expect(findLogLevel(commandLine, environment)).toBe(level);
  });
});
