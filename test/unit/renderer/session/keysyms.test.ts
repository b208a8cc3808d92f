import { describe, expect, it } from 'vitest';
import { keysymOf } from '../../../../src/renderer/session/keysyms';

describe('keysymOf', () => {
  it.each([
    ['a', 0x61],
    ['é', 0xe9],
    ['€', 0x10020ac],
    ['日', 0x10065e5],
    ['😀', 0x101f600],
    ['\n', 0xff0a],
    ['\u007f', 0xff7f],
  ])('of %j', (character, keysym) => {
    expect(keysymOf(character.codePointAt(0) ?? 0)).toBe(keysym);
  });
});
