/** @typedef {import('./elf.mjs').ElfFacts} ElfFacts */

/**
 * Which libraries programs and plug-ins need, those that other libraries need included.
 * @param {readonly ElfFacts[]} roots
 * @param {ReadonlyMap<string, ElfFacts>} libraries What there is, by the name it is needed by.
 * @param {readonly string[]} system Names that the system brings.
 * @returns {{ names: string[], missing: string[] }} In order of the alphabet.
 */
export function closureOf(roots, libraries, system) {
  const names = /** @type {Set<string>} */ (new Set());
  const missing = /** @type {Set<string>} */ (new Set());
  const waiting = roots.flatMap(({ needed }) => needed);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (system.includes(name) || names.has(name)) continue;
    const library = libraries.get(name);
    if (library === undefined) missing.add(name);
    else {
      names.add(name);
      waiting.push(...library.needed);
    }
  }
  return { names: [...names].sort(), missing: [...missing].sort() };
}
