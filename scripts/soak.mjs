import { join } from 'node:path';
import { inRepository } from './paths.mjs';
import { bundlePrograms, runBundled } from './process/bundled-program.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { runMain, SetupError } from './terminal.mjs';

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
  const folder = await bundlePrograms({
    folder: 'soak',
    input: { soak: inRepository('test', 'soak', 'soak.ts') },
  });
  return runBundled(join(folder, 'soak.mjs'), [String(minutes)]);
}

await runMain(main);
