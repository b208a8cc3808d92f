import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath } from '../paths.mjs';
import { isMain, runMain, say } from '../terminal.mjs';
import { fetchNpmTarball, unpackTarball } from './npm-tarball.mjs';

/** @type {import('./npm-tarball.mjs').PinnedPackage} */
const electron25 = {
  name: 'electron',
  version: '25.1.1',
  integrity:
    'sha512-WvFUfVsJn6YiP35UxdibYVjU2LceastyMm4SVp2bmb4XvKEvItAIiwxgm7tPC5Syl1243aRCvQLqr84sZ71pyQ==',
};

/** Where tsconfig.electron25.json looks for the type file. */
export const electron25TypesPath = join(cachePath, 'electron25', 'electron.d.ts');

/**
 * Fetches the type file of Electron 25.1.1 once, against which the code is checked a second time: it has to
 * run on that version as well.
 * @returns {Promise<string>} Path of the type file.
 */
export async function ensureElectron25Types() {
  if (existsSync(electron25TypesPath)) return electron25TypesPath;
  const folder = join(cachePath, 'electron25');
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, '.types-'));
  try {
    const tarball = await fetchNpmTarball(electron25, work, 120_000);
    await unpackTarball(tarball, work, ['package/electron.d.ts']);
    const types = join(work, 'package', 'electron.d.ts');
    // It comes readable by its owner alone, and the next to check types may be somebody else.
    chmodSync(types, 0o644);
    renameSync(types, electron25TypesPath);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  say('fetched the type file of Electron 25.1.1');
  return electron25TypesPath;
}

if (isMain(import.meta)) await runMain(async () => void console.log(await ensureElectron25Types()));
