import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Image = { width: number; height: number; data: Uint8Array };
const { factsOf, magentaOf } = (await loadScript('demo/picture.mjs')) as {
  factsOf: (image: Image) => { width: number; height: number; foreground: number; colours: number };
  magentaOf: (image: Image) => number;
};

const image = (...reds: number[]): Image => ({
  width: reds.length,
  height: 1,
  data: Uint8Array.from(reds.flatMap((red) => [red, 0, 0, 255])),
});

describe('a picture of a remote display', () => {
  it('has no foreground when it is of one colour', () => {
    expect(factsOf(image(5, 5, 5, 5))).toEqual({ width: 4, height: 1, foreground: 0, colours: 1 });
  });

  it('counts everything but its most frequent colour as foreground', () => {
    expect(factsOf(image(5, 5, 5, 9))).toMatchObject({ foreground: 0.25, colours: 2 });
  });

  it.each([
    ['of guacd', [153, 62, 153], 1],
    ['of xterm', [205, 0, 205], 1],
    ['white', [255, 255, 255], 0],
    ['blue', [0, 0, 238], 0],
    ['the bare desktop', [48, 80, 111], 0],
  ])('tells magenta from other colours: %s', (_name, rgb, share) => {
    expect(magentaOf({ width: 1, height: 1, data: Uint8Array.from([...rgb, 255]) })).toBe(share);
  });
});
