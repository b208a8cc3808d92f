import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runOrFail } from '../process/run.mjs';
import { TemporaryFolder } from '../process/temporary-folder.mjs';
import { hashOfFile } from '../setup/npm-tarball.mjs';

/**
 * A folder as lines that two of them can be compared by: path, kind, mode, time, and what is in it.
 * @param {string} folder
 * @param {string} [below]
 * @returns {Map<string, string>} By path.
 */
export function fingerprintOf(folder, below = '') {
  /** @type {Map<string, string>} */
  const lines = new Map();
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = join(below, name);
    const full = join(folder, path);
    const info = lstatSync(full);
    const mode = (info.mode & 0o7777).toString(8);
    const time = Math.trunc(info.mtimeMs / 1000);
    if (info.isSymbolicLink()) lines.set(path, `link ${readlinkSync(full)} ${time}`);
    else if (info.isDirectory()) {
      // Its time is that of the unpacking where links were put into it.
      lines.set(path, `folder ${mode}`);
      for (const [inner, line] of fingerprintOf(folder, path)) lines.set(inner, line);
    } else {
      const hash = createHash('sha256').update(readFileSync(full)).digest('hex');
      lines.set(path, `file ${mode} ${time} ${hash}`);
    }
  }
  return lines;
}

/**
 * @param {ReadonlyMap<string, string>} first
 * @param {ReadonlyMap<string, string>} second
 * @returns {string[]} What differs, sorted; empty when nothing does.
 */
export function differences(first, second) {
  const paths = [...new Set([...first.keys(), ...second.keys()])].sort();
  return paths
    .filter((path) => first.get(path) !== second.get(path))
    .map((path) => `${path}: ${first.get(path) ?? 'absent'} / ${second.get(path) ?? 'absent'}`);
}

/** @param {string} file @param {string} folder */
async function unpack(file, folder) {
  mkdirSync(folder);
  const deadlineMs = 180_000;
  if (file.endsWith('.deb')) await runOrFail('dpkg-deb', ['--raw-extract', file, folder], { deadlineMs });
  else await runOrFail('tar', ['-xpf', file, '-C', folder], { deadlineMs });
}

/**
 * Compares two packages of the same kind.
 * @param {string} first
 * @param {string} second
 * @returns {Promise<string[]>} Empty when they are the same bytes; otherwise what differs inside, or that only the
 *   packing does.
 */
export async function comparePackages(first, second) {
  const [one, other] = await Promise.all([first, second].map((path) => hashOfFile(path, 'sha256', 'hex')));
  if (one === other) return [];
  const work = new TemporaryFolder('pestle-compare-');
  try {
    const [left, right] = [join(work.path, 'first'), join(work.path, 'second')];
    await unpack(first, left);
    await unpack(second, right);
    const inside = differences(fingerprintOf(left), fingerprintOf(right));
    return inside.length > 0 ? inside : ['the content is the same, the bytes of the package are not'];
  } finally {
    work.remove();
  }
}
