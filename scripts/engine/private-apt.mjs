import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../process/find-program.mjs';
import { run, runOrFail } from '../process/run.mjs';
import { archiveAddresses } from '../setup/apt.mjs';
import { Unavailable } from '../terminal.mjs';
import { releases, triplets } from './recipe.mjs';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** @param {string} address @param {string} suite */
const stanza = (address, suite) =>
  `Types: deb\nURIs: ${address}\nSuites: ${suite}\nComponents: main\nSigned-By: ${keyring}\n`;

/**
 * The sources of both releases and of their security fixes.
 * @param {{ main: string, security: string }} archives
 */
export const engineSources = ({ main, security }) =>
  Object.values(releases)
    .flatMap((release) => [stanza(main, release), stanza(security, `${release}-security`)])
    .join('\n');

/** The older release offers a package only where the newer one has none (apt_preferences(5)). */
const enginePreferences = `Package: *\nPin: release n=${releases.guacd}*\nPin-Priority: 1\n`;

/**
 * The text of an apt.conf that keeps apt to one folder: its lists, its cache, an empty list of installed packages.
 * Of the system's own settings only those about fetching stay, a proxy for instance; its hooks do not.
 * @param {string} folder Absolute.
 * @param {string} systemSettings What `apt-config dump` says.
 */
export function aptConfiguration(folder, systemSettings) {
  const fetching = systemSettings.split('\n').filter((line) => /^Acquire::.*";$/.test(line));
  return [
    ...fetching,
    `Dir::State "${folder}/state";`,
    `Dir::State::status "${folder}/status";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Log "${folder}";`,
    `Dir::Etc::main "${folder}/empty";`,
    `Dir::Etc::parts "${folder}/none";`,
    `Dir::Etc::sourcelist "${folder}/empty";`,
    `Dir::Etc::sourceparts "${folder}/sources";`,
    `Dir::Etc::preferences "${folder}/preferences";`,
    `Dir::Etc::preferencesparts "${folder}/none";`,
    'Acquire::Languages "none";',
    'Acquire::Retries "3";',
    'Acquire::GzipIndexes "true";',
    'APT::Install-Recommends "false";',
    '',
  ].join('\n');
}

/**
 * The packages that an installation from nothing would unpack, in apt's order.
 * @param {string} plan Output of `apt-get --simulate install`.
 */
export const plannedPackages = (plan) =>
  [...plan.matchAll(/^Inst (\S+) \((\S+) /gm)].map(([, name = '', version = '']) => ({ name, version }));

/**
 * Debian's archive seen through an apt of our own in one folder. It needs no right and changes nothing of the
 * system's. What it fetches is checked against Debian's keys, as apt does.
 */
export class PrivateApt {
  #folder;
  #environment;

  /** @param {string} folder Absolute; made and, by `dispose`, removed. */
  constructor(folder) {
    this.#folder = folder;
    this.#environment = { ...process.env, LC_ALL: 'C', APT_CONFIG: join(folder, 'apt.conf') };
  }

  /**
   * Reads the lists of the archive.
   * @throws {Unavailable} where there is no apt, no key of Debian's, or no archive within reach.
   */
  async open() {
    if (findProgram('apt-get') === undefined || findProgram('dpkg-deb') === undefined) {
      throw new Unavailable('The engine is put together from Debian packages, which needs apt and dpkg.');
    }
    if (!existsSync(keyring)) {
      throw new Unavailable(
        `There is no ${keyring} to check Debian's packages with. Install debian-archive-keyring.`,
      );
    }
    await this.#writeSettings();
    const result = await run('apt-get', ['-qq', 'update'], {
      deadlineMs: 300_000,
      env: this.#environment,
    });
    // apt calls a list that it could not fetch a warning, and goes on with what it has: here, with nothing.
    if (result.code === 0 && !/^[WE]: Failed to fetch/m.test(result.stderr)) return;
    const reason = /^[WE]: (.*)$/m.exec(result.stderr)?.[1] ?? 'it took too long';
    throw new Unavailable(`Debian's archive is out of reach: ${reason}`);
  }

  /** Debian's name of this processor. @throws {Unavailable} when there is no engine for it. */
  async architecture() {
    const name = (await runOrFail('dpkg', ['--print-architecture'], { deadlineMs: 10_000 })).trim();
    if (triplets[name] === undefined) throw new Unavailable(`There is no engine for ${name}.`);
    return name;
  }

  /**
   * What an installation of these packages on an empty system would unpack.
   * @param {readonly string[]} names
   */
  async plan(names) {
    const args = ['-qq', '--simulate', 'install', ...names];
    return plannedPackages(await runOrFail('apt-get', args, { deadlineMs: 120_000, env: this.#environment }));
  }

  /**
   * Fetches packages, checked, into a folder.
   * @param {readonly { name: string, version: string }[]} packages
   * @param {string} folder Absolute.
   */
  async fetch(packages, folder) {
    mkdirSync(folder, { recursive: true });
    const exact = packages.map(({ name, version }) => `${name}=${version}`);
    const options = { deadlineMs: 900_000, env: this.#environment, cwd: folder };
    await runOrFail('apt-get', ['-qq', 'download', ...exact], options);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.deb'))
      .sort()
      .map((name) => join(folder, name));
  }

  dispose() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #writeSettings() {
    const folders = ['state/lists/partial', 'cache/archives/partial', 'sources', 'none'];
    for (const name of folders) mkdirSync(join(this.#folder, name), { recursive: true });
    const { stdout } = await run('apt-config', ['dump'], { deadlineMs: 10_000 });
    const [main = process.env.PESTLE_DEBIAN_ARCHIVE] = await archiveAddresses('Debian');
    if (main === undefined) {
      throw new Unavailable(
        'apt knows no Debian archive here. PESTLE_DEBIAN_ARCHIVE may hold the address of one; that of its security fixes has -security at its end.',
      );
    }
    const [security = `${main.replace(/\/$/, '')}-security`] = await archiveAddresses('Debian-Security');
    const files = {
      'apt.conf': aptConfiguration(this.#folder, stdout),
      'sources/debian.sources': engineSources({ main, security }),
      preferences: enginePreferences,
      status: '',
      empty: '',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.#folder, name), text);
  }
}
