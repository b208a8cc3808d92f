import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runOrFail } from '../process/run.mjs';
import { SetupError } from '../terminal.mjs';

/**
 * One unpacked Debian package.
 * @typedef {object} DebianPackage
 * @property {string} name
 * @property {string} version
 * @property {string} sha256 Of the .deb file.
 * @property {string} source Name of its source package.
 * @property {string} sourceVersion
 * @property {string} depends As its control file says.
 * @property {string} folder Where its files are, absolute.
 */

const format = ['Package', 'Version', 'source:Package', 'source:Version', 'Depends']
  .map((field) => `\${${field}}`)
  .join('\\n');

/**
 * Unpacks a package. None of its scripts is run.
 * @param {string} file The .deb.
 * @param {string} parent Its folder is made in here.
 * @returns {Promise<DebianPackage>}
 */
export async function unpackPackage(file, parent) {
  const shown = await runOrFail('dpkg-deb', ['-W', `--showformat=${format}\\n`, file], {
    deadlineMs: 30_000,
  });
  const [name = '', version = '', source = '', sourceVersion = '', depends = ''] = shown.split('\n');
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  await runOrFail('dpkg-deb', ['-x', file, folder], { deadlineMs: 120_000 });
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  return { name, version, sha256, source, sourceVersion, depends, folder };
}

/**
 * @param {readonly DebianPackage[]} packages
 * @param {string} name
 * @throws {SetupError} when it is none of them.
 */
export function findPackage(packages, name) {
  const debian = packages.find((one) => one.name === name);
  if (debian === undefined) throw new SetupError(`${name} is not among the packages.`);
  return debian;
}

/**
 * The regular files of a package, relative to its folder, in order.
 * @param {DebianPackage} debian
 */
export const filesOf = ({ folder }) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/**
 * The copyright file. A package may keep it in another one that it comes with (Debian policy 12.5).
 * @param {DebianPackage} debian
 * @param {readonly DebianPackage[]} all
 * @returns {string} Its absolute path.
 */
export function copyrightFile(debian, all) {
  const documents = join(debian.folder, 'usr/share/doc', debian.name);
  const isLink = existsSync(join(debian.folder, 'usr/share/doc')) && isSymbolicLink(documents);
  const holder = isLink ? basename(readlinkSync(documents)) : debian.name;
  const folder = all.find(({ name }) => name === holder)?.folder ?? debian.folder;
  return join(folder, 'usr/share/doc', holder, 'copyright');
}

/** @param {string} path */
function isSymbolicLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * The names of the licences a copyright file speaks of; none when it is not in the form that machines read.
 * @param {string} text
 */
export function licenceNames(text) {
  if (!/^Format(-Specification)?:/m.test(text)) return [];
  const names = [...text.matchAll(/^License:[ \t]*(\S.*)$/gm)].map(([, name = '']) => name.trim());
  return [...new Set(names)].sort();
}

/**
 * What the carried packages still need of the system, in the words of their control files.
 * @param {readonly DebianPackage[]} carried
 */
export function remainingDepends(carried) {
  const names = new Set(carried.map(({ name }) => name));
  const wanted = carried
    .flatMap(({ depends }) => depends.split(','))
    .map((text) => text.trim())
    // The rest serves scripts that are not run, or an init system that does not start this engine.
    .filter((text) => /^(lib|zlib|fonts-)/.test(text) && !names.has(/^[^\s:(]+/.exec(text)?.[0] ?? ''));
  return [...new Set(wanted)].sort();
}
