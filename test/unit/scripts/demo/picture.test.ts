import { describe, expect, it } from 'vitest';
import { loadScript } from '../../../support/load-script';

type Image = { width: number; height: number; data: Uint8Array };
const { factsOf, differenceOf } = (await loadScript('demo/picture.mjs')) as {
  factsOf: (image: Image) => { width: number; height: number; foreground: number; colours: number };
  differenceOf: (one: Image, other: Image) => number;
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

  it('differs from another in the share of pixels that changed', () => {
    expect(differenceOf(image(1, 2, 3, 4), image(1, 2, 3, 4))).toBe(0);
    expect(differenceOf(image(1, 2, 3, 4), image(1, 2, 3, 9))).toBe(0.25);
  });

  it('differs in everything from one of another size', () => {
    expect(differenceOf(image(1), image(1, 1))).toBe(1);
  });
});
