import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { knownWords } from '../known-words.mjs';
import { cachePath } from '../paths.mjs';
import { isMain, runMain, say, seconds, SetupError, Unavailable } from '../terminal.mjs';
import { closureOf } from './closure.mjs';
import { filesOf, findPackage, unpackPackage } from './debian-package.mjs';
import { readElf } from './elf.mjs';
import { EngineTree } from './engine-tree.mjs';
import { fontsConf } from './fonts-conf.mjs';
import { buildNatives, usableStandIns } from './natives.mjs';
import { PrivateApt } from './private-apt.mjs';
import {
  enginePackages,
  flavours,
  fontFiles,
  fontPackage,
  licencePackage,
  localSocket,
  orphanedLibraries,
  recipeVersion,
  systemLibraries,
  triplets,
} from './recipe.mjs';
import { writeManifest } from './write-manifest.mjs';

/** @typedef {import('./recipe.mjs').Flavour} Flavour */
/** @typedef {import('./debian-package.mjs').DebianPackage} DebianPackage */
/** @typedef {import('./natives.mjs').Library} Library */

/** Where in an engine the library is that gives guacd a local socket. */
const localSocketPath = `lib/${localSocket.soname}`;

/** Where the engines are kept. @param {Flavour} flavour */
export const engineFolder = (flavour) => join(cachePath, 'engine', flavour);

/**
 * Whether an engine of today's recipe is there, complete: the manifest is written last, into a folder that gets its
 * name after that.
 * @param {Flavour} flavour
 */
export function hasEngine(flavour) {
  const path = join(engineFolder(flavour), 'manifest.json');
  if (!existsSync(path)) return false;
  /** @type {{ recipe?: number }} */
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  return manifest.recipe === recipeVersion;
}

/**
 * Puts an engine together from the packages of Debian's archive, without any right and without touching what is
 * installed: `sbin/guacd`, `lib` (all libraries and guacd's plug-ins), `freerdp2` (FreeRDP's channel plug-ins of
 * guacd), `modules` (those of OpenSSL), `share` (fonts and licences) and `manifest.json`, which says what is in it.
 * The same packages make the same bytes.
 * @param {Flavour} flavour
 * @returns {Promise<string>} Its folder.
 * @throws {Unavailable} where Debian's archive cannot be had.
 */
export async function assembleEngine(flavour) {
  if (process.platform !== 'linux') throw new Unavailable('An engine of our own is made on Linux only.');
  const started = performance.now();
  const work = join(cachePath, 'engine', `.${flavour}-${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  const apt = new PrivateApt(join(work, 'apt'));
  try {
    await apt.open();
    const architecture = await apt.architecture();
    const files = await fetchPackages(apt, flavour, join(work, 'debs'));
    /** @type {DebianPackage[]} */
    const packages = [];
    for (const file of files) packages.push(await unpackPackage(file, join(work, 'packages')));
    const tree = join(work, 'tree');
    const triplet = triplets[architecture] ?? '';
    const natives = await buildNatives(apt, { flavour, triplet, folder: join(work, 'native') });
    fillTree({ flavour, architecture, packages, natives, folder: tree });
    rmSync(engineFolder(flavour), { recursive: true, force: true });
    renameSync(tree, engineFolder(flavour));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  say(`put the ${flavour} engine together in ${seconds(performance.now() - started)}`);
  return engineFolder(flavour);
}

/**
 * @param {PrivateApt} apt
 * @param {Flavour} flavour
 * @param {string} folder
 */
async function fetchPackages(apt, flavour, folder) {
  const plan = await apt.plan([...enginePackages, fontPackage, licencePackage]);
  const named = [...enginePackages, ...orphanedLibraries, licencePackage];
  const isWanted = (/** @type {string} */ name) =>
    named.includes(name) ||
    (flavour === 'full' && (name === fontPackage || /^(lib|zlib|ocl-icd|gcc-\d+-base)/.test(name)));
  const chosen = plan.filter(({ name }) => isWanted(name));
  const absent = named.filter((name) => !chosen.some((one) => one.name === name));
  if (absent.length > 0) throw new SetupError(`Debian's archive does not offer: ${absent.join(' ')}`);
  say(`fetching ${chosen.length} packages for the ${flavour} engine`);
  return apt.fetch(chosen, folder);
}

/**
 * @param {object} options
 * @param {Flavour} options.flavour
 * @param {string} options.architecture
 * @param {readonly DebianPackage[]} options.packages
 * @param {import('./natives.mjs').Natives} options.natives
 * @param {string} options.folder
 */
function fillTree({ flavour, architecture, packages, natives, folder }) {
  mkdirSync(folder, { recursive: true });
  const tree = new EngineTree(folder);
  const triplet = triplets[architecture] ?? '';
  const guacd = findPackage(packages, 'guacd');
  const used = /** @type {Set<DebianPackage>} */ (new Set());
  const take = (
    /** @type {DebianPackage} */ debian,
    /** @type {string} */ from,
    /** @type {string} */ to,
  ) => {
    used.add(debian);
    tree.copy(join(debian.folder, from), to, { executable: to.startsWith('sbin/') });
  };
  take(guacd, 'usr/sbin/guacd', 'sbin/guacd');
  const program = readElf(readFileSync(join(guacd.folder, 'usr/sbin/guacd')));
  const libraries = librariesOf(packages);
  const plugins = libraries.filter(({ path }) => /\/libguac-client-[a-z]+\.so\.0\.0\.0$/.test(path));
  const channels = libraries.filter(({ path }) => path.includes('/freerdp2/'));
  // FreeRDP and SSH still meet MD4 and RC4, which OpenSSL 3 keeps in a module of its own.
  const modules = flavour === 'full' ? libraries.filter(({ path }) => path.includes('/ossl-modules/')) : [];
  // guacd asks for its plug-ins by the name without a version (libguac/client.c: GUAC_PROTOCOL_LIBRARY_LENGTH).
  for (const { debian, path } of plugins) take(debian, path, `lib/${basename(path).replace(/(\.0)+$/, '')}`);
  for (const { debian, path } of channels) take(debian, path, `freerdp2/${basename(path)}`);
  for (const { debian, path } of modules) take(debian, path, `modules/${basename(path)}`);
  if (plugins.length !== 4 || channels.length !== 2)
    throw new SetupError('guacd has other plug-ins than before.');

  const roots = [...plugins, ...channels, ...modules].map(({ facts }) => facts);
  const byName = new Map(libraries.map((library) => [library.facts.soname ?? '', library]));
  const closureWith = (/** @type {import('./natives.mjs').Natives['standIns']} */ standIns) => {
    const facts = [...byName].map(([name, library]) => /** @type {const} */ ([name, library.facts]));
    const known = new Map(
      facts.map(([name, own]) => [name, standIns.has(name) ? { ...own, needed: [] } : own]),
    );
    return closureOf(program === undefined ? roots : [program, ...roots], known, systemLibraries);
  };
  const standIns = usableStandIns(natives.standIns, byName, (some) => [
    ...plugins,
    ...channels,
    ...closureWith(some).names.flatMap((name) => (some.has(name) ? [] : (byName.get(name) ?? []))),
  ]);
  const closure = closureWith(standIns);
  if (flavour === 'full' && closure.missing.length > 0) {
    throw new SetupError(`No package has these libraries: ${closure.missing.join(' ')}`);
  }
  for (const name of closure.names) {
    const [library, standIn] = [byName.get(name), standIns.get(name)];
    if (standIn !== undefined) tree.write(`lib/${name}`, standIn);
    else if (library !== undefined) take(library.debian, library.path, `lib/${name}`);
  }
  if (flavour === 'full') {
    const fonts = findPackage(packages, fontPackage);
    for (const name of fontFiles)
      take(fonts, `usr/share/fonts/truetype/dejavu/${name}`, `share/fonts/${name}`);
    tree.write('share/fonts.conf', fontsConf);
  }
  if (natives.localSocket !== undefined) tree.write(localSocketPath, natives.localSocket);
  writeManifest({
    ...{ tree, flavour, architecture, triplet, guacd, packages, used: [...used] },
    localSocket: natives.localSocket === undefined ? undefined : localSocketPath,
    standIns: closure.names.filter((name) => standIns.has(name)),
    tools: natives.tools,
  });
  tree.seal();
}

/** All shared libraries of the packages. @param {readonly DebianPackage[]} packages @returns {Library[]} */
function librariesOf(packages) {
  return packages.flatMap((debian) =>
    filesOf(debian)
      .filter((path) => /^(usr\/)?lib\/.*\.so(\.|$)/.test(path))
      .flatMap((path) => {
        const facts = readElf(readFileSync(join(debian.folder, path)));
        return facts === undefined ? [] : [{ debian, path, facts }];
      }),
  );
}

/**
 * `node scripts/engine/assemble.mjs [lean|full] [--fresh]`: makes what is not there yet, or with --fresh makes it
 * again of the packages of today. Prints the folders.
 */
async function main() {
  const words = knownWords(process.argv.slice(2), [...flavours, '--fresh']);
  const chosen = flavours.filter((flavour) => words.includes(flavour));
  for (const flavour of chosen.length === 0 ? flavours : chosen) {
    if (words.includes('--fresh') || !hasEngine(flavour)) await assembleEngine(flavour);
    console.log(engineFolder(flavour));
  }
}

if (isMain(import.meta)) await runMain(main);
