import { crc32, deflateSync, type ZlibOptions } from 'node:zlib';

export type PngSpec = {
  width: number;
  height: number;
  /** Bits of one sample. */
  depth: 1 | 2 | 4 | 8 | 16;
  /** Colour type of the PNG specification: 2 RGB, 3 palette, 6 RGB with alpha. */
  colour: 0 | 2 | 3 | 4 | 6;
  isInterlaced?: boolean;
  /** Filter of each row, from 0 to 4; the next row takes the next one. */
  filters?: readonly number[];
  /** Any bytes: the rows are filled with them, over and over. */
  noise: Uint8Array;
  /** Red, green and blue of each colour. */
  palette?: Uint8Array;
  /** Further chunks, between the header and the palette. */
  chunks?: readonly [name: string, body: Uint8Array][];
  /** In how many chunks the pixels come. */
  parts?: number;
  zlib?: ZlibOptions;
};

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/** A PNG of any kind, with every filter: encoders at hand write few kinds. Filtered bytes are noise, which is allowed. */
export function makePng(spec: PngSpec): Buffer {
  const { width, height, depth, colour, filters = [0], noise, palette, chunks = [], parts = 1 } = spec;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, spec.isInterlaced === true ? 1 : 0], 8);
  const rowLength = Math.ceil((width * depth * CHANNELS[colour]) / 8);
  const rows = Buffer.alloc((rowLength + 1) * height);
  for (let at = 0; at < rows.length; at++) {
    const column = at % (rowLength + 1);
    const row = (at - column) / (rowLength + 1);
    rows[at] = column === 0 ? (filters[row % filters.length] ?? 0) : (noise[at % noise.length] ?? 0);
  }
  const data = deflateSync(rows, spec.zlib);
  const step = Math.ceil(data.length / parts);
  const pieces = Array.from({ length: parts }, (_, index) => data.subarray(index * step, (index + 1) * step));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...chunks.map(([name, body]) => chunk(name, body)),
    ...(palette === undefined ? [] : [chunk('PLTE', palette)]),
    ...pieces.map((piece) => chunk('IDAT', piece)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
