import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

const { authorityEntry } = (await loadScript('screen/virtual-screen.mjs')) as {
  authorityEntry: (cookie: Buffer) => Buffer;
};

describe('the key to a virtual screen', () => {
  it('is written as an entry that holds for any display', () => {
    const bytes = authorityEntry(Buffer.from([1, 2, 3]));
    const name = Buffer.from('MIT-MAGIC-COOKIE-1');
    const expected = Buffer.concat([
      Buffer.from([255, 255, 0, 0, 0, 0, 0, 18]),
      name,
      Buffer.from([0, 3, 1, 2, 3]),
    ]);
    expect(bytes).toEqual(expected);
  });
});
