import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDelay,
  formatDuration,
} from '../../../../src/renderer/details/quantities';

describe('quantities in words', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [99_949, '99.9 kB'],
    [99_960, '100 kB'],
    [999_960, '1.0 MB'],
    [48_211_034, '48.2 MB'],
    [3e15, '3000 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0.42, '0.4 ms'],
    [9.96, '10 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [12_000, '12 s'],
  ])('a delay of %d ms is %s', (ms, text) => expect(formatDelay(ms)).toBe(text));

  it.each([
    [0, '0.0 s'],
    [1830, '1.8 s'],
    [59_600, '1 min'],
    [754_000, '12 min 34 s'],
    [3_600_000, '1 h'],
    [11_100_000, '3 h 5 min'],
    [187_200_000, '2 d 4 h'],
    [86_400_000 + 5000, '1 d'],
  ])('%d ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('a count has its thousands apart', () => expect(formatCount(91_422)).toBe('91,422'));
});
