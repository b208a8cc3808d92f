import { describe, expect, it } from 'vitest';
import { redirectChannelPlugins } from '../../../../src/main/guacd-process/freerdp-library';

const TRIPLET = 'x86_64-linux-gnu';
const FOLDER = `lib/${TRIPLET}/freerdp2`;
const library = (...texts: string[]): Buffer =>
  Buffer.from(`\u007fELF\0lib/${TRIPLET}\0${texts.join('\0')}\0tail`);

describe('the copy of FreeRDP that the included engine uses', () => {
  it.each(['x86_64-linux-gnu', 'aarch64-linux-gnu'])(
    'looks for channel plug-ins in the working folder, by a path of the same length, for %s',
    (triplet) => {
      const before = Buffer.from(`a\0lib/${triplet}/freerdp2\0b`);
      const after = redirectChannelPlugins(before, triplet);
      expect(after).toHaveLength(before.length);
      const [first, path = '', last] = after?.toString().split('\0') ?? [];
      expect([first, last]).toEqual(['a', 'b']);
      expect(new URL(`/usr/${path.replaceAll(/\/+/g, '/')}`, 'file:').pathname).toBe(
        '/proc/self/cwd/freerdp2',
      );
    },
  );

  it('leaves the library that it is made of as it is', () => {
    const before = library(FOLDER);
    redirectChannelPlugins(before, TRIPLET);
    expect(before).toEqual(library(FOLDER));
  });

  it.each([
    ['does not name the folder', library('other')],
    ['names it more than once', library(FOLDER, FOLDER)],
    ['names only one that begins like it', library(`${FOLDER}-extra`)],
  ])('is not made of a library that %s', (_, before) => {
    expect(redirectChannelPlugins(before, TRIPLET)).toBeNull();
  });
});
