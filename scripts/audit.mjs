import { readFileSync } from 'node:fs';
import { askForAdvisories } from './audit/advisories.mjs';
import { electronProblems } from './audit/electron-floor.mjs';
import { engineLicenceProblems } from './audit/engine-licences.mjs';
import { importedPackages, licenceProblems } from './audit/licences.mjs';
import { engineFolder, hasEngine } from './engine/assemble.mjs';
import { flavours } from './engine/recipe.mjs';
import { readEngineManifest } from './package/engine-manifest.mjs';
import { inRepository } from './paths.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain, say, warn } from './terminal.mjs';

/** @param {string} name */
const read = (name) => readFileSync(inRepository(name), 'utf8');

/**
 * `npm run check:dependencies`: published holes, licences, those of the included engine where it has been made, and the
 * Electron of the next release.
 * @returns {Promise<number>} 0 when nothing speaks against releasing with these packages.
 */
async function main() {
  await ensureNodePackages();
  const lock = JSON.parse(read('package-lock.json'));
  const imported = importedPackages();
  const engines = flavours
    .filter(hasEngine)
    .flatMap((flavour) => readEngineManifest(engineFolder(flavour)) ?? []);
  const { problems: holes, warnings } = await askForAdvisories();
  const problems = [
    ...electronProblems({
      manifest: JSON.parse(read('package.json')),
      lock,
      builder: read('electron-builder.yml'),
    }),
    ...licenceProblems(lock, imported),
    ...engines.flatMap((engine) => engineLicenceProblems(engine)),
    ...holes,
  ];
  for (const warning of warnings) warn(warning);
  for (const problem of problems) process.stderr.write(`  ${problem}\n`);
  const count = Object.keys(lock.packages).length - 1;
  if (problems.length === 0)
    say(`${count} packages, ${imported.length} of them imported by the app: nothing against them`);
  return problems.length === 0 ? 0 : 1;
}

await runMain(main);
