/** More combinations than an app has; beyond them tables are made anew. */
const MAX_TABLES = 64;

const tables = new Map<string, Uint8Array>();
const nothing = new Uint8Array(16 * 32);
const everything = new Uint8Array(16 * 32).fill(1);

/** Where a table tells about opcodes of that length (low 4 bits) and first letter (low 5 bits). */
export function watchKey(length: number, firstByte: number): number {
  return ((length & 15) << 5) | (firstByte & 31);
}

/**
 * A table by `watchKey`: non-zero where one of the opcodes may be. Scanners with the same opcodes share it, since
 * there is one for each session. Not to be changed.
 */
export function watchTable(opcodes: readonly string[]): Uint8Array {
  if (opcodes.length === 0) return nothing;
  const name = opcodes.join();
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = new Uint8Array(16 * 32);
  for (const opcode of opcodes) table[watchKey(opcode.length, opcode.charCodeAt(0))] = 1;
  if (tables.size >= MAX_TABLES) tables.clear();
  tables.set(name, table);
  return table;
}

/** The table of a scanner that shows each instruction. */
export function watchEverything(): Uint8Array {
  return everything;
}
