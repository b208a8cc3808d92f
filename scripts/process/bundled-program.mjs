import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cachePath, repositoryPath } from '../paths.mjs';

/**
 * @typedef {object} Bundle
 * @property {string} folder Below `.cache`; emptied first.
 * @property {Record<string, string>} input Name of each program and the TypeScript file that it begins with.
 * @property {string} [root] The tree that the files are in; the repository when left out.
 * @property {boolean} [isWhole] The packages that they use are in them, so that they run outside of the repository.
 */

/**
 * Makes programs of TypeScript into plain JavaScript, `<name>.mjs` each: a module runner that transforms on the way
 * would slow down what is measured.
 * @param {Bundle} bundle
 * @returns {Promise<string>} The folder of the programs.
 */
export async function bundlePrograms({ folder, input, root = repositoryPath, isWhole = false }) {
  // Not before the node packages are there: who calls this installs them first.
  const { build } = await import('vite');
  const outDir = join(cachePath, folder);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: isWhole ? true : [] },
    build: {
      ssr: true,
      target: 'node18',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return outDir;
}

/**
 * Runs such a program to its end, with `gc` at hand. What it says goes to the terminal.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<number>} Its exit code.
 */
export function runBundled(program, args) {
  const child = spawn(process.execPath, ['--expose-gc', program, ...args], {
    cwd: repositoryPath,
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
