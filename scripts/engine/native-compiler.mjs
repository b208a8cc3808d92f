import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runOrFail } from '../process/run.mjs';
import { inRepository } from '../paths.mjs';
import { SetupError } from '../terminal.mjs';
import { unpackPackage } from './debian-package.mjs';

/** @typedef {import('./debian-package.mjs').DebianPackage} DebianPackage */

/**
 * A Debian package that libraries are made with.
 * @typedef {{ package: string, version: string, sha256: string }} Tool
 *
 * @typedef {object} NativeLibrary
 * @property {string} source Name of a file in scripts/engine/native.
 * @property {string} soname The name that others need it by.
 * @property {string} [version] What its symbols are versions of; none when left out.
 */

/** tcc compiles; GNU ld links, because tcc knows neither versions of symbols nor that no stack need be executable. */
const programs = ['tcc', 'binutils'];

/** What the two need, apart from the C library, which this computer has. */
const isNeeded = (/** @type {string} */ name) =>
  /^(tcc|binutils-.+|libbinutils|libctf\d.*|libctf-nobfd\d.*|libjansson\d+|libzstd\d+|zlib\w*)$/.test(name) &&
  name !== 'binutils-common';

/** @param {{ name: string }} debian */
const isTool = ({ name }) => name === 'tcc' || name.startsWith('binutils-');

/** For the loader: no executable stack, nothing to be written once it is linked, no traces of where it was made. */
const hardening = ['-z', 'noexecstack', '-z', 'relro', '-z', 'now', '--build-id=none', '--strip-all'];

const sources = inRepository('scripts', 'engine', 'native');

/**
 * Makes libraries of the C in scripts/engine/native, with a compiler and a linker of Debian's archive: no other is
 * needed here, and the same packages make the same bytes on every computer. No header is read.
 */
export class NativeCompiler {
  #packages;
  #triplet;
  #folder;

  /**
   * @param {readonly DebianPackage[]} packages
   * @param {string} triplet
   * @param {string} folder For what is made on the way; absolute.
   */
  constructor(packages, triplet, folder) {
    this.#packages = packages;
    this.#triplet = triplet;
    this.#folder = folder;
  }

  /**
   * @param {import('./private-apt.mjs').PrivateApt} apt Open.
   * @param {string} triplet Of this processor.
   * @param {string} folder Absolute; it is made.
   * @throws {SetupError} when the archive has none for this processor, or they do not run on this computer.
   */
  static async open(apt, triplet, folder) {
    const plan = (await apt.plan(programs)).filter(({ name }) => isNeeded(name));
    /** @type {DebianPackage[]} */
    const packages = [];
    for (const file of await apt.fetch(plan, join(folder, 'debs'))) {
      packages.push(await unpackPackage(file, join(folder, 'packages')));
    }
    const compiler = new NativeCompiler(packages, triplet, folder);
    await compiler.#run('tcc', ['-v']);
    await compiler.#run(compiler.#linker, ['-v']);
    return compiler;
  }

  get #linker() {
    return `${this.#triplet}-ld.bfd`;
  }

  /** What libraries are made with. @returns {Tool[]} */
  get tools() {
    return this.#packages
      .filter(isTool)
      .map(({ name, version, sha256 }) => ({ package: name, version, sha256 }));
  }

  /**
   * @param {NativeLibrary} library
   * @returns {Promise<Buffer>} The library, which needs no other.
   * @throws {SetupError} when it cannot be made of this source.
   */
  async build({ source, soname, version }) {
    mkdirSync(this.#folder, { recursive: true });
    const object = join(this.#folder, `${basename(source, '.c')}.o`);
    const result = join(this.#folder, soname);
    await this.#run('tcc', ['-c', '-nostdinc', '-Wall', '-Werror', '-o', object, source]);
    const versions = join(this.#folder, `${soname}.versions`);
    if (version !== undefined) writeFileSync(versions, `${version} { global: *; };\n`);
    await this.#run(this.#linker, [
      ...['-shared', '-nostdlib', ...hardening, '-soname', soname],
      ...(version === undefined ? [] : ['--version-script', versions]),
      ...['-o', result, object],
    ]);
    return readFileSync(result);
  }

  /** @param {string} program @param {readonly string[]} args */
  async #run(program, args) {
    const tools = this.#packages.filter(isTool).map(({ folder }) => join(folder, 'usr/bin', program));
    const file = tools.find((path) => existsSync(path));
    if (file === undefined) throw new SetupError(`Debian's packages have no ${program}.`);
    const folders = this.#packages.flatMap(({ folder }) =>
      ['usr/lib', 'lib'].map((name) => join(folder, name, this.#triplet)),
    );
    const env = { PATH: '/nonexistent', LC_ALL: 'C', LD_LIBRARY_PATH: folders.join(':') };
    await runOrFail(file, args, { deadlineMs: 30_000, cwd: sources, env });
  }
}
