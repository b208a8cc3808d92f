import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository, repositoryPath } from '../paths.mjs';
import { packageCommand } from '../process/npm.mjs';
import { runOrFail } from '../process/run.mjs';
import { ensureElectron } from '../setup/electron-runtime.mjs';
import { say, SetupError, warn } from '../terminal.mjs';
import { automationVariable } from './after-pack.mjs';
import { engineReleaseProblems } from './engine-release.mjs';
import { makeIngredients } from './ingredients.mjs';
import { packageVersion } from './package-version.mjs';

/**
 * @typedef {import('./engine-manifest.mjs').EngineManifest} EngineManifest
 * @typedef {import('./engine-manifest.mjs').EngineFlavour} EngineFlavour
 *
 * What is packed, and of what.
 * @typedef {object} PackBase
 * @property {string} version Of the packages.
 * @property {string} electron Its version.
 * @property {string} dist The folder of Electron.
 * @property {boolean} isTestRuntime These are test packages.
 * @property {boolean} isRelease They are to be given to users.
 */

/** What a person has to know about a test package, wherever it goes. */
const testText = (/** @type {string} */ electron) =>
  `TEST PACKAGE on Electron ${electron}, which gets no security fixes: not for real work`;

/**
 * Settles what is packed and builds it anew, so that no older build gets into a package.
 * @param {{ release: boolean }} options `release` refuses everything but the official Electron and a whole engine.
 * @returns {Promise<PackBase>}
 */
export async function preparePacking({ release }) {
  const runtime = await ensureElectron();
  const electron = readFileSync(join(runtime.dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const isTestRuntime = runtime.kind !== 'official';
  if (isTestRuntime && release)
    throw new SetupError('A release is packed from the official Electron only, which is out of reach here.');
  if (release) {
    const check = [inRepository('scripts', 'check-engine-image.mjs')];
    await runOrFail(process.execPath, check, { deadlineMs: 60_000 });
  }
  /** @type {{ version: string }} */
  const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  const version = packageVersion(manifest.version, { isTestRuntime, electron });
  if (isTestRuntime) warn(`${testText(electron)}.`);
  const { command, args } = packageCommand('electron-vite');
  rmSync(inRepository('out'), { recursive: true, force: true });
  await runOrFail(command, [...args, 'build'], { deadlineMs: 300_000 });
  return { version, electron, dist: runtime.dist, isTestRuntime, isRelease: release };
}

/**
 * electron-builder's configuration where it differs from electron-builder.yml. Lists are added to those of the file.
 * @param {PackBase} base
 * @param {object} options
 * @param {string} options.output
 * @param {boolean} options.fast
 * @param {EngineManifest | undefined} options.engine
 */
function packConfiguration({ version, electron, dist, isTestRuntime }, { output, fast, engine }) {
  return {
    directories: { output },
    electronDist: dist,
    electronVersion: electron,
    // Stands for an address that the project does not have yet; a Debian package has to name one.
    extraMetadata: { version, homepage: 'https://pestle.example' },
    ...(isTestRuntime ? { linux: { synopsis: testText(electron) } } : {}),
    deb: {
      depends: [...(engine?.debDepends ?? [])],
      recommends: [...(engine?.debRecommends ?? [])],
      compression: fast ? /** @type {const} */ ('gz') : /** @type {const} */ ('xz'),
    },
  };
}

/**
 * Packs the app for this system with electron-builder.
 * @param {PackBase} base
 * @param {object} options
 * @param {readonly string[]} options.targets As electron-builder names them; `dir` is the unpacked app.
 * @param {EngineFlavour} options.flavour
 * @param {string} options.output
 * @param {boolean} [options.automation] Leaves the app open to Playwright.
 * @param {boolean} [options.fast] Larger packages, sooner.
 * @returns {Promise<{ artifacts: string[], engine: EngineManifest | undefined }>}
 * @throws {SetupError} for a release with an engine that lacks something.
 */
export async function packApp(base, { targets, flavour, output, automation = false, fast = false }) {
  const { engine } = await makeIngredients({ flavour, version: base.version, electron: base.electron });
  const problems = base.isRelease && process.platform === 'linux' ? engineReleaseProblems(engine) : [];
  if (problems.length > 0) throw new SetupError(`This is not released:\n${problems.join('\n')}`);
  const config = packConfiguration(base, { output, fast, engine });
  const { Arch, build, Platform } = await import('electron-builder');
  const arch = process.arch === 'arm64' ? Arch.arm64 : Arch.x64;
  process.env[automationVariable] = automation ? '1' : '0';
  // fpm is not in Debian, and what it makes differs each time.
  process.env.CUSTOM_FPM_PATH = inRepository('scripts', 'package', 'fpm-deb.mjs');
  const artifacts = await build({
    projectDir: repositoryPath,
    targets: Platform.current().createTarget([...targets], arch),
    publish: 'never',
    config,
  });
  const made = artifacts.filter((path) => existsSync(path));
  for (const path of made) say(`made ${path.slice(repositoryPath.length + 1)}`);
  return { artifacts: made, engine };
}
