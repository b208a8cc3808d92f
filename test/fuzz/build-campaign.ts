import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadScript } from '../support/load-script';

const root = fileURLToPath(new URL('../..', import.meta.url));

type BundledProgram = {
  bundlePrograms: (bundle: {
    folder: string;
    input: Record<string, string>;
    root: string;
  }) => Promise<string>;
};

/**
 * Bundles the campaign program, so that hot loops run as they do in the product and not through a test runner's
 * loader.
 *
 * @param name folder below .cache/fuzz to put it in
 * @param sources the tree whose `src` and `test` are bundled; default: this one
 * @returns path of the program
 */
export async function buildCampaign(name: string, sources = root): Promise<string> {
  const { bundlePrograms } = (await loadScript('process/bundled-program.mjs')) as BundledProgram;
  const input = { 'campaign-main': join(sources, 'test/fuzz/campaign-main.ts') };
  const folder = await bundlePrograms({ folder: join('fuzz', name), input, root: sources });
  return join(folder, 'campaign-main.mjs');
}
