import { existsSync } from 'node:fs';
import { findProgram } from '../process/find-program.mjs';
import { asRoot, isRoot } from '../process/privilege.mjs';
import { run, runOrFail } from '../process/run.mjs';
import { isMain, runMain, say, seconds, SetupError } from '../terminal.mjs';
import {
  candidateOf,
  installPackages,
  missingPackages,
  updateLists,
  withoutStartingServices,
} from './apt.mjs';
import { systemFamily } from './distribution.mjs';
import { addGuacdSuite } from './guacd-suite.mjs';
import { packageGroups, servicesOf } from './package-groups.mjs';

/** @typedef {import('./package-groups.mjs').GroupName} GroupName */
/** @typedef {import('./package-groups.mjs').Requirement} Requirement */

/**
 * What is left to do after a set-up of packages.
 * @typedef {object} PackagesOutcome
 * @property {boolean} complete Everything of the groups is installed.
 * @property {string} reason Why not, in words; empty when complete.
 */

/** @type {PackagesOutcome} */
const complete = { complete: true, reason: '' };

/** @param {Requirement} requirement */
const nameOf = (requirement) => (typeof requirement === 'string' ? requirement : requirement.join(' or '));

/**
 * Installs what is missing of the groups on Debian and Ubuntu, as root or through sudo, after saying what.
 * Elsewhere, and without the right to, nothing is done and the outcome says why. Never throws: the app starts
 * with what there is.
 * @param {readonly GroupName[]} groups
 * @returns {Promise<PackagesOutcome>}
 */
export async function ensureSystemPackages(groups) {
  if (systemFamily() !== 'debian' || findProgram('apt-get') === undefined) {
    return { complete: false, reason: 'packages are installed by themselves on Debian and Ubuntu only' };
  }
  const missing = await missingPackages(groups.flatMap((group) => packageGroups[group].requirements));
  if (missing.length === 0) return complete;
  const list = missing.map(nameOf).join(' ');
  if (process.env.PESTLE_NO_INSTALL !== undefined) {
    return { complete: false, reason: `PESTLE_NO_INSTALL is set; missing: ${list}` };
  }
  const prefix = asRoot();
  if (prefix === undefined) return { complete: false, reason: `root or sudo is needed to install: ${list}` };
  for (const group of groups) say(`needed: ${packageGroups[group].purpose}`);
  say(
    `installing ${prefix.length === 0 ? '' : 'through sudo '}what is missing of it and what that needs: ${list}`,
  );
  const [command = '', ...args] = [...prefix, process.execPath, import.meta.filename, ...groups];
  const result = await run(command, args, { deadlineMs: 1_800_000, show: true });
  return result.code === 0 ? complete : { complete: false, reason: `these could not be installed: ${list}` };
}

/**
 * The part that runs as root.
 * @param {readonly GroupName[]} groups
 */
async function installGroups(groups) {
  if (!isRoot()) throw new SetupError('Only root can install packages.');
  const started = performance.now();
  const requirements = groups.flatMap((group) => packageGroups[group].requirements);
  const missing = await missingPackages(requirements);
  if (missing.length === 0) return;
  await updateLists();
  if (missing.includes('guacd') && (await candidateOf('guacd')) === undefined) {
    await addGuacdSuite();
    await updateLists();
  }
  const names = await Promise.all(
    missing.map(async (requirement) => ({ requirement, name: await candidateOf(requirement) })),
  );
  const absent = names.filter(({ name }) => name === undefined).map(({ requirement }) => nameOf(requirement));
  if (absent.length > 0) throw new SetupError(`No archive of this system offers: ${absent.join(' ')}`);
  const offered = names.flatMap(({ name }) => name ?? []);
  await withoutStartingServices(() => installPackages(offered));
  await disableServices(offered);
  say(`installed ${offered.length} packages and what they need in ${seconds(performance.now() - started)}`);
}

/**
 * Keeps services that were just installed from starting with the system. Those that were there before stay as
 * they are.
 * @param {readonly string[]} installed
 */
async function disableServices(installed) {
  if (!existsSync('/run/systemd/system')) return;
  const units = Object.entries(servicesOf).flatMap(([name, services]) =>
    installed.includes(name) ? services : [],
  );
  for (const unit of units)
    await runOrFail('systemctl', ['disable', '--quiet', unit], { deadlineMs: 30_000 });
}

/** @param {string} name @returns {name is GroupName} */
const isGroup = (name) => Object.hasOwn(packageGroups, name);

if (isMain(import.meta)) await runMain(() => installGroups(process.argv.slice(2).filter(isGroup)));
