/** Ways to cut a stream of bytes, each of which a reader must stand. */

export function whole(bytes: Uint8Array): Uint8Array[] {
  return [bytes];
}

export function oneByteAtATime(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (_, index) => bytes.slice(index, index + 1));
}

/** Every way to cut the stream in two. */
export function allSplits(bytes: Uint8Array): Uint8Array[][] {
  return Array.from(bytes, (_, index) => [bytes.slice(0, index), bytes.slice(index)]);
}

/** Pieces of 0 to `maxBytes` bytes; the same seed always cuts the same way. */
export function randomPieces(bytes: Uint8Array, seed: number, maxBytes: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let state = seed >>> 0;
  for (let position = 0; position < bytes.length;) {
    // Numerical Recipes' generator: plain, and the same everywhere.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const length = Math.floor((state / 2 ** 32) * (maxBytes + 1));
    pieces.push(bytes.slice(position, position + length));
    position += length;
  }
  return pieces;
}

/** Pieces written with `|` at the cuts: `cutAt('3.n|op;')`. */
export function cutAt(text: string): Uint8Array[] {
  return text.split('|').map((piece) => new TextEncoder().encode(piece));
}
