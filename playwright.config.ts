import { defineConfig } from '@playwright/test';

export default defineConfig({
  outputDir: 'test-results',
  reporter: [['list']],
  workers: 1,
  timeout: 60_000,
  forbidOnly: true,
  retries: 0,
  projects: [
    { name: 'renderer', testDir: 'test/renderer' },
    { name: 'e2e', testDir: 'test/e2e' },
  ],
});
