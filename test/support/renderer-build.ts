import react from '@vitejs/plugin-react';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(__dirname, '../..');

/** The built page and the script that puts the bridge double in it. */
export type RendererBuild = { folder: string; doubleScript: string; dispose: () => Promise<void> };

/** Builds the page as the app ships it, in a folder of its own. */
export async function buildRenderer(): Promise<RendererBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'pestle-renderer-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'src/renderer'),
    plugins: [react()],
    build: { target: 'chrome114', outDir: folder, emptyOutDir: true },
  });
  return {
    folder,
    doubleScript: await bundleDouble(),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

async function bundleDouble(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    root,
    build: {
      write: false,
      minify: false,
      target: 'chrome114',
      lib: {
        entry: join(root, 'test/support/bridge-double-entry.ts'),
        formats: ['iife'],
        name: 'bridgeDouble',
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs.flatMap((each) => ('output' in each ? each.output : []))[0];
  if (chunk?.type !== 'chunk') throw new Error('the bridge double did not build');
  return chunk.code;
}
