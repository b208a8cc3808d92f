/**
 * What a picture of a remote display looks like in numbers.
 * @typedef {object} PictureFacts
 * @property {number} width
 * @property {number} height
 * @property {number} foreground Share of the pixels that have another colour than the most frequent one, 0 to 1.
 * @property {number} colours How many different colours there are.
 */

/**
 * @param {{ width: number, height: number, data: Uint8Array }} image RGBA, four bytes a pixel.
 * @returns {PictureFacts}
 */
export function factsOf({ width, height, data }) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let index = 0; index < data.length; index += 4) {
    const colour = ((data[index] ?? 0) << 16) | ((data[index + 1] ?? 0) << 8) | (data[index + 2] ?? 0);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const pixels = width * height;
  const background = Math.max(0, ...counts.values());
  return { width, height, foreground: pixels === 0 ? 0 : 1 - background / pixels, colours: counts.size };
}

/**
 * Share of the pixels that are magenta, 0 to 1: a colour that no desktop or terminal here shows by itself, in the
 * shades that terminals give it (guacd 153,62,153; xterm 205,0,205).
 * @param {{ width: number, height: number, data: Uint8Array }} image RGBA, four bytes a pixel.
 */
export function magentaOf({ width, height, data }) {
  let count = 0;
  for (let index = 0; index < data.length; index += 4) {
    const [red, green, blue] = [data[index] ?? 0, data[index + 1] ?? 0, data[index + 2] ?? 0];
    if (red > 100 && blue > 100 && Math.min(red, blue) - green > 60) count += 1;
  }
  return count / (width * height);
}
