import { describe, expect, it } from 'vitest';
import { KEYSYMS } from '../../../../src/renderer/session/keysyms';
import { isPasteChord } from '../../../../src/renderer/session/paste-chord';

const { controlLeft, controlRight, shiftLeft, metaLeft, insert, altLeft } = KEYSYMS;
const V = 0x76;
const UPPER_V = 0x56;

describe('isPasteChord', () => {
  it.each<[string, number, number[], boolean]>([
    ['Ctrl+V', V, [controlLeft], true],
    ['Ctrl+V with the right key', V, [controlRight], true],
    ['Ctrl+Shift+V', UPPER_V, [controlLeft, shiftLeft], true],
    ['Shift+Insert', insert, [shiftLeft], true],
    ['Command+V', V, [metaLeft], true],
    ['v', V, [], false],
    ['Alt+V', V, [altLeft], false],
    ['Insert', insert, [], false],
    ['Ctrl+C', 0x63, [controlLeft], false],
  ])('%s', (_, keysym, down, expected) => {
    expect(isPasteChord(keysym, (other) => down.includes(other))).toBe(expected);
  });
});
