import { ensureEngine } from './engine/ensure-engine.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { systemFamily } from './setup/distribution.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { exitCodeOf, reportText } from './test-run/report.mjs';
import { Resources } from './test-run/resources.mjs';
import { runStage } from './test-run/run-stage.mjs';
import { chooseStages } from './test-run/stages.mjs';
import { runMain, SetupError, warn } from './terminal.mjs';

/** All stages together, on two cores. */
const totalDeadlineMs = 25 * 60_000;

/** @param {readonly import('./test-run/stages.mjs').Stage[]} chosen */
async function prepare(chosen) {
  await ensureNodePackages();
  // The type checks, lint and unit tests need nothing of the system.
  if (chosen.every((stage) => stage.needs.length + stage.uses.length === 0)) return;
  const packages = await ensureSystemPackages(['runtime', 'engine', 'tests']);
  if (!packages.complete && systemFamily() === 'debian') warn(packages.reason);
  const engine = await ensureEngine();
  if (!engine.complete) warn(`Tests of the included engine are left out: ${engine.reason}.`);
}

/**
 * `npm test [-- stage... options...]`: sets up what is missing, runs the stages, says what ran and what did not.
 * @returns {Promise<number>} 0 when nothing failed. With CI set, a skipped stage counts as failed.
 */
async function main() {
  const choice = chooseStages(process.argv.slice(2));
  if ('problem' in choice) throw new SetupError(choice.problem);
  endDescendantsOnSignals();
  const end = performance.now() + totalDeadlineMs;
  await prepare(choice.chosen);
  const resources = new Resources();
  /** @type {import('./test-run/report.mjs').StageResult[]} */
  const results = [];
  try {
    for (const stage of choice.chosen) {
      const buildFailed = results.some(({ name, outcome }) => name === 'build' && outcome === 'failed');
      if (stage.needsBuild && buildFailed) {
        const note = 'the build failed';
        results.push({ name: stage.name, outcome: 'skipped', milliseconds: 0, note, failures: [] });
        continue;
      }
      const extra = stage.name === 'build' ? [] : choice.extra;
      results.push(await runStage(stage, extra, resources, end - performance.now()));
    }
  } finally {
    for (const problem of await resources.dispose()) warn(problem);
  }
  process.stderr.write(`\n${reportText(results)}\n`);
  return exitCodeOf(results, process.env.CI !== undefined);
}

await runMain(main);
