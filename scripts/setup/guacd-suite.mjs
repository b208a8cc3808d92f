import { existsSync, writeFileSync } from 'node:fs';
import { say, SetupError } from '../terminal.mjs';
import { archiveAddresses } from './apt.mjs';

/** The last Debian release that carries guacd. */
const suite = 'bullseye';
const keyringPath = '/usr/share/keyrings/debian-archive-keyring.gpg';
const sourcesPath = '/etc/apt/sources.list.d/pestle-guacd.sources';
const preferencesPath = '/etc/apt/preferences.d/pestle-guacd';

/**
 * One entry of a sources file (sources.list(5), deb822 style).
 * @param {string} address
 * @param {string} suiteName
 */
const stanza = (address, suiteName) =>
  `Types: deb\nURIs: ${address}\nSuites: ${suiteName}\nComponents: main\nSigned-By: ${keyringPath}\n`;

/**
 * The text of the sources file.
 * @param {string} main Address of the Debian archive.
 * @param {string | undefined} security Address of its security archive.
 */
export const suiteSources = (main, security) =>
  [stanza(main, suite), ...(security === undefined ? [] : [stanza(security, `${suite}-security`)])].join(
    '\n',
  );

/**
 * Priority 1 offers a package only where no other suite has it: nothing this release carries is ever replaced or
 * held back by the older one (apt_preferences(5)).
 */
export const suitePreferences = `Package: *\nPin: release n=${suite}*\nPin-Priority: 1\n`;

/**
 * Makes the older suite known to apt. Needs root; the lists have to be read again afterwards.
 * @throws {SetupError} when this is no Debian with its usual archives.
 */
export async function addGuacdSuite() {
  if (!existsSync(keyringPath))
    throw new SetupError(`There is no ${keyringPath}. Install debian-archive-keyring.`);
  const [main] = await archiveAddresses('Debian');
  const [security] = await archiveAddresses('Debian-Security');
  if (main === undefined) throw new SetupError('apt knows no Debian archive to take guacd from.');
  writeFileSync(preferencesPath, suitePreferences);
  writeFileSync(sourcesPath, suiteSources(main, security));
  say(`guacd is not in this release: added Debian ${suite} to apt at priority 1 (${sourcesPath})`);
}
