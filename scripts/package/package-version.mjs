import { resolve } from 'node:path';

/** What tells a package that is built on the test runtime from a release: it sorts before it, for npm and dpkg alike. */
const testMark = '-test.electron';

/**
 * The version of a package.
 * @param {string} version Of package.json.
 * @param {{ isTestRuntime: boolean, electron: string }} runtime `electron` is its version.
 */
export const packageVersion = (version, { isTestRuntime, electron }) =>
  isTestRuntime ? `${version}${testMark}${electron.split('.', 1)[0]}` : version;

/** @param {string} version Of a package. */
export const isTestVersion = (version) => version.includes(testMark);

/**
 * Why an Electron may not be packed under this version. The official one is that of package.json, which npm and the
 * lock file bring with the checksums of its downloads; every other folder gives a package that says what it is.
 * @param {object} packing
 * @param {string} packing.version Of the package.
 * @param {string} packing.packed Version of the Electron in it.
 * @param {string} packing.pinned That of package.json.
 * @param {unknown} packing.dist The folder it comes from; null when electron-builder fetches it.
 * @param {string} packing.officialDist
 * @returns {string | undefined} Undefined when it may.
 */
export function electronProblem({ version, packed, pinned, dist, officialDist }) {
  const isOfficial =
    packed === pinned && (dist === null || (typeof dist === 'string' && resolve(dist) === officialDist));
  if (isOfficial === !isTestVersion(version)) return undefined;
  return isOfficial
    ? `Version ${version} is for test packages, but this is the official Electron ${packed}.`
    : `Only the official Electron ${pinned} may be released. A package with another one (${packed}) has to have "${testMark}" in its version, not ${version}.`;
}
