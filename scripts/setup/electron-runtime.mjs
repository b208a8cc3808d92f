import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath, inRepository } from '../paths.mjs';
import { run } from '../process/run.mjs';
import { isMain, runMain, say, SetupError, warn } from '../terminal.mjs';
import { electron25Path, ensureElectron25, hasElectron25 } from './electron25-runtime.mjs';

/**
 * The Electron to run.
 * @typedef {object} ElectronRuntime
 * @property {string} dist Its folder.
 * @property {string} executable
 * @property {'override' | 'official' | 'test'} kind `test` is the old runtime for machines that cannot reach
 *   the official download.
 */

/** After a download that failed, how long the next starts leave it alone. */
const retryDownloadAfterMs = 24 * 60 * 60 * 1000;
const downloadFailedPath = join(cachePath, 'electron-download-failed');

/** Where the executable lies inside an Electron folder (electron/install.js:getPlatformPath). */
const executableName =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/** @param {ElectronRuntime['kind']} kind @param {string} dist @returns {ElectronRuntime} */
const runtimeIn = (kind, dist) => ({ kind, dist, executable: join(dist, executableName) });

/** The official binary of the version that package.json pins, if it has been downloaded. @returns {ElectronRuntime | undefined} */
function officialRuntime() {
  const folder = inRepository('node_modules', 'electron');
  const runtime = runtimeIn('official', join(folder, 'dist'));
  if (!existsSync(runtime.executable) || !existsSync(join(folder, 'path.txt'))) return undefined;
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const present = readFileSync(join(runtime.dist, 'version'), 'utf8').trim().replace(/^v/, '');
  return present === version ? runtime : undefined;
}

/** @returns {ElectronRuntime | undefined} */
function overrideRuntime() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (dist === undefined || dist === '') return undefined;
  const runtime = runtimeIn(dist === electron25Path ? 'test' : 'override', dist);
  if (existsSync(runtime.executable)) return runtime;
  throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names ${dist}, but there is no ${executableName} in it.`);
}

/** Whether a download failed a short while ago. A wrong clock only costs one more try. */
function downloadFailedLately() {
  if (!existsSync(downloadFailedPath)) return false;
  const ageMs = Date.now() - Number(readFileSync(downloadFailedPath, 'utf8'));
  return ageMs >= 0 && ageMs < retryDownloadAfterMs;
}

/** @returns {Promise<ElectronRuntime | undefined>} Undefined when the official download is out of reach. */
async function downloadOfficial() {
  say('downloading Electron');
  const installer = inRepository('node_modules', 'electron', 'install.js');
  const result = await run(process.execPath, [installer], { deadlineMs: 600_000 });
  const runtime = officialRuntime();
  if (result.code === 0 && runtime !== undefined) return runtime;
  const reason = result.timedOut
    ? 'it took more than 10 minutes'
    : (/^.*(?:error|failed).*$/im.exec(result.stderr)?.[0] ?? 'no reason given');
  say(`the official Electron could not be downloaded: ${reason.trim()}`);
  mkdirSync(cachePath, { recursive: true });
  writeFileSync(downloadFailedPath, String(Date.now()));
  return undefined;
}

/** What is wrong with running on the test runtime; shown at every start. */
const testRuntimeWarning = `This runs on the TEST RUNTIME Electron 25.1.1, because the official download is out of reach.
  It is years old, gets no security fixes and comes from a third party. Use it to try and test Pestle on
  machines you trust, and for nothing else. To get the official one where the network allows it, run
  npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked official release.`;

/**
 * Settles which Electron is run, fetching one when there is none. In this order: ELECTRON_OVERRIDE_DIST_PATH,
 * the official binary, the official download, the test runtime (with a warning). Needs the node packages.
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupError} when there is none to be had.
 */
export async function ensureElectron() {
  const present = overrideRuntime() ?? officialRuntime();
  const skipDownload = present !== undefined || (hasElectron25() && downloadFailedLately());
  const runtime = present ?? (skipDownload ? undefined : await downloadOfficial());
  if (runtime !== undefined && runtime.kind !== 'test') return runtime;
  try {
    const test = runtime ?? runtimeIn('test', await ensureElectron25());
    warn(testRuntimeWarning);
    return test;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(`No Electron to run. The official download is out of reach, and ${reason}
  Unpack an official release yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`);
  }
}

/**
 * The environment that makes Electron's own launcher, Playwright and the app use this runtime.
 * @param {ElectronRuntime} runtime
 * @returns {Record<string, string>}
 */
export function electronEnvironment(runtime) {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    ...(runtime.kind === 'test' ? { PESTLE_TEST_RUNTIME: '1' } : {}),
  };
}

if (isMain(import.meta)) await runMain(async () => void console.log((await ensureElectron()).dist));
