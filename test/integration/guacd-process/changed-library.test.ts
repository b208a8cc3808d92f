import { spawnSync } from 'node:child_process';
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeChangedLibrary } from '../../../src/main/guacd-process/changed-library';
import { placePrintPlugin } from '../../../src/main/guacd-process/print-plugin';
import { FULL_ENGINE, hasFullEngine } from './engine-bench';

let folder: string;
let libraries: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pestle-changed-'));
  libraries = join(folder, 'libraries');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a changed copy of a library', () => {
  const place = (sources: string[]): Promise<boolean> =>
    placeChangedLibrary({
      file: 'one.so',
      sources: sources.map((name) => join(folder, name)),
      folder: libraries,
      change: (library) =>
        library.includes('old') ? Buffer.from(library.toString().replace('old', 'new')) : null,
    });

  function install(source: string, text: string): void {
    mkdirSync(join(folder, source), { recursive: true });
    writeFileSync(join(folder, source, 'one.so'), text);
  }

  it('is made of the first that is there, and anew when that has changed', async () => {
    install('second', 'an old one');
    expect(await place(['first', 'second'])).toBe(true);
    expect(readFileSync(join(libraries, 'one.so'), 'utf8')).toBe('an new one');
    install('first', 'old, too');
    expect(await place(['first', 'second'])).toBe(true);
    expect(readFileSync(join(libraries, 'one.so'), 'utf8')).toBe('new, too');
    expect(readdirSync(libraries)).toEqual(['one.so']);
  });

  it('does not stay when the library is one that needs no change, or is gone', async () => {
    install('first', 'an old one');
    await place(['first']);
    install('first', 'a good one');
    expect(await place(['first'])).toBe(false);
    expect(readdirSync(libraries)).toEqual([]);
    install('first', 'an old one');
    await place(['first']);
    rmSync(join(folder, 'first'), { recursive: true });
    expect(await place(['first'])).toBe(false);
    expect(readdirSync(libraries)).toEqual([]);
  });
});

const hasGhostscript = spawnSync('gs', ['--version']).status === 0;

describe.skipIf(!hasFullEngine || !hasGhostscript)('printing from RDP', () => {
  /** The words by which a plug-in has Ghostscript make PDF. */
  function wordsOf(plugin: string): string[] {
    const text = readFileSync(plugin, 'latin1');
    const from = text.indexOf('\0-q\0-dNOPAUSE\0');
    return [...text.slice(from, text.indexOf('\0-f\0', from)).split('\0').slice(1), '-f', '-'];
  }

  it('gives a PDF file: the plug-in asks nothing of Ghostscript that it does not know', async () => {
    await placePrintPlugin(FULL_ENGINE, libraries);
    const copy = join(libraries, 'libguac-client-rdp.so');
    const words = wordsOf(existsSync(copy) ? copy : join(FULL_ENGINE, 'lib/libguac-client-rdp.so'));
    expect(words).toContain('-sDEVICE=pdfwrite');
    const page = '%!PS\n/Helvetica findfont 24 scalefont setfont 72 700 moveto (page) show showpage\n';
    const { status, stdout } = spawnSync('gs', words, { input: page, encoding: 'latin1', timeout: 20_000 });
    expect(stdout.slice(0, 5)).toBe('%PDF-');
    expect(status).toBe(0);
  });
});
