import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../paths.mjs';
import { fuses, fuseSettings } from './fuses.mjs';
import { electronProblem, isTestVersion } from './package-version.mjs';

/** Set by `npm run pack -- --testable`. */
export const automationVariable = 'PESTLE_PACK_FOR_AUTOMATION';

/** @typedef {import('electron-builder').AfterPackContext} AfterPackContext */

/**
 * What electron-builder calls for each unpacked app, whoever started it: refuses an Electron that may not be packed,
 * takes out what a release does not need, and sets the fuses.
 * @param {AfterPackContext} context
 */
export async function afterPack(context) {
  const { version } = context.packager.appInfo;
  /** @type {{ devDependencies: { electron: string } }} */
  const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
  const problem = electronProblem({
    version,
    packed: context.packager.config.electronVersion ?? manifest.devDependencies.electron,
    pinned: manifest.devDependencies.electron,
    dist: context.packager.config.electronDist ?? null,
    officialDist: inRepository('node_modules', 'electron', 'dist'),
  });
  if (problem !== undefined) throw new Error(problem);
  const resources = context.packager.getResourcesDir(context.appOutDir);
  rmSync(join(resources, 'default_app.asar'), { recursive: true, force: true });
  const strays = readdirSync(resources).filter((name) => name === 'app' || name === 'node_modules');
  if (strays.length > 0 || !existsSync(join(resources, 'app.asar')))
    throw new Error(`The app has to be in app.asar alone, but there is ${strays.join(', ') || 'none'}.`);
  await setFuses(binaryOf(context), {
    automation: process.env[automationVariable] === '1',
    isTestRuntime: isTestVersion(version),
  });
}

/** @param {AfterPackContext} context */
function binaryOf({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${productFilename}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${productFilename}.exe`);
  return join(appOutDir, packager.config.linux?.executableName ?? productFilename);
}

/**
 * @param {string} binary
 * @param {{ automation: boolean, isTestRuntime: boolean }} options
 */
async function setFuses(binary, { automation, isTestRuntime }) {
  const { flipFuses, FuseVersion, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wireLength = Object.keys(await getCurrentFuseWire(binary)).filter((key) => /^\d+$/.test(key)).length;
  const settings = fuseSettings(fuses, { automation, wireLength, isTestRuntime });
  const named = settings.map((on, index) => {
    const name = fuses[index]?.name;
    if (name === undefined || FuseV1Options[name] !== index)
      throw new Error(`Fuse ${index} is not ${name ?? 'known'} in @electron/fuses.`);
    return [index, on];
  });
  await flipFuses(binary, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: binary.endsWith('.app'),
    // The test runtime has a shorter wire than this would accept.
    strictlyRequireAllFuses: !isTestRuntime,
    ...Object.fromEntries(named),
  });
}
