import { readFileSync } from 'node:fs';

/**
 * Which kind of system this is, as far as installing goes.
 * @typedef {'debian' | 'fedora' | 'alpine' | 'linux' | 'macos' | 'windows'} SystemFamily
 */

/**
 * Reads os-release(5): `ID` first, then the systems it says it is like.
 * @param {string} text
 * @returns {SystemFamily}
 */
export function familyOf(text) {
  const field = (/** @type {string} */ name) =>
    new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const names = `${field('ID')} ${field('ID_LIKE')}`.split(/\s+/);
  if (names.includes('debian') || names.includes('ubuntu')) return 'debian';
  if (names.includes('fedora') || names.includes('rhel')) return 'fedora';
  if (names.includes('alpine')) return 'alpine';
  return 'linux';
}

/** @returns {SystemFamily} */
export function systemFamily() {
  if (process.platform === 'darwin') return 'macos';
  if (process.platform === 'win32') return 'windows';
  try {
    return familyOf(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return 'linux';
  }
}
