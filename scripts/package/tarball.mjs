import {
  chmodSync,
  copyFileSync,
  cpSync,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { cachePath, inRepository } from '../paths.mjs';
import { SetupError } from '../terminal.mjs';

/**
 * Of the packages that the deb depends on, the names that Debian 12 has: the first of each group of alternatives.
 * @param {string} configuration Text of electron-builder.yml.
 */
export function libraryPackages(configuration) {
  const list = /^ {2}depends:\n((?: {4}- .*\n)+)/m.exec(configuration)?.[1] ?? '';
  return list
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^ *- /, '').replace(/ .*$/, ''));
}

/** The arguments of GNU tar that leave out whose computer it was and when. @param {string} folder @param {Date} date */
export const settledTar = (folder, date) => [
  '--create',
  '--format=gnu',
  '--sort=name',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  `--mtime=@${date.getTime() / 1000}`,
  '--mode=u+rwX,go+rX,go-w,a-s',
  `--transform=flags=r;s,^\\.,${folder},`,
];

/**
 * What a folder that is put anywhere needs besides the app: how to use it, and how the desktop gets to know it.
 * @param {string} folder It must be there.
 */
export function placeExtras(folder) {
  for (const name of ['INSTALL.txt', 'install-desktop-entry.sh'])
    copyFileSync(inRepository('packaging', 'linux', name), join(folder, name));
  chmodSync(join(folder, 'install-desktop-entry.sh'), 0o755);
  cpSync(inRepository('packaging', 'icons', 'png'), join(folder, 'icons'), { recursive: true });
  copyFileSync(inRepository('packaging', 'icons', 'icon.svg'), join(folder, 'icons', 'icon.svg'));
}

/**
 * Packs an unpacked app into a .tar.gz with one folder in it, the same bytes for the same content. electron-builder
 * would note the time, and compress for minutes with a program that is not in Debian's base.
 * @param {object} options
 * @param {string} options.app The unpacked app.
 * @param {string} options.target The file to write.
 * @param {string} options.folder Name of the folder inside.
 * @param {Date} options.date Of everything inside.
 * @param {number} options.level Of gzip.
 */
export async function makeTarball({ app, target, folder, date, level }) {
  const extras = join(cachePath, 'package', 'tarball');
  rmSync(extras, { recursive: true, force: true });
  mkdirSync(extras, { recursive: true });
  placeExtras(extras);
  const libraries = libraryPackages(readFileSync(inRepository('electron-builder.yml'), 'utf8'));
  writeFileSync(join(extras, 'libraries.txt'), `${libraries.join('\n')}\n`);
  const words = [
    ...settledTar(folder, date),
    '-C',
    app,
    '.',
    '-C',
    extras,
    ...readdirSync(extras).map((name) => `./${name}`),
  ];
  const tar = spawn('tar', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(tar, 'exit');
  // Node's gzip writes neither name nor time.
  await pipeline(tar.stdout, createGzip({ level }), createWriteStream(target));
  const [code] = await exited;
  if (code !== 0) throw new SetupError(`tar failed (${code}).`);
}
