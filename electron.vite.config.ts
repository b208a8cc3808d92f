import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Everything is bundled, so a packaged app carries no node_modules. The targets are those of the oldest
// Electron that must run it: 25 = Node 18.15 and Chromium 114.
export default defineConfig({
  main: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: { input: { main: 'src/main/main.ts' } },
    },
  },
  preload: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: { input: { preload: 'src/preload/preload.ts' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { target: 'chrome114', minify: true, rolldownOptions: { input: 'src/renderer/index.html' } },
  },
});
