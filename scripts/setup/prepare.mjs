import { say, warn } from '../terminal.mjs';
import { ensureBuild } from './build.mjs';
import { systemFamily } from './distribution.mjs';
import { electronEnvironment, ensureElectron } from './electron-runtime.mjs';
import { engineAdvice } from './engine-advice.mjs';
import { ensureNodePackages } from './node-packages.mjs';
import { findProgram } from '../process/find-program.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * @typedef {object} Prepared
 * @property {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @property {NodeJS.ProcessEnv} environment For everything that starts Electron.
 */

/**
 * Makes a clone ready to run: node packages, system packages, Electron, build. Each step is done once and costs
 * next to nothing when it is already done.
 * @returns {Promise<Prepared>}
 */
export async function prepareApp() {
  await ensureNodePackages();
  const packages = await ensureSystemPackages(['runtime', 'engine']);
  const family = systemFamily();
  // Only Debian's packages are known by name; elsewhere the libraries come with any desktop.
  if (!packages.complete && family === 'debian') warn(packages.reason);
  if (findProgram('guacd') === undefined) say(engineAdvice(family));
  const electron = await ensureElectron();
  await ensureBuild();
  return { electron, environment: { ...process.env, ...electronEnvironment(electron) } };
}
