/** Codes up to this length are looked up at once; longer ones are rare and found bit by bit. */
export const FAST_BITS = 9;
/** Longest code of DEFLATE (RFC 1951, 3.2.7). */
export const MAX_CODE_BITS = 15;
const MAX_SYMBOLS = 288;

/** One canonical Huffman code of DEFLATE: by its first bits, and in order of length for what is longer. */
export class HuffmanCode {
  /** `symbol << 4 | length` by the next {@link FAST_BITS} bits of the stream; 0: a longer code, or none. */
  readonly fast = new Uint16Array(1 << FAST_BITS);
  /** How many codes there are of each length. */
  readonly counts = new Uint16Array(MAX_CODE_BITS + 1);
  /** Symbols in the order of their codes. */
  readonly symbols = new Uint16Array(MAX_SYMBOLS);
  readonly #nexts = new Uint16Array(MAX_CODE_BITS + 2);

  /**
   * Takes the length of each symbol's code, 0 for none; at most 288.
   *
   * @returns false when there are more codes than their bits can tell apart
   */
  set(lengths: Uint8Array): boolean {
    const { counts, symbols } = this;
    const nexts = this.#nexts;
    counts.fill(0);
    for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
    counts[0] = 0;
    let space = 1;
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      const count = counts[length] ?? 0;
      space = space * 2 - count;
      if (space < 0) return false;
      nexts[length + 1] = (nexts[length] ?? 0) + count;
    }
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol] ?? 0;
      if (length === 0) continue;
      const index = nexts[length] ?? 0;
      symbols[index] = symbol;
      nexts[length] = index + 1;
    }
    // Each has moved to where the next length begins.
    nexts.fill(0);
    this.#fillFast();
    return true;
  }

  /** Looks for a longer code at the beginning of `bits`, at least 15 of them. As an entry of `fast`; 0: there is none. */
  find(bits: number): number {
    const { counts, symbols } = this;
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_CODE_BITS; length++) {
      code |= (bits >> (length - 1)) & 1;
      const count = counts[length] ?? 0;
      if (code - count < first) return ((symbols[index + code - first] ?? 0) << 4) | length;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return 0;
  }

  #fillFast(): void {
    const { fast, counts, symbols } = this;
    fast.fill(0);
    let code = 0;
    let index = 0;
    for (let length = 1; length <= FAST_BITS; length++) {
      for (let left = counts[length] ?? 0; left > 0; left--) {
        const entry = ((symbols[index++] ?? 0) << 4) | length;
        for (let at = reverse(code++, length); at < fast.length; at += 1 << length) fast[at] = entry;
      }
      code <<= 1;
    }
  }
}

/** The lowest `length` bits in the other order: codes come with their first bit lowest. */
function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
  return reversed;
}
