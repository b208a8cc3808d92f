/**
 * What the loader reads of a shared library or a program (elf(5)).
 * @typedef {object} ElfFacts
 * @property {string | null} soname The name others need it by.
 * @property {readonly string[]} needed Names of the libraries that it needs.
 */

const magic = '\u007fELF';
const [classOffset, class64, dataOffset, littleEndian] = [4, 2, 5, 1];
const [tableOffset, entrySizeOffset, entryCountOffset] = [32, 54, 56];
const [segmentLoad, segmentDynamic] = [1, 2];
const [tagNeeded, tagStringTable, tagSoname] = [1, 5, 14];

/**
 * Program headers as numbers that JavaScript holds exactly; files are far below 2^53.
 * @param {Buffer} file
 */
function segmentsOf(file) {
  const start = Number(file.readBigUInt64LE(tableOffset));
  const [size, count] = [file.readUInt16LE(entrySizeOffset), file.readUInt16LE(entryCountOffset)];
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    const field = (/** @type {number} */ offset) => Number(file.readBigUInt64LE(at + offset));
    return { type: file.readUInt32LE(at), offset: field(8), address: field(16), size: field(32) };
  });
}

/** @param {Buffer} file @param {number} start */
const textAt = (file, start) => file.toString('utf8', start, file.indexOf(0, start));

/**
 * Reads a 64-bit little-endian file. Undefined: it is none, or has nothing for the loader.
 * @param {Buffer} file
 * @returns {ElfFacts | undefined}
 */
export function readElf(file) {
  if (file.length < 64 || file.toString('latin1', 0, 4) !== magic) return undefined;
  if (file[classOffset] !== class64 || file[dataOffset] !== littleEndian) return undefined;
  const segments = segmentsOf(file);
  const dynamic = segments.find(({ type }) => type === segmentDynamic);
  if (dynamic === undefined) return undefined;
  /** @type {[tag: number, value: number][]} */
  const entries = [];
  for (let at = dynamic.offset; at + 16 <= dynamic.offset + dynamic.size; at += 16) {
    entries.push([Number(file.readBigInt64LE(at)), Number(file.readBigUInt64LE(at + 8))]);
  }
  const address = entries.find(([tag]) => tag === tagStringTable)?.[1] ?? 0;
  const holder = segments.find(
    (segment) =>
      segment.type === segmentLoad && address >= segment.address && address < segment.address + segment.size,
  );
  if (holder === undefined) return undefined;
  const strings = holder.offset + address - holder.address;
  const textsOf = (/** @type {number} */ wanted) =>
    entries.filter(([tag]) => tag === wanted).map(([, value]) => textAt(file, strings + value));
  return { soname: textsOf(tagSoname)[0] ?? null, needed: textsOf(tagNeeded) };
}
