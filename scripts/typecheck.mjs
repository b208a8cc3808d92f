import { packageCommand } from './process/npm.mjs';
import { run } from './process/run.mjs';
import { ensureElectron25Types } from './setup/electron25-types.mjs';
import { runMain, warn } from './terminal.mjs';

/** @param {readonly string[]} options */
async function compile(options) {
  const { command, args } = packageCommand('typescript', 'tsc');
  const { code } = await run(command, [...args, ...options], { deadlineMs: 300_000, show: true });
  return code ?? 1;
}

/**
 * `npm run typecheck`: everything against the pinned Electron, then main process and preload once more against
 * the oldest Electron they must run on.
 * @returns {Promise<number>}
 */
async function main() {
  const current = await compile(['--build']);
  if (current !== 0) return current;
  try {
    await ensureElectron25Types();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`SKIPPED the check against Electron 25: its type file is out of reach.\n${reason}`);
    return 0;
  }
  return compile(['-p', 'tsconfig.electron25.json']);
}

await runMain(main);
