import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyrightFile, findPackage, licenceNames, remainingDepends } from './debian-package.mjs';
import { fontPackage, licencePackage, recipeVersion, recommended } from './recipe.mjs';

/** @typedef {import('./debian-package.mjs').DebianPackage} DebianPackage */
/** @typedef {import('./engine-tree.mjs').EngineTree} EngineTree */
/** @typedef {import('./recipe.mjs').Flavour} Flavour */

/**
 * Writes `manifest.json`, last of all, and beside it the licences of the packages.
 * @param {object} options
 * @param {EngineTree} options.tree
 * @param {Flavour} options.flavour
 * @param {string} options.architecture
 * @param {string} options.triplet
 * @param {DebianPackage} options.guacd
 * @param {readonly DebianPackage[]} options.packages
 * @param {readonly DebianPackage[]} options.used
 * @param {string | undefined} options.localSocket Path in the engine of the library for it.
 * @param {readonly string[]} options.standIns Names of libraries of ours in the place of others.
 * @param {readonly import('./native-compiler.mjs').Tool[]} options.tools
 */
export function writeManifest(options) {
  const { tree, flavour, architecture, triplet, guacd, packages, used, localSocket, standIns, tools } =
    options;
  const parts = used
    .map((debian) => {
      const text = readFileSync(copyrightFile(debian, packages), 'utf8');
      const licenceFile = `share/licences/${debian.name}.txt`;
      tree.copy(copyrightFile(debian, packages), licenceFile);
      for (const name of commonLicences(text)) {
        const common = join(findPackage(packages, licencePackage).folder, 'usr/share/common-licenses', name);
        if (existsSync(common)) tree.copy(common, `share/licences/common/${name}.txt`);
      }
      const { name, version, sha256, source, sourceVersion } = debian;
      return {
        package: name,
        version,
        sha256,
        source,
        sourceVersion,
        licences: licenceNames(text),
        licenceFile,
      };
    })
    .sort((a, b) => (a.package < b.package ? -1 : 1));
  const manifest = {
    recipe: recipeVersion,
    flavour,
    architecture,
    triplet,
    guacd: /^[\d.]+/.exec(guacd.version)?.[0] ?? guacd.version,
    date: new Date(tree.newest).toISOString(),
    // To be loaded by guacd before its own libraries.
    ...(localSocket === undefined ? {} : { localSocket }),
    // Of the same names as what they take the place of.
    standIns: standIns.map((name) => `lib/${name}`).sort(),
    compiledWith: tools,
    packages: parts,
    debDepends: flavour === 'lean' ? [...remainingDepends(used), fontPackage].sort() : [],
    debRecommends: flavour === 'lean' ? recommended : [],
    files: tree.list(),
  };
  tree.write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The licences a copyright file refers to, by the file they are in. @param {string} text */
const commonLicences = (text) => [
  ...new Set(
    [...text.matchAll(/\/usr\/share\/common-licenses\/([\w.+-]*[\w+])/g)].map(([, name = '']) => name),
  ),
];
