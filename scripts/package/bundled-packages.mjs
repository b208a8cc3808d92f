import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../paths.mjs';
import { SetupError } from '../terminal.mjs';
import { recordName } from './record-packages.mjs';

/**
 * An npm package whose code is in the app.
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence As the package says it; an SPDX expression mostly.
 * @property {string} text Its licence.
 * @property {string} integrity Of its tarball, from package-lock.json: `sha512-<base64>`.
 */

const parts = ['main', 'preload', 'renderer'];
const licenceFile = /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i;

/**
 * The packages in the app that is built, sorted by name. Needs a build.
 * @returns {BundledPackage[]}
 * @throws {SetupError} when one of them has no licence file: its notice has to be shipped.
 */
export function bundledPackages() {
  /** @type {{ packages: Record<string, { integrity?: string }> }} */
  const lock = JSON.parse(readFileSync(inRepository('package-lock.json'), 'utf8'));
  const folders = new Set(
    parts.flatMap((part) => {
      const record = inRepository('out', part, recordName);
      if (!existsSync(record)) throw new SetupError(`There is no ${record}. Run: npm run build`);
      return /** @type {string[]} */ (JSON.parse(readFileSync(record, 'utf8')));
    }),
  );
  return [...folders]
    .map((folder) => readPackage(folder, lock.packages[folder]?.integrity))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} folder
 * @param {string | undefined} integrity
 * @returns {BundledPackage}
 */
function readPackage(folder, integrity) {
  const path = inRepository(folder);
  /** @type {{ name: string, version: string, license?: string }} */
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find((entry) => licenceFile.test(entry));
  if (license === undefined || file === undefined || integrity === undefined)
    throw new SetupError(`${name} ${version} has no licence file, no licence name or no integrity.`);
  // Some write it in words.
  const licence = license === 'Apache 2.0' ? 'Apache-2.0' : license;
  return { name, version, licence, integrity, text: readFileSync(join(path, file), 'utf8').trim() };
}
