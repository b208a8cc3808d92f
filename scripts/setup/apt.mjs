import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run, runOrFail } from '../process/run.mjs';

/** @typedef {import('./package-groups.mjs').Requirement} Requirement */

const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
const aptOptions = ['-qq', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0'];

/** @param {Requirement} requirement @returns {readonly string[]} */
const namesOf = (requirement) => (typeof requirement === 'string' ? [requirement] : requirement);

/**
 * Of the given packages, those that are not completely installed.
 * @param {readonly Requirement[]} requirements
 * @returns {Promise<Requirement[]>}
 */
export async function missingPackages(requirements) {
  const names = requirements.flatMap(namesOf);
  const format = '${db:Status-Abbrev}|${Package}\\n';
  const { stdout } = await run('dpkg-query', ['-W', '-f', format, ...names], { deadlineMs: 30_000 });
  return requirements.filter(
    (requirement) => !namesOf(requirement).some((name) => isInstalled(stdout, name)),
  );
}

/**
 * @param {string} listing Lines of `<status>|<package>` from dpkg-query.
 * @param {string} name
 */
export const isInstalled = (listing, name) =>
  listing.split('\n').some((line) => /^[ih]i /.test(line) && line.slice(line.indexOf('|') + 1) === name);

/**
 * Of the names a package goes by, the one that this system's archives offer.
 * @param {Requirement} requirement
 * @returns {Promise<string | undefined>} Undefined when they offer none.
 */
export async function candidateOf(requirement) {
  for (const name of namesOf(requirement)) {
    const { stdout } = await run('apt-cache', ['policy', name], { deadlineMs: 30_000, env: aptEnvironment });
    const version = /^ {2}Candidate: (.*)$/m.exec(stdout)?.[1];
    if (version !== undefined && version !== '(none)') return name;
  }
  return undefined;
}

/**
 * The archives this system already takes packages of one origin from, so that a mirror set up here is the one
 * that is asked for other suites as well.
 * @param {'Debian' | 'Debian-Security'} label As the archive's Release file says.
 * @returns {Promise<string[]>}
 */
export async function archiveAddresses(label) {
  const filters = ['Created-By: Packages', `Label: ${label}`];
  const args = ['indextargets', '--format', '$(REPO_URI)', ...filters];
  const stdout = await runOrFail('apt-get', args, { deadlineMs: 30_000, env: aptEnvironment });
  const addresses = stdout.split('\n').map((line) => line.trim().replace(/\/+$/, ''));
  return [...new Set(addresses.filter((address) => address !== ''))];
}

/** Reads the lists of the archives anew. */
export async function updateLists() {
  await runOrFail('apt-get', [...aptOptions, 'update'], { deadlineMs: 300_000, env: aptEnvironment });
}

/**
 * Installs packages and what they need. Changed configuration files stay as they are; should apt want to remove
 * anything for them, nothing is done at all.
 * @param {readonly string[]} names
 */
export async function installPackages(names) {
  const keepConfiguration = [
    '-o',
    'Dpkg::Options::=--force-confdef',
    '-o',
    'Dpkg::Options::=--force-confold',
  ];
  const args = [
    ...aptOptions,
    ...keepConfiguration,
    'install',
    '-y',
    '--no-install-recommends',
    '--no-remove',
    ...names,
  ];
  await runOrFail('apt-get', args, { deadlineMs: 1_200_000, env: aptEnvironment });
}

/** invoke-rc.d(8) asks this file before a package's own script starts a service. 101 forbids it. */
const policyPath = '/usr/sbin/policy-rc.d';
const policyText =
  '#!/bin/sh\n# Written by the set-up of Pestle for the time of an installation.\nexit 101\n';

/**
 * Keeps freshly installed services from starting on their usual ports while `work` runs. A system that has a
 * policy of its own keeps it.
 * @param {() => Promise<void>} work
 */
export async function withoutStartingServices(work) {
  if (existsSync(policyPath) && readFileSync(policyPath, 'utf8') !== policyText) return work();
  const remove = () => rmSync(policyPath, { force: true });
  writeFileSync(policyPath, policyText);
  chmodSync(policyPath, 0o755);
  // A signal would end the program without coming past `finally`; this way it ends by way of `exit`.
  const leave = () => process.exit(130);
  process.once('exit', remove).once('SIGINT', leave).once('SIGTERM', leave);
  try {
    await work();
  } finally {
    remove();
    process.off('exit', remove).off('SIGINT', leave).off('SIGTERM', leave);
  }
}
