import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../support/bundle-program';

let folder: string;
let program: string;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-lasting-')));
  program = await bundleProgram(join(import.meta.dirname, 'lasting-app.ts'), 'programs/lasting');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Node itself keeps what it finds open at its start from its children, but stops to look at a gap after the first 16. */
const gap = Array.from({ length: 37 }, () => 'ignore' as const);

describe.skipIf(process.platform !== 'linux')('a command that outlives the app', () => {
  it('gets nothing that the app has open', async () => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, '');
    const open = openSync(secret, 'r');
    const app = spawn(process.execPath, [program, folder, 'readlink /proc/$$/fd/*; echo done'], {
      stdio: ['ignore', 'pipe', 'inherit', ...gap, open],
    });
    closeSync(open);
    const seen = await text(app.stdout!);
    expect(seen).toContain('done');
    expect(seen).not.toContain(secret);
  });
});
