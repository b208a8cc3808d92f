import { spawn } from 'node:child_process';
import { repositoryPath } from './paths.mjs';
import { packageCommand } from './process/npm.mjs';
import { sandboxProblem } from './setup/chromium-sandbox.mjs';
import { electronEnvironment, ensureElectron } from './setup/electron-runtime.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { ensureEngineToUse } from './setup/prepare.mjs';
import { runMain, warn } from './terminal.mjs';

/**
 * `npm run dev`: the app with its page reloading as files change.
 * @returns {Promise<number>}
 */
async function main() {
  await ensureNodePackages();
  await ensureEngineToUse();
  const electron = await ensureElectron();
  const problem = await sandboxProblem(electron);
  if (problem !== undefined) warn(`Starting with --no-sandbox. ${problem}`);
  const { command, args } = packageCommand('electron-vite');
  const environment = {
    ...process.env,
    ...electronEnvironment(electron),
    // electron-vite looks for Electron in these two ways of its own.
    ELECTRON_EXEC_PATH: electron.executable,
    ...(problem === undefined ? {} : { NO_SANDBOX: '1' }),
  };
  const tool = spawn(command, [...args, 'dev', ...process.argv.slice(2)], {
    env: environment,
    stdio: 'inherit',
    cwd: repositoryPath,
  });
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    tool.once('error', reject);
    tool.once('close', (code) => resolve(code ?? 1));
  });
}

await runMain(main);
