import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from './paths.mjs';
import { bundlePrograms, runBundled } from './process/bundled-program.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain } from './terminal.mjs';

/** The runner, and the programs that benchmarks start beside it. */
function programs() {
  const processes = inRepository('test', 'bench', 'processes');
  const names = readdirSync(processes).filter((name) => name.endsWith('.ts'));
  return {
    run: inRepository('test', 'bench', 'harness', 'run.ts'),
    ...Object.fromEntries(names.map((name) => [name.slice(0, -'.ts'.length), join(processes, name)])),
  };
}

/**
 * `npm run bench [-- name... --json --rounds N]`: runs the benchmarks of test/bench. With --json the last line of each
 * is one JSON object.
 * @returns {Promise<number>}
 */
async function main() {
  endDescendantsOnSignals();
  await ensureNodePackages();
  const folder = await bundlePrograms({ folder: 'bench', input: programs() });
  return runBundled(join(folder, 'run.mjs'), process.argv.slice(2));
}

await runMain(main);
