import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';

let folder: string;
let appFile: string;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-lasting-')));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, 'lasting-app.ts'),
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'app.mjs' } },
    },
    ssr: { noExternal: true },
  });
  appFile = join(folder, 'app.mjs');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Node itself keeps what it finds open at its start from its children, but stops to look at a gap after the first 16. */
const gap = Array.from({ length: 37 }, () => 'ignore' as const);

describe.skipIf(process.platform !== 'linux')('a command that outlives the app', () => {
  it('gets nothing that the app has open', async () => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, '');
    const open = openSync(secret, 'r');
    const app = spawn(process.execPath, [appFile, folder, 'readlink /proc/$$/fd/*; echo done'], {
      stdio: ['ignore', 'pipe', 'inherit', ...gap, open],
    });
    closeSync(open);
    const seen = await text(app.stdout!);
    expect(seen).toContain('done');
    expect(seen).not.toContain(secret);
  });
});
