import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPageFiles } from '../../../src/main/app/page-files';

describe('readPageFiles', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pestle-page-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('lists the files of the build by URL path, with their types', async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '');
    writeFileSync(join(folder, 'assets', 'index-4f.js'), '');
    expect(await readPageFiles(folder)).toEqual(
      new Map([
        ['/index.html', { path: join(folder, 'index.html'), contentType: 'text/html; charset=utf-8' }],
        [
          '/assets/index-4f.js',
          { path: join(folder, 'assets', 'index-4f.js'), contentType: 'text/javascript; charset=utf-8' },
        ],
      ]),
    );
  });

  it('leaves out hidden files, links, names that need encoding, and kinds a build does not have', async () => {
    writeFileSync(join(folder, 'index.html'), '');
    for (const name of ['.env', 'a b.js', 'ä.js', 'notes.txt', 'app.js.map'])
      writeFileSync(join(folder, name), '');
    symlinkSync('/etc/passwd', join(folder, 'link.js'));
    expect([...(await readPageFiles(folder)).keys()]).toEqual(['/index.html']);
  });

  it('refuses a folder without a page', async () => {
    await expect(readPageFiles(folder)).rejects.toThrow('no index.html');
    await expect(readPageFiles(join(folder, 'nothing'))).rejects.toThrow('ENOENT');
  });
});
