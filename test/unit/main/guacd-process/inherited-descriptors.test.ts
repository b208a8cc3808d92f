import { describe, expect, it } from 'vitest';
import { staysOpen, withoutInherited } from '../../../../src/main/guacd-process/inherited-descriptors';

describe('a descriptor', () => {
  it.each([
    ['closes when a program is run', 'pos:\t0\nflags:\t02100002\nmnt_id:\t15\n', false],
    ['stays open', 'pos:\t0\nflags:\t0100002\nmnt_id:\t15\n', true],
    ['counts as staying open when nothing is known', '', true],
  ])('%s', (_, facts, expected) => {
    expect(staysOpen(facts)).toBe(expected);
  });
});

describe('withoutInherited', () => {
  it('starts the child once, and covers nothing that the child is meant to have', () => {
    const starts: unknown[] = [];
    expect(withoutInherited(1_000_000, (covers) => starts.push(covers))).toBe(1);
    expect(starts).toEqual([[]]);
  });
});
