#!/usr/bin/env node
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { runOrFail } from '../process/run.mjs';
import { TemporaryFolder } from '../process/temporary-folder.mjs';
import { hashOfFile } from '../setup/npm-tarball.mjs';
import { runMain } from '../terminal.mjs';
import { controlText, md5sumsText } from './debian-control.mjs';
import { parseFpmArguments } from './fpm-arguments.mjs';
import { sourceDate } from './source-date.mjs';

/** @typedef {import('./fpm-arguments.mjs').DebRequest} DebRequest */

const scripts = /** @type {const} */ ([
  ['before-install', 'preinst'],
  ['after-install', 'postinst'],
  ['before-remove', 'prerm'],
  ['after-remove', 'postrm'],
]);

/** dpkg-deb's arguments by the names that fpm has for compressions. One thread: more make other bytes. */
const compressions = new Map([
  ['xz', ['-Zxz', '-z6', '--threads-max=1']],
  ['gz', ['-Zgzip', '-z1']],
]);

/**
 * Everything below a folder, folders before what is in them.
 * @param {string} folder
 * @param {string} [below]
 * @returns {string[]} Paths relative to the folder.
 */
function treeOf(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? [path, ...treeOf(folder, path)] : [path];
  });
}

/** @param {string} root @param {DebRequest['files']} files */
function placeFiles(root, files) {
  for (const { from, to } of files) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
}

/** A package carries neither the umask nor the clock of the computer it is made on. @param {string} root @param {Date} date */
function settleFiles(root, date) {
  let bytes = 0;
  for (const path of ['.', ...treeOf(root)]) {
    const full = join(root, path);
    const info = lstatSync(full);
    if (!info.isSymbolicLink()) chmodSync(full, info.isDirectory() || info.mode & 0o111 ? 0o755 : 0o644);
    lutimesSync(full, date, date);
    // As dpkg-gencontrol counts: files in whole KiB, everything else as one.
    bytes += info.isFile() ? Math.ceil(info.size / 1024) * 1024 : 1024;
  }
  return bytes / 1024;
}

/**
 * Stands in for fpm, which electron-builder would fetch and run with Ruby, for exactly what it asks of it: a .deb.
 * Needs dpkg-deb only, and makes the same file of the same input.
 */
async function main() {
  const request = parseFpmArguments(process.argv.slice(2));
  const { options } = request;
  const date = sourceDate();
  const folder = new TemporaryFolder('pestle-deb-');
  try {
    const root = folder.path;
    placeFiles(root, request.files);
    const installedKib = settleFiles(root, date);
    const files = treeOf(root).filter((path) => lstatSync(join(root, path)).isFile());
    const sums = await Promise.all(
      files.map(async (path) => ({ path, md5: await hashOfFile(join(root, path), 'md5', 'hex') })),
    );
    const control = join(root, 'DEBIAN');
    mkdirSync(control);
    writeFileSync(join(control, 'control'), controlText(request, installedKib));
    writeFileSync(join(control, 'md5sums'), md5sumsText(sums));
    for (const [option, name] of scripts) {
      const script = options[option];
      if (script === undefined) continue;
      copyFileSync(script, join(control, name));
      chmodSync(join(control, name), 0o755);
    }
    chmodSync(control, 0o755);
    const compression = compressions.get(options['deb-compression'] ?? 'xz');
    if (compression === undefined) throw new Error(`Unknown compression ${options['deb-compression']}.`);
    const epoch = String(date.getTime() / 1000);
    await runOrFail(
      'dpkg-deb',
      [...compression, '--root-owner-group', '--build', root, options.package ?? ''],
      {
        deadlineMs: 1_200_000,
        env: { ...process.env, SOURCE_DATE_EPOCH: epoch },
      },
    );
  } finally {
    folder.remove();
  }
}

await runMain(main);
