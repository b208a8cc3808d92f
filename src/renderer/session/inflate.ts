import { FAST_BITS, HuffmanCode, MAX_CODE_BITS } from './huffman-code';

const FAST_MASK = (1 << FAST_BITS) - 1;
const END_OF_BLOCK = 256;
/** Bytes beyond the end that may be held although no bit of them is used; they read as zeros. */
const SPARE_BYTES = 4;
/** Symbols from 257 on: the shortest match, and how many bits follow that lengthen it (RFC 1951, 3.2.5). */
const LENGTH_BASE = Uint16Array.of(
  ...[
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  ],
  ...[227, 258],
);
const LENGTH_BITS = Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
);
const DISTANCE_BASE = Uint16Array.of(
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073],
  ...[4097, 6145, 8193, 12289, 16385, 24577],
);
const DISTANCE_BITS = Uint8Array.of(
  ...[0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
);
/** In which order the lengths of the codes for code lengths come (RFC 1951, 3.2.7). */
const LENGTH_ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

const FIXED_LITERALS = fixedLiterals();
const FIXED_DISTANCES = new Uint8Array(30).fill(5);

/**
 * Inflates zlib streams (RFC 1950 and 1951) of a known length, synchronously: for small images, where the way
 * through the browser's own decoders costs more than the work. Holds its tables, so one of it is used again and
 * again. The checksum at the end is not looked at.
 */
export class Inflater {
  readonly #literals = new HuffmanCode();
  readonly #distances = new HuffmanCode();
  readonly #lengths = new HuffmanCode();
  readonly #codeLengths = new Uint8Array(320);
  #input: Uint8Array = new Uint8Array();
  #position = 0;
  #hold = 0;
  #bits = 0;
  #output: Uint8Array = new Uint8Array();
  #filled = 0;

  /** Fills `output` with what `input` stands for. @returns false when it is damaged, or of another length */
  inflate(input: Uint8Array, output: Uint8Array): boolean {
    const [method = 0, flags = 0] = input;
    // Deflate, no preset dictionary, and both bytes together a multiple of 31 (RFC 1950, 2.2).
    if ((method & 15) !== 8 || (flags & 32) !== 0 || ((method << 8) | flags) % 31 !== 0) return false;
    this.#input = input;
    this.#position = 2;
    this.#hold = this.#bits = this.#filled = 0;
    this.#output = output;
    for (let isLast = false; !isLast;) {
      isLast = this.#take(1) === 1;
      if (!this.#inflateBlock(this.#take(2))) return false;
    }
    // Zeros that stand for what is missing may look like an end.
    return this.#filled === output.length && this.#position - (this.#bits >> 3) <= input.length;
  }

  #inflateBlock(kind: number): boolean {
    if (kind === 0) return this.#copyStored();
    if (kind === 1) {
      this.#literals.set(FIXED_LITERALS);
      this.#distances.set(FIXED_DISTANCES);
    } else if (kind !== 2 || !this.#readCodes()) return false;
    return this.#inflateCodes();
  }

  /** The next bits of the stream, at most 16; zeros beyond its end. */
  #take(count: number): number {
    while (this.#bits < count) {
      this.#hold |= (this.#input[this.#position++] ?? 0) << this.#bits;
      this.#bits += 8;
    }
    const value = this.#hold & ((1 << count) - 1);
    this.#hold >>>= count;
    this.#bits -= count;
    return value;
  }

  #copyStored(): boolean {
    // Whole bytes that are held already go back.
    this.#position -= this.#bits >> 3;
    this.#hold = this.#bits = 0;
    const length = this.#take(16);
    if ((length ^ 0xffff) !== this.#take(16)) return false;
    const start = this.#position;
    const end = start + length;
    if (end > this.#input.length || this.#filled + length > this.#output.length) return false;
    this.#output.set(this.#input.subarray(start, end), this.#filled);
    this.#position = end;
    this.#filled += length;
    return true;
  }

  /** Reads the codes of a block that brings its own (RFC 1951, 3.2.7). */
  #readCodes(): boolean {
    const literals = this.#take(5) + 257;
    const distances = this.#take(5) + 1;
    const given = this.#take(4) + 4;
    if (literals > 286 || distances > 30) return false;
    const lengths = this.#codeLengths.fill(0);
    for (const symbol of LENGTH_ORDER.subarray(0, given)) lengths[symbol] = this.#take(3);
    if (!this.#lengths.set(lengths.subarray(0, 19))) return false;
    if (!this.#readLengths(lengths, literals + distances) || lengths[END_OF_BLOCK] === 0) return false;
    return (
      this.#literals.set(lengths.subarray(0, literals)) &&
      this.#distances.set(lengths.subarray(literals, literals + distances))
    );
  }

  #readLengths(lengths: Uint8Array, total: number): boolean {
    for (let at = 0; at < total;) {
      const symbol = this.#takeSymbol(this.#lengths);
      if (symbol < 0) return false;
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      if (symbol === 16 && at === 0) return false;
      const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
      const times =
        symbol === 16 ? this.#take(2) + 3 : symbol === 17 ? this.#take(3) + 3 : this.#take(7) + 11;
      if (at + times > total) return false;
      lengths.fill(value, at, (at += times));
    }
    return true;
  }

  /** The next symbol; -1 when the bits are no code. */
  #takeSymbol(code: HuffmanCode): number {
    while (this.#bits < MAX_CODE_BITS) {
      this.#hold |= (this.#input[this.#position++] ?? 0) << this.#bits;
      this.#bits += 8;
    }
    let entry = code.fast[this.#hold & FAST_MASK] ?? 0;
    if (entry === 0) entry = code.find(this.#hold);
    this.#hold >>>= entry & 15;
    this.#bits -= entry & 15;
    return entry === 0 ? -1 : entry >> 4;
  }

  /**
   * Inflates until the end of a block. Nearly all the time is spent here, so what it works with is held in local
   * variables. Up to 31 bits are held: enough for a code and the bits that lengthen it.
   */
  #inflateCodes(): boolean {
    const [input, output, literals, distances] = [this.#input, this.#output, this.#literals, this.#distances];
    const [fastLiterals, fastDistances] = [literals.fast, distances.fast];
    const [inputEnd, outputEnd] = [input.length + SPARE_BYTES, output.length];
    let [hold, bits, position, filled] = [this.#hold, this.#bits, this.#position, this.#filled];
    while (position < inputEnd) {
      for (; bits < 24; bits += 8) hold |= (input[position++] ?? 0) << bits;
      let entry = fastLiterals[hold & FAST_MASK] ?? 0;
      if (entry === 0) entry = literals.find(hold);
      hold >>>= entry & 15;
      bits -= entry & 15;
      const symbol = entry >> 4;
      if (symbol < END_OF_BLOCK) {
        if (entry === 0 || filled >= outputEnd) return false;
        output[filled++] = symbol;
        continue;
      }
      if (symbol === END_OF_BLOCK) {
        [this.#hold, this.#bits, this.#position, this.#filled] = [hold, bits, position, filled];
        return true;
      }

      const lengthBits = LENGTH_BITS[symbol - END_OF_BLOCK - 1] ?? 0;
      const length = (LENGTH_BASE[symbol - END_OF_BLOCK - 1] ?? 0) + (hold & ((1 << lengthBits) - 1));
      hold >>>= lengthBits;
      bits -= lengthBits;
      for (; bits < 24; bits += 8) hold |= (input[position++] ?? 0) << bits;
      entry = fastDistances[hold & FAST_MASK] ?? 0;
      if (entry === 0) entry = distances.find(hold);
      hold >>>= entry & 15;
      bits -= entry & 15;
      for (; bits < 24; bits += 8) hold |= (input[position++] ?? 0) << bits;
      const distanceBits = DISTANCE_BITS[entry >> 4] ?? 0;
      const distance = (DISTANCE_BASE[entry >> 4] ?? 0) + (hold & ((1 << distanceBits) - 1));
      hold >>>= distanceBits;
      bits -= distanceBits;

      const end = filled + length;
      if (entry === 0 || length === 0 || distance === 0 || distance > filled || end > outputEnd) return false;
      // Byte by byte: a match may repeat itself.
      for (let from = filled - distance; filled < end; filled++, from++) output[filled] = output[from] ?? 0;
    }
    return false;
  }
}

function fixedLiterals(): Uint8Array {
  return new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288);
}
