import { spawn } from 'node:child_process';
import { repositoryPath } from './paths.mjs';
import { sandboxProblem } from './setup/chromium-sandbox.mjs';
import { prepareApp } from './setup/prepare.mjs';
import { runMain, SetupError, warn } from './terminal.mjs';

const noDisplay = `There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.
  On a computer without a screen: npm run demo (uses a virtual screen and saves pictures),
  or install xvfb and run: xvfb-run npm start`;

/**
 * Switches for Chromium that this situation needs.
 * @param {import('./setup/electron-runtime.mjs').ElectronRuntime} electron
 */
async function chromiumSwitches(electron) {
  const problem = await sandboxProblem(electron);
  if (problem === undefined) return [];
  warn(`Starting with --no-sandbox. ${problem}`);
  return ['--no-sandbox'];
}

/**
 * `npm start [-- switches]`: sets everything up that is not yet, builds, and opens the app.
 * @returns {Promise<number>} The app's exit code.
 */
async function main() {
  const { electron, environment } = await prepareApp();
  const hasDisplay =
    process.platform !== 'linux' || Boolean(environment.DISPLAY ?? environment.WAYLAND_DISPLAY);
  if (!hasDisplay) throw new SetupError(noDisplay);
  const args = [repositoryPath, ...(await chromiumSwitches(electron)), ...process.argv.slice(2)];
  const app = spawn(electron.executable, args, { env: environment, stdio: 'inherit', cwd: repositoryPath });
  // Ctrl+C reaches the app by itself, which then ends its sessions; this waits for it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => app.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('close', (code) => resolve(code ?? 1));
  });
}

await runMain(main);
