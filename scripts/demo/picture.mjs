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
 * Share of the pixels in which two pictures of one size differ, 0 to 1. Different sizes differ in everything.
 * @param {{ width: number, height: number, data: Uint8Array }} one
 * @param {{ width: number, height: number, data: Uint8Array }} other
 */
export function differenceOf(one, other) {
  if (one.width !== other.width || one.height !== other.height) return 1;
  let different = 0;
  for (let index = 0; index < one.data.length; index += 4) {
    const same = [0, 1, 2].every((channel) => one.data[index + channel] === other.data[index + channel]);
    if (!same) different += 1;
  }
  return different / (one.width * one.height);
}
