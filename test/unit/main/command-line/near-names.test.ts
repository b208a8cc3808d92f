import { describe, expect, it } from 'vitest';
import { isNearMiss, nearNames } from '../../../../src/main/command-line/near-names';

describe('names that are near', () => {
  it.each([
    ['--hlep', '--help', true],
    ['--helpp', '--help', true],
    ['--verson', '--version', true],
    ['--lang', '--log', false],
    ['--help', '--help', false],
  ])('%s for %s: %s', (word, meant, isNear) => {
    expect(isNearMiss(word, meant)).toBe(isNear);
  });

  it('come nearest first, five at most', () => {
    const names = ['Web 10', 'Web 1', 'Mail', 'Web 12', 'Web 13', 'Web 14', 'Web 15'];
    expect(nearNames('web 1', names)).toEqual(['Web 1', 'Web 10', 'Web 12', 'Web 13', 'Web 14']);
    expect(nearNames('', names)).toEqual([]);
  });
});
