import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { comparePackages } from './package/compare-packs.mjs';
import { sourceDate } from './package/source-date.mjs';
import { cachePath, inRepository, repositoryPath } from './paths.mjs';
import { run, runOrFail } from './process/run.mjs';
import { TemporaryFolder } from './process/temporary-folder.mjs';
import { runMain, say, SetupError } from './terminal.mjs';

const dist = ['scripts/dist.mjs', '--fast', 'deb', 'tar.gz'];
const deadlineMs = 900_000;
/** Made once for both: what is compared is how packages are made of it. */
const shared = ['node_modules', '.cache/electron25', '.cache/engine'];

/** @param {string} folder */
const packagesIn = (folder) => readdirSync(folder).filter((name) => /^pestle.*\.(?:deb|tar\.gz)$/.test(name));

/** Copies the sources, as they are now, to another place. @param {string} target */
async function copySources(target) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = (await runOrFail('git', list, { deadlineMs: 60_000 }))
    .split('\0')
    .filter((name) => name !== '');
  for (const name of names) cpSync(inRepository(name), join(target, name));
  for (const name of shared) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    // Links to the same files where both are on one disk. A link to the folder would show in the paths of modules.
    const copy = (/** @type {string[]} */ ...options) =>
      run('cp', ['-a', ...options, inRepository(name), join(target, name)], { deadlineMs: 300_000 });
    if ((await copy('--link')).code !== 0) await copy();
  }
}

/**
 * `npm run pack:compare`: packs twice, the second time elsewhere, with another umask, language and time zone, and says
 * what differs.
 * @returns {Promise<number>} 1 when anything does.
 */
async function main() {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(sourceDate().getTime() / 1000) };
  const first = join(cachePath, 'package-compare');
  rmSync(first, { recursive: true, force: true });
  mkdirSync(first, { recursive: true });
  await runOrFail(process.execPath, dist, { deadlineMs, env });
  for (const name of packagesIn(inRepository('dist')))
    renameSync(inRepository('dist', name), join(first, name));
  const elsewhere = new TemporaryFolder('pestle-elsewhere-');
  try {
    await copySources(elsewhere.path);
    const other = { ...env, TZ: 'Pacific/Auckland', LC_ALL: 'C' };
    const words = ['-c', 'umask 077; exec "$0" "$@"', process.execPath, ...dist];
    await runOrFail('sh', words, { deadlineMs, env: other, cwd: elsewhere.path });
    const names = packagesIn(first);
    if (names.length === 0) throw new SetupError(`No package was made in ${repositoryPath}.`);
    const found = await Promise.all(
      names.map(async (name) => {
        const differing = await comparePackages(join(first, name), join(elsewhere.path, 'dist', name));
        say(
          differing.length === 0
            ? `${name}: the same bytes`
            : `${name} differs:\n  ${differing.join('\n  ')}`,
        );
        return differing.length;
      }),
    );
    for (const name of names) renameSync(join(first, name), inRepository('dist', name));
    return found.some((count) => count > 0) ? 1 : 0;
  } finally {
    elsewhere.remove();
  }
}

await runMain(main);
