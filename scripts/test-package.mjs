import { chmodSync, copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { demoTargets } from './demo/targets.mjs';
import { knownWords } from './known-words.mjs';
import { DebianRoot, userName } from './package-test/debian-root.mjs';
import { Desktop } from './package-test/desktop.mjs';
import { InstalledApp } from './package-test/installed-app.mjs';
import { leftBehind } from './package-test/left-behind.mjs';
import { missingLibraries } from './package-test/missing-libraries.mjs';
import { processesInside, sandboxProblems } from './package-test/sandbox.mjs';
import { inRepository } from './paths.mjs';
import { endDescendantsOnSignals } from './process/end-descendants.mjs';
import { findProgram } from './process/find-program.mjs';
import { npmCommand } from './process/npm.mjs';
import { isRoot } from './process/privilege.mjs';
import { runOrFail } from './process/run.mjs';
import { TemporaryFolder } from './process/temporary-folder.mjs';
import { TestServers } from './servers/test-servers.mjs';
import { installPackages, missingPackages, updateLists } from './setup/apt.mjs';
import { systemFamily } from './setup/distribution.mjs';
import { ensureNodePackages } from './setup/node-packages.mjs';
import { hashOfFile } from './setup/npm-tarball.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { runMain, say, seconds, SetupError, Unavailable } from './terminal.mjs';

/** @typedef {import('./servers/description.mjs').ServersDescription} ServersDescription */

/** What this test needs besides the servers. */
const needed = ['mmdebstrap', 'util-linux', 'xvfb', 'jwm', 'xdotool', 'imagemagick'];
const kinds = /** @type {const} */ (['deb', 'tar.gz']);
const installDeadlineMs = 600_000;

/** @returns {Promise<string | undefined>} Why this computer cannot run it. */
async function obstacle() {
  if (systemFamily() !== 'debian') return 'it makes a Debian in a folder, which needs Debian or Ubuntu';
  if (!isRoot()) return 'it has to enter another root, which only root may: run it with sudo';
  if (findProgram('unshare') === undefined) return 'there is no unshare';
  return undefined;
}

async function installTools() {
  const missing = await missingPackages(needed);
  if (missing.length > 0) {
    say(`installing what the test needs: ${missing.join(' ')}`);
    await updateLists();
    await installPackages(missing.map(String));
  }
  await ensureSystemPackages(['runtime', 'engine', 'tests']);
}

/** The newest package of a kind in dist/. @param {string} ending */
function newestPackage(ending) {
  const folder = inRepository('dist');
  const newest = readdirSync(folder)
    .filter((name) => name.startsWith('pestle') && name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (newest === undefined) throw new SetupError(`There is no ${ending} in dist/. Run: npm run dist`);
  return newest;
}

/**
 * @param {DebianRoot} root
 * @param {readonly string[]} what Packages or files.
 */
async function aptInstall(root, what) {
  await root.run(['apt-get', 'update', '-qq'], { deadlineMs: installDeadlineMs });
  await root.run(['apt-get', 'install', '-y', '-qq', ...what], { deadlineMs: installDeadlineMs });
}

/**
 * Installs the package as its user would.
 * @param {DebianRoot} root
 * @param {typeof kinds[number]} kind
 * @param {string} file
 * @returns {Promise<{ command: string, folder: string }>} What the user calls, and where the app lies.
 */
async function install(root, kind, file) {
  const started = performance.now();
  const inside = kind === 'deb' ? '/root' : `/home/${userName}`;
  const place = `${inside}/${basename(file)}`;
  copyFileSync(file, join(root.path, place));
  if (kind === 'deb') {
    await aptInstall(root, [place]);
    say(`installed with apt-get in ${seconds(performance.now() - started)}`);
    return { command: 'pestle', folder: '/opt/Pestle' };
  }
  const { code, stderr } = await root.runAsUser(['tar', '-xf', place], { deadlineMs: 120_000 });
  if (code !== 0) throw new SetupError(`The package cannot be unpacked: ${stderr}`);
  const folder = place.replace(/\.tar\.gz$/, '');
  const libraries = await root.run(['cat', `${folder}/libraries.txt`], { deadlineMs: 10_000 });
  await aptInstall(root, ['--no-install-recommends', ...libraries.trim().split('\n')]);
  say(`unpacked, with the libraries it names, in ${seconds(performance.now() - started)}`);
  return { command: `${folder}/pestle`, folder };
}

/** @param {Readonly<Record<string, string>>} parameters */
const withoutDomain = (parameters) =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== 'domain'));

/**
 * Opens one session of each kind and looks at what runs.
 * @param {object} parts
 * @param {DebianRoot} parts.root
 * @param {Desktop} parts.desktop
 * @param {ServersDescription} parts.servers
 * @param {string} parts.command
 * @param {string} parts.folder
 * @param {string} parts.pictures
 */
async function useApp({ root, desktop, servers, command, folder, pictures }) {
  const app = new InstalledApp({ root, desktop, command, pictures });
  const targets = demoTargets(servers)
    .filter(({ protocol }) => protocol !== 'telnet')
    // Without a domain, xrdp asks which desktop to show.
    .map((target) => ({ ...target, parameters: withoutDomain(target.parameters) }));
  await app.save(targets);
  say(`it says: ${(await app.call(['--version'])).trim()}`);
  const listed = await app.call(['list']);
  for (const { name } of targets)
    if (!listed.includes(name)) throw new SetupError(`pestle list leaves out "${name}":\n${listed}`);
  await app.start();
  const marks = new TemporaryFolder('pestle-package-test-');
  chmodSync(marks.path, 0o777);
  try {
    for (const target of targets) await app.open(target, join(marks.path, target.protocol));
    const processes = await processesInside();
    const ours = processes.filter(({ program }) => program.endsWith(`${folder}/pestle`));
    const problems = sandboxProblems(ours);
    if (problems.length > 0) throw new SetupError(`The sandbox has holes:\n${problems.join('\n')}`);
    const engines = processes.filter(({ program }) => program.endsWith('/guacd'));
    const included = await hashOfFile(
      join(root.path, folder, 'resources/engine/sbin/guacd'),
      'sha256',
      'hex',
    );
    const running = await Promise.all(
      engines.map(({ pid }) => hashOfFile(`/proc/${pid}/exe`, 'sha256', 'hex')),
    );
    if (running.length === 0 || running.some((hash) => hash !== included))
      throw new SetupError(
        `The engine is not the included one: ${engines.map(({ program }) => program).join(' ')}`,
      );
    say(`sandboxed; the included engine runs (${running.length} processes)`);
    const main = ours.find(({ command: line }) => !line.includes('--type='));
    if (main === undefined) throw new SetupError('The main process cannot be found.');
    const status = (await app.call(['engine', 'status'])).trim();
    say(status);
    if (!/^Open to: +only you$/m.test(status)) throw new SetupError('Others can reach the engine.');
    await app.end(main.pid);
    say('it ended, and so did everything it had started');
  } finally {
    marks.remove();
  }
}

/**
 * @param {typeof kinds[number]} kind
 * @param {Desktop} desktop
 * @param {ServersDescription} servers
 */
async function testKind(kind, desktop, servers) {
  const file = newestPackage(kind === 'deb' ? '_amd64.deb' : '-linux-x64.tar.gz');
  say(`${kind}: ${basename(file)} in a bare Debian 12`);
  const root = new DebianRoot();
  const pictures = inRepository('test-results', 'package', kind);
  mkdirSync(pictures, { recursive: true });
  try {
    await root.open();
    const { command, folder } = await install(root, kind, file);
    const missing = await missingLibraries(root, folder);
    if (missing.length > 0) throw new SetupError(`Libraries are missing:\n${missing.join('\n')}`);
    await useApp({ root, desktop, servers, command, folder, pictures });
    if (kind === 'deb') {
      await root.run(['apt-get', 'purge', '-y', '-qq', 'pestle'], { deadlineMs: installDeadlineMs });
      const left = await leftBehind(root);
      if (left.length > 0) throw new SetupError(`Purging left behind:\n${left.join('\n')}`);
      say('purged; nothing of it is left but what the user saved');
    }
  } finally {
    await root.dispose();
  }
}

/**
 * `npm run test:package [-- deb] [-- tar.gz] [-- --as-built]`: installs the packages in a bare Debian 12 and uses them as
 * a user would. With --as-built it takes what is in dist/ already.
 */
async function main() {
  const words = knownWords(process.argv.slice(2), [...kinds, '--as-built']);
  const chosen = kinds.filter((kind) => words.includes(kind));
  const reason = await obstacle();
  if (reason !== undefined) throw new Unavailable(`The packages cannot be tested here: ${reason}.`);
  endDescendantsOnSignals();
  await ensureNodePackages();
  await installTools();
  if (!words.includes('--as-built')) {
    const { command, args } = npmCommand();
    const targets = chosen.length === 0 ? ['deb', 'tar.gz'] : chosen;
    await runOrFail(command, [...args, 'run', 'dist', '--', '--fast', ...targets], { deadlineMs: 900_000 });
  }
  const started = performance.now();
  const [desktop, servers] = [new Desktop(), new TestServers()];
  try {
    const description = await servers.start();
    await desktop.start();
    for (const kind of chosen.length === 0 ? kinds : chosen) await testKind(kind, desktop, description);
  } finally {
    await desktop.dispose();
    await servers.dispose();
  }
  say(`the packages work (${seconds(performance.now() - started)}); pictures: test-results/package`);
}

await runMain(main);
