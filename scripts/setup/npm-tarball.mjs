import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npmCommand } from '../process/npm.mjs';
import { runOrFail } from '../process/run.mjs';
import { SetupError } from '../terminal.mjs';

/**
 * A version of an npm package together with the hash of its tarball, in npm's own form (`sha512-<base64>`).
 * @typedef {{ name: string, version: string, integrity: string }} PinnedPackage
 */

/**
 * @param {string} path
 * @param {string} algorithm
 * @param {'hex' | 'base64'} encoding
 */
export async function hashOfFile(path, algorithm, encoding) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest(encoding);
}

/**
 * Fetches the tarball of a package through the registry npm is set up for, and checks it against the pinned
 * hash, whatever the registry says. Nothing in it is run.
 * @param {PinnedPackage} wanted
 * @param {string} folder Where to put it.
 * @param {number} deadlineMs
 * @returns {Promise<string>} Path of the tarball.
 * @throws {SetupError} when it is out of reach or is another file.
 */
export async function fetchNpmTarball(wanted, folder, deadlineMs) {
  const { command, args } = npmCommand();
  const spec = `${wanted.name}@${wanted.version}`;
  const packArgs = [
    'pack',
    spec,
    '--pack-destination',
    folder,
    '--ignore-scripts',
    '--json',
    '--loglevel=error',
  ];
  await runOrFail(command, [...args, ...packArgs], { deadlineMs });
  const file = `${wanted.name.replace(/^@/, '').replace('/', '-')}-${wanted.version}.tgz`;
  const path = join(folder, file);
  const integrity = `sha512-${await hashOfFile(path, 'sha512', 'base64')}`;
  if (integrity !== wanted.integrity) {
    throw new SetupError(
      `${spec} is not the file that was examined (its hash is ${integrity}). Nothing of it was used.`,
    );
  }
  return path;
}

/**
 * Unpacks some entries of a tarball, or all of them.
 * @param {string} tarball
 * @param {string} folder An existing folder.
 * @param {readonly string[]} [entries]
 */
export async function unpackTarball(tarball, folder, entries = []) {
  // Every system that Electron runs on has a `tar` that reads gzip (Windows since 10).
  await runOrFail('tar', ['-xzf', tarball, '-C', folder, '--no-same-owner', ...entries], {
    deadlineMs: 120_000,
  });
}
