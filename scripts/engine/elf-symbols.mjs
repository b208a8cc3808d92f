/**
 * What a library offers to others and asks of them, by name, without versions.
 * @typedef {object} ElfSymbols
 * @property {ReadonlySet<string>} defined
 * @property {ReadonlySet<string>} undefined Those that the loader has to find, or does not load the library.
 */

const [tableOffset, entrySizeOffset, entryCountOffset] = [40, 58, 60];
const dynamicSymbols = 11;
const symbolSize = 24;
const [global, weak] = [1, 2];

/** Section headers as numbers that JavaScript holds exactly. @param {Buffer} file */
function sectionsOf(file) {
  const start = Number(file.readBigUInt64LE(tableOffset));
  const [size, count] = [file.readUInt16LE(entrySizeOffset), file.readUInt16LE(entryCountOffset)];
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    const field = (/** @type {number} */ offset) => Number(file.readBigUInt64LE(at + offset));
    return {
      type: file.readUInt32LE(at + 4),
      offset: field(24),
      size: field(32),
      link: file.readUInt32LE(at + 40),
    };
  });
}

/**
 * @param {Buffer} file A library for 64-bit processors with the lowest byte first (elf(5)), with its section headers.
 * @returns {ElfSymbols}
 */
export function readSymbols(file) {
  const sections = sectionsOf(file);
  const table = sections.find(({ type }) => type === dynamicSymbols);
  const strings = sections[table?.link ?? -1];
  const defined = /** @type {Set<string>} */ (new Set());
  const wanted = /** @type {Set<string>} */ (new Set());
  if (table === undefined || strings === undefined) return { defined, undefined: wanted };
  for (let at = table.offset; at + symbolSize <= table.offset + table.size; at += symbolSize) {
    const start = strings.offset + file.readUInt32LE(at);
    const name = file.toString('utf8', start, file.indexOf(0, start));
    const binding = file.readUInt8(at + 4) >> 4;
    const isDefined = file.readUInt16LE(at + 6) !== 0;
    if (isDefined && (binding === global || binding === weak)) defined.add(name);
    if (!isDefined && binding === global) wanted.add(name);
  }
  return { defined, undefined: wanted };
}
