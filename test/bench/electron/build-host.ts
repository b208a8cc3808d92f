import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { repositoryPath } from '../harness/streams';

const HOST = join(repositoryPath, 'test', 'bench', 'electron', 'host');
/** Optional speed-ups of the web socket library, which are not installed. */
const OPTIONAL = ['bufferutil', 'utf-8-validate'];
const NODE = ['electron', ...OPTIONAL, ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** Builds the Electron app that the benchmarks run, as the app itself is built. Returns the path of its main script. */
export async function buildHost(folder: string): Promise<string> {
  await build(nodeScript('main', folder));
  await build(nodeScript('preload', folder));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: HOST,
    build: {
      target: 'chrome114',
      minify: true,
      outDir: join(folder, 'page'),
      emptyOutDir: true,
      rolldownOptions: { input: join(HOST, 'index.html') },
    },
  });
  return join(folder, 'main.js');
}

function nodeScript(name: string, folder: string): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    root: HOST,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node18',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { [name]: join(HOST, `${name}.ts`) },
        external: NODE,
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  };
}
