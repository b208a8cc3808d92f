import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRepository } from '../paths.mjs';
import { SetupError } from '../terminal.mjs';

/**
 * How to start npm without a shell (on Windows `npm` itself is a shell script): its JavaScript file, run by
 * this very Node. npm names the file when it runs us; otherwise it lies beside Node.
 * @returns {{ command: string, args: string[] }} Arguments for npm go after `args`.
 */
export function npmCommand() {
  const binFolder = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(binFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(binFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const cli = candidates.find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return cli === undefined ? { command: 'npm', args: [] } : { command: process.execPath, args: [cli] };
}

/**
 * How to start a program that an installed package brings, without a shell.
 * @param {string} packageName
 * @param {string} [binName] When it is not named as the package.
 * @returns {{ command: string, args: string[] }} Its own arguments go after `args`.
 */
export function packageCommand(packageName, binName = packageName) {
  const folder = inRepository('node_modules', packageName);
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) throw new SetupError(`${packageName} is not installed. Run: npm ci`);
  /** @type {{ bin?: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  const file = typeof bin === 'string' ? bin : bin?.[binName];
  if (file === undefined) throw new SetupError(`${packageName} has no program ${binName}.`);
  return { command: process.execPath, args: [join(folder, file)] };
}
