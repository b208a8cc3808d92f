import { describe, expect, it } from 'vitest';
import { replaceRetiredWord } from '../../../../src/main/guacd-process/print-plugin';

const plugin = (...words: string[]): Buffer => Buffer.from(`\u007fELF\0-c\0${words.join('\0')}\0-f\0`);

describe('the copy of the plug-in for RDP', () => {
  it('has a word that does nothing in the place of one that Ghostscript does not know, of the same length', () => {
    const before = plugin('.setpdfwrite');
    const after = replaceRetiredWord(before);
    expect(after).toHaveLength(before.length);
    expect(after).toEqual(plugin('null pop    '));
    expect(before).toEqual(plugin('.setpdfwrite'));
  });

  it.each([
    ['does not have the word', plugin('newpath')],
    ['has it more than once', plugin('.setpdfwrite', '.setpdfwrite')],
    ['has only one that begins like it', plugin('.setpdfwrite2')],
  ])('is not made of a plug-in that %s', (_, before) => {
    expect(replaceRetiredWord(before)).toBeNull();
  });
});
