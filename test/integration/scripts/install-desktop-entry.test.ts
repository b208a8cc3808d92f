import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadScript } from '../../support/load-script';

const { placeExtras } = (await loadScript('package/tarball.mjs')) as {
  placeExtras: (folder: string) => void;
};
const repository = join(import.meta.dirname, '../../..');

let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pestle-entry-'));
  folder = join(home, 'my "apps" 100%, $HOME');
  mkdirSync(folder);
  placeExtras(folder);
  writeFileSync(join(folder, 'pestle'), '#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n', { mode: 0o755 });
});
afterEach(() => rmSync(home, { recursive: true }));

const run = (...words: string[]) =>
  promisify(execFile)(join(folder, 'install-desktop-entry.sh'), words, {
    env: { PATH: process.env.PATH, HOME: home },
  });
const data = (...parts: string[]) => join(home, '.local/share', ...parts);
const readEntry = () => readFileSync(data('applications/pestle.desktop'), 'utf8');

/** What a launcher makes of an Exec line: escapes of the entry, then words in quotation marks, then field codes. */
const execWords = (line: string): string[] =>
  [...line.replaceAll('\\\\', '\\').matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').replaceAll('%%', '%'),
  );

describe.skipIf(process.platform !== 'linux')('install-desktop-entry.sh', () => {
  it('puts entry, icons and file type into the user’s own folder, and nothing else anywhere', async () => {
    const { stdout } = await run();
    expect(stdout).toContain('--remove');
    const sizes = readdirSync(data('icons/hicolor')).sort();
    expect(sizes).toEqual([
      ...['128x128', '16x16', '24x24', '256x256', '32x32', '48x48', '512x512', '64x64'],
      'scalable',
    ]);
    expect(readFileSync(data('icons/hicolor/48x48/apps/pestle.png'))).toEqual(
      readFileSync(join(repository, 'packaging/icons/png/48x48.png')),
    );
    expect(readFileSync(data('mime/packages/pestle.xml'), 'utf8')).toContain('*.rdp');
    expect(readdirSync(home).sort()).toEqual(['.local', 'my "apps" 100%, $HOME']);
  });

  it('names the program wherever it lies', async () => {
    await run();
    const [open = '', fresh = ''] = [...readEntry().matchAll(/^Exec=(.*)$/gm)].map(([, exec = '']) => exec);
    expect(execWords(open)).toEqual([join(folder, 'pestle'), '--', '%U']);
    expect(execWords(fresh)).toEqual([join(folder, 'pestle'), 'new']);
  });

  it('says what the entry of the packages says', async () => {
    await run();
    const configuration = readFileSync(join(repository, 'electron-builder.yml'), 'utf8');
    const told = (key: string) => new RegExp(`^ +${key}: '?(.*?)'?$`, 'm').exec(configuration)?.[1];
    for (const key of ['GenericName', 'Keywords', 'StartupNotify', 'SingleMainWindow', 'Actions'])
      expect(readEntry()).toContain(`\n${key}=${told(key)}\n`);
    expect(readEntry()).toContain(`\nComment=${/^ {2}description: (.*)$/m.exec(configuration)?.[1]}\n`);
    expect(readEntry()).toContain(`\nCategories=${told('category')}\n`);
    const [, schemes = ''] = /schemes: \[(.*)\]/.exec(configuration) ?? [];
    const types = ['application/x-rdp', ...schemes.split(', ').map((scheme) => `x-scheme-handler/${scheme}`)];
    expect(readEntry()).toContain(`\nMimeType=${types.join(';')};\n`);
    expect(readEntry()).toContain('[Desktop Action new-connection]\nName=New Connection\n');
  });

  it('takes everything away again', async () => {
    await run();
    await run('--remove');
    const left = readdirSync(data(), { recursive: true, withFileTypes: true }).filter(
      (each) => each.isFile() && each.name.includes('pestle'),
    );
    expect(left).toEqual([]);
  });

  it('refuses what it does not know, and a folder without Pestle', async () => {
    await expect(run('--frobnicate')).rejects.toMatchObject({ code: 1 });
    rmSync(join(folder, 'pestle'));
    await expect(run()).rejects.toMatchObject({
      stderr: expect.stringContaining('no program pestle') as string,
    });
    expect(existsSync(data())).toBe(false);
  });
});
