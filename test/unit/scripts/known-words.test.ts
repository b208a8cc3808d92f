import { describe, expect, it } from 'vitest';
import { loadScript } from '../../support/load-script';

const { knownWords } = (await loadScript('known-words.mjs')) as {
  knownWords: (words: readonly string[], known: readonly string[]) => readonly string[];
};

describe('the words of a command line', () => {
  it('are taken when each is known', () => {
    expect(knownWords(['deb', '--fast'], ['--fast', 'deb'])).toEqual(['deb', '--fast']);
    expect(knownWords([], ['--fast'])).toEqual([]);
  });

  it('are refused by the first that is not, with what there is', () => {
    expect(() => knownWords(['deb', 'rpm', 'exe'], ['--fast', 'deb'])).toThrow(
      'Unknown option rpm. There are: --fast deb',
    );
  });
});
