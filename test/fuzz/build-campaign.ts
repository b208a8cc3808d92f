import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from '../support/bundle-program';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles the campaign program.
 *
 * @param name folder below .cache/fuzz to put it in
 * @param root the tree whose `src` and `test` are bundled; default: this one
 * @returns path of the program
 */
export function buildCampaign(name: string, root = repository): Promise<string> {
  return bundleProgram(join(root, 'test/fuzz/campaign-main.ts'), join('fuzz', name), { root });
}
