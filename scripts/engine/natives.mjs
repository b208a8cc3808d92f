import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, warn } from '../terminal.mjs';
import { readSymbols } from './elf-symbols.mjs';
import { NativeCompiler } from './native-compiler.mjs';
import { localSocket, standIns } from './recipe.mjs';

/** @typedef {{ debian: import('./debian-package.mjs').DebianPackage, path: string, facts: import('./elf.mjs').ElfFacts }} Library */

/**
 * What is compiled for an engine because Debian has no package of it.
 * @typedef {object} Natives
 * @property {Buffer | undefined} localSocket The library that gives guacd a local socket.
 * @property {ReadonlyMap<string, Buffer>} standIns Libraries that take the place of others, by the others' name.
 * @property {readonly import('./native-compiler.mjs').Tool[]} tools
 */

/** @type {Natives} */
const none = { localSocket: undefined, standIns: new Map(), tools: [] };

/**
 * Compiles it. Where that cannot be done, there is nothing: an engine serves without it, less well.
 * @param {import('./private-apt.mjs').PrivateApt} apt
 * @param {object} options
 * @param {import('./recipe.mjs').Flavour} options.flavour
 * @param {string} options.triplet
 * @param {string} options.folder Absolute.
 * @returns {Promise<Natives>}
 */
export async function buildNatives(apt, { flavour, triplet, folder }) {
  /** @type {NativeCompiler} */
  let compiler;
  try {
    compiler = await NativeCompiler.open(apt, triplet, folder);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    warn(`The engine is larger, and will listen on a port: nothing can be compiled for it. ${error.message}`);
    return none;
  }
  const built = /** @type {Map<string, Buffer>} */ (new Map());
  for (const library of flavour === 'full' ? standIns : []) {
    built.set(library.soname, await compiler.build(library));
  }
  return { localSocket: await compiler.build(localSocket), standIns: built, tools: compiler.tools };
}

/** @param {Library} library */
const symbolsOf = ({ debian, path }) => readSymbols(readFileSync(join(debian.folder, path)));

/**
 * What libraries ask of another one and the library that is to take its place does not have, in order.
 * @param {readonly import('./elf-symbols.mjs').ElfSymbols[]} users Of those that need it.
 * @param {ReadonlySet<string>} original What the other one defines.
 * @param {ReadonlySet<string>} substitute What is defined in its place.
 */
export function missingSymbols(users, original, substitute) {
  const asked = users.flatMap((user) => [...user.undefined]);
  return [...new Set(asked)].filter((name) => original.has(name) && !substitute.has(name)).sort();
}

/**
 * The stand-ins that have all that is asked of them. A newer package may ask one for more: then the library itself is
 * carried, with what it needs in turn, and a warning says so.
 * @param {Natives['standIns']} candidates
 * @param {ReadonlyMap<string, Library>} libraries What they take the place of, by the name it is needed by.
 * @param {(standIns: Natives['standIns']) => readonly Library[]} usersWith What else is in an engine with these.
 * @returns {Natives['standIns']}
 */
export function usableStandIns(candidates, libraries, usersWith) {
  const users = usersWith(candidates);
  const unusable = [...candidates].filter(([name, content]) => {
    const original = libraries.get(name);
    const own = users.filter(({ facts }) => facts.needed.includes(name));
    if (original === undefined || own.length === 0) return false;
    const { defined } = readSymbols(content);
    const missing = missingSymbols(own.map(symbolsOf), symbolsOf(original).defined, defined);
    if (missing.length > 0) warn(`${name} is carried, because its stand-in lacks ${missing.join(' ')}`);
    return missing.length > 0;
  });
  if (unusable.length === 0) return candidates;
  const names = unusable.map(([name]) => name);
  const rest = new Map([...candidates].filter(([name]) => !names.includes(name)));
  return usableStandIns(rest, libraries, usersWith);
}
