import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { knownWords } from './known-words.mjs';
import { cachePath, inRepository } from './paths.mjs';
import { findProgram } from './process/find-program.mjs';
import { packApp, preparePacking } from './package/pack-app.mjs';
import { sourceDate } from './package/source-date.mjs';
import { makeTarball } from './package/tarball.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain, say, warn } from './terminal.mjs';

/** @typedef {import('./package/pack-app.mjs').PackBase} PackBase */

/** @typedef {{ made: string[], skipped: string[] }} Outcome */

const options = ['--fast', '--release', 'deb', 'tar.gz', 'AppImage'];
const distPath = inRepository('dist');

/** Whether electron-builder's helpers can be fetched. */
async function reachesGitHub() {
  try {
    await fetch('https://github.com', { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

/** @param {PackBase} base @param {boolean} fast @param {Outcome} outcome */
async function makeDeb(base, fast, outcome) {
  if (findProgram('dpkg-deb') === undefined) {
    outcome.skipped.push('deb: it is made by dpkg-deb, which is not on this computer');
    return;
  }
  const output = join(cachePath, 'package-deb');
  rmSync(output, { recursive: true, force: true });
  const { artifacts } = await packApp(base, { targets: ['deb'], flavour: 'lean', output, fast });
  for (const path of artifacts.filter((name) => name.endsWith('.deb'))) {
    const target = join(distPath, basename(path));
    renameSync(path, target);
    outcome.made.push(target);
  }
}

/** @param {PackBase} base @param {ReadonlySet<string>} targets @param {boolean} fast @param {Outcome} outcome */
async function makePortable(base, targets, fast, outcome) {
  const withAppImage = targets.has('AppImage') && (await reachesGitHub());
  if (targets.has('AppImage') && !withAppImage)
    outcome.skipped.push('AppImage: the program that begins it comes from GitHub, which is out of reach');
  const { artifacts } = await packApp(base, {
    targets: withAppImage ? ['AppImage'] : ['dir'],
    flavour: 'full',
    output: distPath,
    fast,
  });
  outcome.made.push(...artifacts.filter((path) => path.endsWith('.AppImage')));
  if (!targets.has('tar.gz')) return;
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  const folder = `pestle-${base.version}-linux-${arch}`;
  const app = join(distPath, arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`);
  const target = join(distPath, `${folder}.tar.gz`);
  await makeTarball({ app, target, folder, date: sourceDate(), level: fast ? 1 : 9 });
  outcome.made.push(target);
}

/** @param {PackBase} base @param {ReadonlySet<string>} targets @param {boolean} fast @returns {Promise<Outcome>} */
async function makeAll(base, targets, fast) {
  /** @type {Outcome} */
  const outcome = { made: [], skipped: [] };
  if (process.platform === 'linux') {
    if (targets.has('deb')) await makeDeb(base, fast, outcome);
    if (targets.has('tar.gz') || targets.has('AppImage')) await makePortable(base, targets, fast, outcome);
    outcome.skipped.push('Windows installer: made on Windows', 'macOS dmg and zip: made on macOS');
    return outcome;
  }
  const isMac = process.platform === 'darwin';
  const { artifacts } = await packApp(base, {
    targets: isMac ? ['dmg', 'zip'] : ['nsis'],
    flavour: 'full',
    output: distPath,
  });
  outcome.made.push(...artifacts);
  outcome.skipped.push(
    'Linux packages: made on Linux',
    isMac ? 'Windows installer: made on Windows' : 'macOS dmg and zip: made on macOS',
  );
  return outcome;
}

/**
 * `npm run dist [-- deb tar.gz AppImage] [-- --fast] [-- --release]`: every package that this computer can make, into
 * dist/, and why the others were not made. --fast compresses less; --release accepts the official Electron only.
 */
async function main() {
  const words = knownWords(process.argv.slice(2), options);
  await ensureNodePackages();
  const base = await preparePacking({ release: words.includes('--release') });
  const named = words.filter((word) => !word.startsWith('--'));
  mkdirSync(distPath, { recursive: true });
  const targets = new Set(named.length === 0 ? ['deb', 'tar.gz', 'AppImage'] : named);
  const { made, skipped } = await makeAll(base, targets, words.includes('--fast'));
  for (const path of made) say(`${basename(path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`);
  for (const reason of skipped) say(`not made: ${reason}`);
  if (base.isTestRuntime)
    warn('These are TEST PACKAGES: they are marked so, and must not be given to users.');
}

await runMain(main);
