import { existsSync, readFileSync } from 'node:fs';

/**
 * The part of an engine's manifest.json that matters to packaging.
 * @typedef {object} EngineManifest
 * @property {string} [guacd] Its version.
 * @property {string} [localSocket] Below its folder: what makes it listen where only its user can reach it.
 * @property {readonly EnginePart[]} packages
 * @property {readonly string[]} debDepends What the engine needs of the system, as Debian's `Depends` has it.
 * @property {readonly string[]} [debRecommends]
 *
 * @typedef {object} EnginePart A Debian package of which files are in the engine.
 * @property {string} package
 * @property {string} version
 * @property {string} sha256 Of the .deb.
 * @property {string} source Its source package.
 * @property {readonly string[]} [licences] By the names that Debian has for them.
 * @property {string} [licenceFile] Below the engine's folder.
 */

/** `lean` leaves to the system what Debian 12 has; `full` carries everything. @typedef {'lean' | 'full'} EngineFlavour */

/**
 * @param {string} folder Of an engine.
 * @returns {EngineManifest | undefined} Undefined when there is none.
 */
export function readEngineManifest(folder) {
  const path = `${folder}/manifest.json`;
  if (!existsSync(path)) return undefined;
  /** @type {Partial<EngineManifest>} */
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  return { ...manifest, packages: manifest.packages ?? [], debDepends: manifest.debDepends ?? [] };
}
