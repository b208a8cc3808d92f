import type { Random } from './random';

/** Bytes at which something changes: separators, digits, NUL, the borders of UTF-8. */
const INTERESTING = Uint8Array.from([
  0x2c, 0x2e, 0x3b, 0x2c, 0x2e, 0x3b, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x39, 0x2d, 0x20, 0x00, 0x0a, 0x41,
  0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff,
]);

const utf8 = new TextEncoder();

/** Pieces that random bytes would hardly ever form. */
const TOKENS = [
  '4.sync,',
  '3.nop;',
  '1.0,',
  '0.,',
  '0.;',
  '1.😀;',
  '1.ä,',
  '2.漢字;',
  '00001.x,',
  '000001.x,',
  '99999.',
  '16384.',
  '8192.',
  '65536.',
  '-1.',
  '5x.',
  '4.blob,1.1,4.QUJD;',
  '5.mouse,1.1,1.1,1.0;',
  '3.key,5.65293,1.1;',
  '6.select,3.ssh;',
  '4.args,13.VERSION_1_5_0;',
  '5.ready,2.$x;',
  '\uFEFF',
].map((token) => utf8.encode(token));

/**
 * Changes an input in one to four random ways and writes the result into `into`.
 *
 * @returns its length in bytes, at most `into.length`
 */
export function mutate(source: Uint8Array, other: Uint8Array, into: Uint8Array, random: Random): number {
  const length = Math.min(source.length, into.length);
  into.set(length === source.length ? source : source.subarray(0, length));
  const draft = new Draft(into, length);
  for (let changes = 1 + random.below(4); changes > 0; changes--) mutateOnce(draft, other, random);
  return draft.length;
}

function mutateOnce(draft: Draft, other: Uint8Array, random: Random): void {
  const { bytes, length } = draft;
  if (length === 0) {
    draft.insert(0, random.pick(TOKENS));
    return;
  }
  const at = random.below(length);
  switch (random.below(10)) {
    case 0:
      bytes[at] = bytes[at]! ^ (1 << random.below(8));
      break;
    case 1:
      bytes[at] = INTERESTING[random.below(INTERESTING.length)]!;
      break;
    case 2:
      bytes[at] = random.below(256);
      break;
    case 3:
      draft.insert(at, INTERESTING, random.below(INTERESTING.length), 1);
      break;
    case 4:
      draft.insert(at, random.pick(TOKENS));
      break;
    case 5:
      draft.remove(at, 1 + random.below(Math.min(16, length - at)));
      break;
    case 6:
      changeDigit(draft, at, random);
      break;
    case 7:
      draft.repeat(at, 1 + random.below(32));
      break;
    case 8:
      draft.insert(at, other, random.below(other.length + 1), 1 + random.below(64));
      break;
    default:
      // The end of one, then the end of the other.
      draft.length = at;
      draft.insert(at, other, random.below(other.length + 1));
  }
}

/**
 * An input in the making, in memory of a fixed size: what does not fit is cut off at the end. It copies with loops and
 * makes no views, because the pieces are so short that a view costs more than the bytes.
 */
class Draft {
  readonly bytes: Uint8Array;
  length: number;

  constructor(bytes: Uint8Array, length: number) {
    this.bytes = bytes;
    this.length = length;
  }

  /** Puts up to `size` bytes of another array, beginning at `from`, at a position. */
  insert(at: number, piece: Uint8Array, from = 0, size: number = piece.length): void {
    const count = this.#open(at, Math.min(size, piece.length - from));
    for (let i = 0; i < count; i++) this.bytes[at + i] = piece[from + i]!;
  }

  /** Writes up to `size` bytes that lie at a position a second time. */
  repeat(at: number, size: number): void {
    // What moves up leaves itself behind.
    this.#open(at, Math.min(size, this.length - at));
  }

  remove(at: number, size: number): void {
    this.bytes.copyWithin(at, at + size, this.length);
    this.length -= size;
  }

  /** Moves what follows a position up. Returns how many bytes have room there now. */
  #open(at: number, size: number): number {
    const count = Math.min(size, this.bytes.length - at);
    const end = Math.min(this.bytes.length, this.length + count);
    if (end > at + count) this.bytes.copyWithin(at + count, at, end - count);
    this.length = end;
    return count;
  }
}

/** Finds the next digit, most likely one of a length, and makes it another. */
function changeDigit({ bytes, length }: Draft, from: number, random: Random): void {
  for (let i = from; i < length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x30 || byte > 0x39) continue;
    bytes[i] = random.oneIn(2) ? 0x30 + ((byte - 0x2f) % 10) : 0x30 + random.below(10);
    return;
  }
}
