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
  let length = Math.min(source.length, into.length);
  into.set(length === source.length ? source : source.subarray(0, length));
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    length = mutateOnce(into, length, other, random);
  }
  return length;
}

function mutateOnce(into: Uint8Array, length: number, other: Uint8Array, random: Random): number {
  if (length === 0) return insert(into, 0, 0, random.pick(TOKENS));
  const at = random.below(length);
  switch (random.below(10)) {
    case 0:
      into[at] = into[at]! ^ (1 << random.below(8));
      return length;
    case 1:
      into[at] = INTERESTING[random.below(INTERESTING.length)]!;
      return length;
    case 2:
      into[at] = random.below(256);
      return length;
    case 3:
      return insert(into, length, at, INTERESTING.subarray(random.below(INTERESTING.length)).subarray(0, 1));
    case 4:
      return insert(into, length, at, random.pick(TOKENS));
    case 5:
      return remove(into, length, at, 1 + random.below(Math.min(16, length - at)));
    case 6:
      return changeDigit(into, length, at, random);
    case 7:
      return insert(into, length, at, into.slice(at, Math.min(length, at + 1 + random.below(32))));
    case 8: {
      const from = random.below(other.length + 1);
      return insert(into, length, at, other.subarray(from, from + 1 + random.below(64)));
    }
    default:
      // The end of one, then the end of the other.
      return insert(into, at, at, other.subarray(random.below(other.length + 1)));
  }
}

/** Puts `piece` at a position; what does not fit is cut off at the end. */
function insert(into: Uint8Array, length: number, at: number, piece: Uint8Array): number {
  const size = Math.min(piece.length, into.length - at);
  const end = Math.min(into.length, length + size);
  into.copyWithin(at + size, at, end - size);
  into.set(size === piece.length ? piece : piece.subarray(0, size), at);
  return Math.max(end, at + size);
}

function remove(into: Uint8Array, length: number, at: number, size: number): number {
  into.copyWithin(at, at + size, length);
  return length - size;
}

/** Finds the next digit, most likely one of a length, and makes it another. */
function changeDigit(into: Uint8Array, length: number, from: number, random: Random): number {
  for (let i = from; i < length; i++) {
    const byte = into[i]!;
    if (byte < 0x30 || byte > 0x39) continue;
    into[i] = random.oneIn(2) ? 0x30 + ((byte - 0x2f) % 10) : 0x30 + random.below(10);
    break;
  }
  return length;
}
