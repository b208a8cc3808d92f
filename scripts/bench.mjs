import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { cachePath, inRepository, repositoryPath } from './paths.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain } from './terminal.mjs';

const outDir = join(cachePath, 'bench');

/**
 * The runner, and the programs that benchmarks start beside it, as plain JavaScript: a module runner that transforms
 * on the way would slow down what is measured.
 */
async function bundle() {
  const processes = inRepository('test', 'bench', 'processes');
  const names = existsSync(processes) ? readdirSync(processes).filter((name) => name.endsWith('.ts')) : [];
  const input = {
    run: inRepository('test', 'bench', 'harness', 'run.ts'),
    ...Object.fromEntries(names.map((name) => [name.slice(0, -'.ts'.length), join(processes, name)])),
  };
  await build({
    root: repositoryPath,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node18',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input,
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}

/**
 * `npm run bench [-- name... --json --rounds N]`: runs the benchmarks of test/bench. With --json the last line of each
 * is one JSON object.
 * @returns {Promise<number>}
 */
async function main() {
  endDescendantsOnSignals();
  await ensureNodePackages();
  await bundle();
  const args = ['--expose-gc', join(outDir, 'run.mjs'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: repositoryPath, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

await runMain(main);
