import { ensureEngine } from '../engine/ensure-engine.mjs';
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
 * Sees to it that there is an engine: one of the clone's own, put together without touching the system; where that
 * cannot be, the system's.
 */
export async function ensureEngineToUse() {
  const family = systemFamily();
  const tools = await ensureSystemPackages(['runtime', 'assembly']);
  // Only Debian's packages are known by name; elsewhere the libraries come with any desktop.
  if (!tools.complete && family === 'debian') warn(tools.reason);
  const own = await ensureEngine();
  if (own.complete) return;
  say(`no engine of its own: ${own.reason}`);
  if (findProgram('guacd') !== undefined) return;
  const packages = await ensureSystemPackages(['engine']);
  if (!packages.complete && family === 'debian') warn(packages.reason);
  if (findProgram('guacd') === undefined) say(engineAdvice(family));
}

/**
 * Makes a clone ready to run: node packages, system packages, an engine, Electron, build. Each step is done once and costs
 * next to nothing when it is already done.
 * @returns {Promise<Prepared>}
 */
export async function prepareApp() {
  await ensureNodePackages();
  await ensureEngineToUse();
  const electron = await ensureElectron();
  await ensureBuild();
  return { electron, environment: { ...process.env, ...electronEnvironment(electron) } };
}
