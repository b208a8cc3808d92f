import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../paths.mjs';

/** Licences of code that may be part of an Apache-2.0 package: notices have to be shipped, nothing else. */
const bundledLicences = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);

/** Licences of tools besides: they are used here and not given to anybody. */
const toolLicences = new Set([
  ...bundledLicences,
  'BlueOak-1.0.0',
  'MPL-2.0',
  'Python-2.0',
  'CC-BY-4.0',
  'WTFPL',
  'CC0-1.0',
]);

/** Some packages write it in words. */
const inWords = new Map([['Apache 2.0', 'Apache-2.0']]);

/**
 * @typedef {{ license?: string, dependencies?: Readonly<Record<string, string>> }} LockedPackage
 * @typedef {{ packages: Readonly<Record<string, LockedPackage>> }} Lock
 */

/**
 * Whether an SPDX expression lets us choose one of the licences. One with AND has to be looked at by a person.
 * @param {string} expression
 * @param {ReadonlySet<string>} allowed
 */
export function isLicenceAllowed(expression, allowed) {
  const choices = expression.replaceAll(/[()]/g, '').split(' OR ');
  return choices.some((choice) => allowed.has(inWords.get(choice) ?? choice));
}

/**
 * Packages whose licence does not allow what we do with them.
 * @param {Lock} lock
 * @param {readonly string[]} imported Names of the packages that the app's own code imports.
 * @returns {string[]}
 */
export function licenceProblems(lock, imported) {
  const bundled = closureOf(lock, imported);
  return Object.entries(lock.packages).flatMap(([path, { license = 'none' }]) => {
    if (path === '') return [];
    const isBundled = bundled.has(path);
    if (isLicenceAllowed(license, isBundled ? bundledLicences : toolLicences)) return [];
    return [
      `${path} has the licence ${license}, which is not allowed for ${isBundled ? 'the app' : 'a tool'}`,
    ];
  });
}

/**
 * The paths in the lock file of packages and of all that they depend on, found as Node finds them.
 * @param {Lock} lock
 * @param {readonly string[]} names
 * @returns {ReadonlySet<string>}
 * @throws {Error} when one is not in the lock file.
 */
function closureOf(lock, names) {
  const found = new Set(names.map((name) => resolve(lock, '', name)));
  // The set grows while it is walked.
  for (const path of found) {
    for (const name of Object.keys(lock.packages[path]?.dependencies ?? {}))
      found.add(resolve(lock, path, name));
  }
  return found;
}

/** @param {Lock} lock @param {string} from @param {string} name @returns {string} */
function resolve(lock, from, name) {
  const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (lock.packages[path] !== undefined) return path;
  if (from === '') throw new Error(`${name} is not in package-lock.json`);
  return resolve(lock, from.slice(0, Math.max(from.lastIndexOf('/node_modules/'), 0)), name);
}

/** Names of the packages that the sources of the app import, apart from Electron, which is not bundled. @returns {string[]} */
export function importedPackages() {
  const folder = inRepository('src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const names = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return [...text.matchAll(/(?<![.\w])(?:from|import)\s*\(?\s*'([^'.][^']*)'/g)].map(([, target = '']) =>
      packageOf(target),
    );
  });
  return [...new Set(names)].filter((name) => !name.startsWith('node:') && name !== 'electron').sort();
}

/** @param {string} target */
const packageOf = (target) => target.split('/', target.startsWith('@') ? 2 : 1).join('/');
