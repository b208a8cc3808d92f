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
        // Beside main.js: the parts find the other files of the build from where they are.
        output: { chunkFileNames: '[name].js' },
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
    build: { target: 'chrome114', minify: true, rolldownOptions: { input: 'src/renderer/index.html' } },
  },
});
