import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles the campaign program, so that hot loops run as they do in the product and not through a test runner's
 * loader.
 *
 * @param name folder below .cache/fuzz to put it in
 * @param sources the tree whose `src` and `test` are bundled; default: this one
 * @returns path of the program
 */
export async function buildCampaign(name: string, sources = root): Promise<string> {
  const outDir = join(root, '.cache', 'fuzz', name);
  await build({
    root: sources,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(sources, 'test/fuzz/campaign-main.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node18',
      rolldownOptions: { output: { entryFileNames: 'campaign-main.mjs', format: 'es' } },
    },
  });
  return join(outDir, 'campaign-main.mjs');
}
