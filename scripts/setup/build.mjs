import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../paths.mjs';
import { packageCommand } from '../process/npm.mjs';
import { runOrFail } from '../process/run.mjs';
import { isMain, runMain, say, seconds } from '../terminal.mjs';

/** What the build is made from. */
const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
/** What it makes. */
const outputs = ['out/main/main.js', 'out/preload/preload.js', 'out/renderer/index.html'];

/**
 * The time of the last change in a file or anywhere in a folder. A folder's own time counts as well: it is what
 * changes when a file is deleted.
 * @param {string} path
 * @returns {number} Milliseconds since the epoch; 0 when there is nothing.
 */
export function newestChange(path) {
  if (!existsSync(path)) return 0;
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/** Whether everything that is built is newer than everything it is built from. */
export function isBuildCurrent() {
  const built = outputs.map((path) => inRepository(path));
  if (!built.every((path) => existsSync(path))) return false;
  const oldestOutput = Math.min(...built.map((path) => statSync(path).mtimeMs));
  return oldestOutput > Math.max(...inputs.map((path) => newestChange(inRepository(path))));
}

/** Builds main process, preload and page into out/, unless that is already newer than its sources. */
export async function ensureBuild() {
  if (isBuildCurrent()) return;
  const started = performance.now();
  const { command, args } = packageCommand('electron-vite');
  await runOrFail(command, [...args, 'build'], { deadlineMs: 300_000 });
  say(`built in ${seconds(performance.now() - started)}`);
}

if (isMain(import.meta)) await runMain(ensureBuild);
