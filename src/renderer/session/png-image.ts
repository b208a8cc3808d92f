import { unzlibSync } from 'fflate';

/** Largest image that is decoded here, in pixels. What is larger takes longer than the way to the browser's decoder. */
export const MAX_PNG_PIXELS = 65_536;
const MAX_SIDE = 4096;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const IHDR = 0x49484452;
const PLTE = 0x504c5445;
const IDAT = 0x49444154;
const IEND = 0x49454e44;
/** Chunks that change no pixel (PNG specification, 11.3): bKGD, pHYs, tEXt, tIME. */
const HARMLESS: ReadonlySet<number> = new Set([0x624b4744, 0x70485973, 0x74455874, 0x74494d45]);
const COLOUR_RGB = 2;
const COLOUR_PALETTE = 3;
const OPAQUE = 0xff000000;

/** A small PNG that can be decoded at once: opaque, not interlaced, RGB or palette. */
export type PngImage = {
  readonly width: number;
  readonly height: number;
  /** Bits of one pixel: 24 for RGB; 8, 4, 2 or 1 for a palette. */
  readonly bits: number;
  /** Colours as ABGR, which is RGBA in memory; null for RGB. */
  readonly palette: Uint32Array | null;
  readonly data: Uint8Array;
};

/** Rows as they are in the file, each behind the byte that names its filter. */
let rows = new Uint8Array(0);

/**
 * Looks at a PNG without decoding its pixels.
 *
 * @returns null when it is large, damaged as far as can be seen, or of a kind that the browser has to decode
 */
export function readPng(bytes: Uint8Array): PngImage | null {
  if (SIGNATURE.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let header: Omit<PngImage, 'palette' | 'data'> | null = null;
  let palette: Uint32Array | null = null;
  let data: Uint8Array | null = null;
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const kind = view.getUint32(at + 4);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return null;
    const body = bytes.subarray(at + 8, end);
    if (kind === IHDR && header === null && length === 13) header = readHeader(view, at + 8);
    else if (kind === PLTE && palette === null && data === null) palette = readPalette(body);
    // Pixels in several parts would have to be joined; guacd writes such images only when they are large.
    else if (kind === IDAT && data === null) data = body;
    else if (kind === IEND) return header && data && finish(header, palette, data);
    else if (!HARMLESS.has(kind)) return null;
    if (header === null) return null;
    at = end + 4;
  }
  return null;
}

function readHeader(view: DataView, at: number): Omit<PngImage, 'palette' | 'data'> | null {
  const width = view.getUint32(at);
  const height = view.getUint32(at + 4);
  const [depth, colour] = [view.getUint8(at + 8), view.getUint8(at + 9)];
  const isPlain = view.getUint16(at + 10) === 0 && view.getUint8(at + 12) === 0;
  const isSmall = width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PNG_PIXELS;
  if (!isPlain || !isSmall || width === 0 || height === 0) return null;
  if (colour === COLOUR_RGB) return depth === 8 ? { width, height, bits: 24 } : null;
  const isDepth = depth === 8 || depth === 4 || depth === 2 || depth === 1;
  return colour === COLOUR_PALETTE && isDepth ? { width, height, bits: depth } : null;
}

/** As long as every index of eight bits, so that none lies outside. */
function readPalette(body: Uint8Array): Uint32Array {
  const palette = new Uint32Array(256);
  for (let index = 0; index < 256 && index * 3 + 2 < body.length; index++) {
    const at = index * 3;
    palette[index] = OPAQUE | ((body[at + 2] ?? 0) << 16) | ((body[at + 1] ?? 0) << 8) | (body[at] ?? 0);
  }
  return palette;
}

function finish(
  header: Omit<PngImage, 'palette' | 'data'>,
  palette: Uint32Array | null,
  data: Uint8Array,
): PngImage | null {
  if (header.bits === 24) return { ...header, palette: null, data };
  return palette && { ...header, palette, data };
}

/**
 * Decodes an image.
 *
 * @param pixels takes the image, row by row, as ABGR; at least width x height of it
 * @returns false when the image is damaged; `pixels` may then hold anything
 */
export function decodePng({ width, height, bits, palette, data }: PngImage, pixels: Uint32Array): boolean {
  const rowLength = (width * bits + 7) >> 3;
  // Above the first row there is one of zeros, as the filters want it.
  const length = (rowLength + 1) * (height + 1);
  if (rows.length < length + 1) rows = new Uint8Array(length + 1);
  rows.fill(0, 0, rowLength + 1);
  if (!inflate(data, rows.subarray(rowLength + 1, length + 1))) return false;
  for (let y = 0; y < height; y++) {
    const start = (y + 1) * (rowLength + 1) + 1;
    if (!unfilter(rows, start, rowLength, bits === 24 ? 3 : 1)) return false;
    if (palette === null) copyColours(rows, start, pixels, y * width, width);
    else lookUp(rows, start, bits, palette, pixels.subarray(y * width, (y + 1) * width));
  }
  return true;
}

/**
 * Fills all of `output` but its last byte, which is there to see that there is no more. What is given is never made
 * larger, and nothing is written past it. @returns false when the data are damaged, or of another length
 */
function inflate(data: Uint8Array, output: Uint8Array): boolean {
  try {
    return unzlibSync(data, { out: output }).length === output.length - 1;
  } catch {
    return false;
  }
}

/** Undoes the filter of one row in place (PNG specification, 9.2); the row above it is done. False: there is no such filter. */
function unfilter(bytes: Uint8Array, start: number, length: number, pixel: number): boolean {
  const end = start + length;
  const above = length + 1;
  switch (bytes[start - 1] ?? 0) {
    case 0:
      return true;
    case 1:
      for (let at = start + pixel; at < end; at++) bytes[at] = (bytes[at] ?? 0) + (bytes[at - pixel] ?? 0);
      return true;
    case 2:
      for (let at = start; at < end; at++) bytes[at] = (bytes[at] ?? 0) + (bytes[at - above] ?? 0);
      return true;
    case 3:
      for (let at = start; at < end; at++) {
        const left = at < start + pixel ? 0 : (bytes[at - pixel] ?? 0);
        bytes[at] = (bytes[at] ?? 0) + ((left + (bytes[at - above] ?? 0)) >> 1);
      }
      return true;
    case 4:
      undoPaeth(bytes, start, end, above, pixel);
      return true;
    default:
      return false;
  }
}

function undoPaeth(bytes: Uint8Array, start: number, end: number, above: number, pixel: number): void {
  for (let at = start; at < start + pixel && at < end; at++)
    bytes[at] = (bytes[at] ?? 0) + (bytes[at - above] ?? 0);
  for (let at = start + pixel; at < end; at++) {
    const left = bytes[at - pixel] ?? 0;
    const up = bytes[at - above] ?? 0;
    const upLeft = bytes[at - above - pixel] ?? 0;
    // The distances of left, up and upLeft from left + up - upLeft.
    const toLeft = Math.abs(up - upLeft);
    const toUp = Math.abs(left - upLeft);
    const toUpLeft = Math.abs(left + up - upLeft - upLeft);
    const nearest = toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    bytes[at] = (bytes[at] ?? 0) + nearest;
  }
}

function copyColours(bytes: Uint8Array, start: number, pixels: Uint32Array, to: number, width: number): void {
  for (let x = 0, at = start; x < width; x++, at += 3) {
    pixels[to + x] = OPAQUE | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at] ?? 0);
  }
}

function lookUp(
  bytes: Uint8Array,
  start: number,
  bits: number,
  palette: Uint32Array,
  row: Uint32Array,
): void {
  if (bits === 8) {
    for (let x = 0; x < row.length; x++) row[x] = palette[bytes[start + x] ?? 0] ?? 0;
    return;
  }
  const mask = (1 << bits) - 1;
  for (let x = 0; x < row.length; x++) {
    const bit = x * bits;
    row[x] = palette[((bytes[start + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & mask] ?? 0;
  }
}
