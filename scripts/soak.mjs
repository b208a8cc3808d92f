import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import { cachePath, inRepository, repositoryPath } from './paths.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain, SetupError } from './terminal.mjs';

const outDir = join(cachePath, 'soak');
const defaultMinutes = 10;

/** @param {readonly string[]} words */
function readMinutes(words) {
  const minutes = words.length === 0 ? defaultMinutes : Number(words[1]);
  const isUnderstood = words.length === 0 || (words.length === 2 && words[0] === '--minutes');
  if (!isUnderstood || !(minutes > 0)) throw new SetupError('Usage: npm run test:soak [-- --minutes N]');
  return minutes;
}

/**
 * `npm run test:soak [-- --minutes N]`: keeps sessions busy with recorded streams for ten minutes, or as long as is
 * said, lets others come and go and connections break, and fails when memory grows, something warns or is left over.
 * @returns {Promise<number>}
 */
async function main() {
  const minutes = readMinutes(process.argv.slice(2));
  endDescendantsOnSignals();
  await ensureNodePackages();
  await build({
    root: repositoryPath,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: inRepository('test', 'soak', 'soak.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'soak.mjs' } },
    },
    ssr: { noExternal: true },
  });
  const args = ['--expose-gc', join(outDir, 'soak.mjs'), String(minutes)];
  const child = spawn(process.execPath, args, { cwd: repositoryPath, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

await runMain(main);
