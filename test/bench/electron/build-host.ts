import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { repositoryPath } from '../harness/streams';

const ELECTRON = join(repositoryPath, 'test', 'bench', 'electron');
/** Optional speed-ups of the web socket library, which are not installed. */
const OPTIONAL = ['bufferutil', 'utf-8-validate'];
const NODE = ['electron', ...OPTIONAL, ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** Builds the Electron app that plays contestants, as the app itself is built. Returns the path of its main script. */
export async function buildHost(folder: string): Promise<string> {
  const root = join(ELECTRON, 'host');
  await build(nodeScript(root, 'main', folder));
  await build(nodeScript(root, 'preload', folder));
  await build(page(root, folder));
  return join(folder, 'main.js');
}

/** Builds an Electron app that has nothing but a window and a React page. Returns the path of its main script. */
export async function buildBare(folder: string): Promise<string> {
  const root = join(ELECTRON, 'bare');
  await build(nodeScript(root, 'main', folder));
  await build(page(root, folder));
  return join(folder, 'main.js');
}

function page(root: string, folder: string): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    root,
    base: './',
    build: {
      target: 'chrome114',
      minify: true,
      outDir: join(folder, 'page'),
      emptyOutDir: true,
      rolldownOptions: { input: join(root, 'index.html') },
    },
  };
}

function nodeScript(root: string, name: string, folder: string): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    root,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node18',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { [name]: join(root, `${name}.ts`) },
        external: NODE,
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  };
}
