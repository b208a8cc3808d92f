import { describe, expect, it } from 'vitest';
import { copyName } from '../../../../src/main/profiles/copy-name';

describe('the name of a copy', () => {
  it('is the first one that is free', () => {
    expect(copyName('Box', new Set(['Box']))).toBe('Box copy');
    expect(copyName('Box', new Set(['Box', 'Box copy']))).toBe('Box copy 2');
    expect(copyName('Box', new Set(['Box', 'Box copy', 'Box copy 2']))).toBe('Box copy 3');
  });

  it('of a copy counts on', () => {
    expect(copyName('Box copy', new Set(['Box', 'Box copy']))).toBe('Box copy 2');
    expect(copyName('Box copy 2', new Set(['Box', 'Box copy', 'Box copy 2']))).toBe('Box copy 3');
  });

  it('fits when the name is as long as it may be, and no character is cut in half', () => {
    expect(copyName('x'.repeat(120), new Set())).toBe(`${'x'.repeat(115)} copy`);
    expect(copyName('\u{1f5a5}'.repeat(60), new Set())).toBe(`${'\u{1f5a5}'.repeat(57)} copy`);
  });
});
