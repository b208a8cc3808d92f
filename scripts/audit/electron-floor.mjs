/**
 * The oldest Electron without published holes that concern this app: contextBridge (CVE-2026-70601), own schemes
 * (CVE-2026-70604, -102675), windows and frames (CVE-2026-102673, -102674), preload cache (CVE-2026-102677).
 */
const electronFloor = '43.5.0';

/** Versions at or above the floor of their time that must not be used all the same, and why. */
const knownBad = new Map([
  ['42.3.1', 'wrong lengths of buffers (CVE-2026-54257)'],
  ['42.3.2', 'wrong lengths of buffers (CVE-2026-54257)'],
]);

/**
 * What speaks against releasing with an Electron.
 * @param {string} version
 * @returns {string | undefined} Undefined when nothing does.
 */
export function electronVersionProblem(version) {
  const parts = readVersion(version);
  const floor = readVersion(electronFloor);
  if (parts === undefined || floor === undefined) return `electron ${version} is not one exact release`;
  const bad = knownBad.get(version);
  if (bad !== undefined) return `electron ${version} has ${bad}`;
  const difference = parts.map((part, index) => part - (floor[index] ?? 0)).find((each) => each !== 0) ?? 0;
  return difference < 0
    ? `electron ${version} is below ${electronFloor} and has holes that concern this app`
    : undefined;
}

/** @param {string} version @returns {number[] | undefined} */
function readVersion(version) {
  return /^\d+\.\d+\.\d+$/.test(version) ? version.split('.').map(Number) : undefined;
}

/**
 * What is wrong with the Electron of the next release.
 * @param {object} sources
 * @param {{ devDependencies?: Readonly<Record<string, string>> }} sources.manifest package.json
 * @param {{ packages: Readonly<Record<string, { version?: string }>> }} sources.lock package-lock.json
 * @param {string} sources.builder electron-builder.yml
 * @returns {string[]}
 */
export function electronProblems({ manifest, lock, builder }) {
  const version = manifest.devDependencies?.electron ?? 'none';
  const locked = lock.packages['node_modules/electron']?.version;
  const problems = [electronVersionProblem(version)];
  if (locked !== version) problems.push(`package-lock.json has electron ${locked}, package.json ${version}`);
  if (/electron(?:Dist|Version|Download)/.test(builder))
    problems.push('electron-builder.yml names another Electron than package.json');
  return problems.filter((problem) => problem !== undefined);
}
