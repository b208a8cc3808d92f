import { basename, join } from 'node:path';
import { loadScript } from './load-script';

type Bundle = { folder: string; input: Record<string, string>; root?: string; isWhole?: boolean };

export type BundleOptions = Omit<Bundle, 'folder' | 'input'>;

/**
 * Makes a program of TypeScript into plain JavaScript, so that it can be started without a test runner, and hot loops
 * run as they do in the product.
 *
 * @param source the file that it begins with
 * @param folder below .cache, for this program alone: it is emptied first
 * @returns path of the program
 */
export async function bundleProgram(
  source: string,
  folder: string,
  options: BundleOptions = {},
): Promise<string> {
  const { bundlePrograms } = (await loadScript('process/bundled-program.mjs')) as {
    bundlePrograms: (bundle: Bundle) => Promise<string>;
  };
  const name = basename(source, '.ts');
  return join(await bundlePrograms({ folder, input: { [name]: source }, ...options }), `${name}.mjs`);
}
