import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { recordPackages } from './scripts/package/record-packages.mjs';

// Everything is bundled, so a packaged app carries no node_modules. The targets are those of the oldest
// Electron that must run it: 25 = Node 18.15 and Chromium 114.
export default defineConfig({
  main: {
    plugins: [recordPackages()],
    build: {
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: 'src/main/main.ts' },
        output: {
          // Beside main.js: the parts find the other files of the build from where they are.
          chunkFileNames: '[name].js',
          // What is short is read sooner; names stay, for the log.
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    plugins: [recordPackages()],
    build: {
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: { input: { preload: 'src/preload/preload.ts' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), recordPackages()],
    build: {
      target: 'chrome114',
      minify: true,
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: 'src/renderer/index.html',
        // One file for all of the first picture: each one more is one more question to main.
        output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] } },
      },
    },
  },
});
