/** @typedef {import('./debian-root.mjs').DebianRoot} DebianRoot */

/** Where the system notes what it did with every package, and the user's own folder. */
const notOurs = [
  '/proc',
  '/sys',
  '/dev',
  '/tmp',
  '/run',
  '/home',
  '/root',
  '/var/log',
  '/var/cache/apt',
  '/var/lib/apt',
];

/**
 * What is left of the package after it was purged: files with its name, and files of the system that mention it.
 * @param {DebianRoot} root
 * @returns {Promise<string[]>}
 */
export async function leftBehind(root) {
  const skip = notOurs.flatMap((path) => ['-path', path, '-prune', '-o']);
  const named = await root.run(['find', '/', ...skip, '-iname', '*pestle*', '-print'], {
    deadlineMs: 60_000,
  });
  const places = ['/etc', '/opt', '/var/lib/dpkg', '/usr/bin', '/usr/share/applications', '/usr/share/mime'];
  const mentions = await root.tryRun(['grep', '-rlsiI', '--exclude=*-old', 'pestle', ...places], {
    deadlineMs: 60_000,
  });
  const state = await root.tryRun(['dpkg-query', '-W', '-f', '${Status}', 'pestle'], { deadlineMs: 20_000 });
  return [
    ...named.split('\n'),
    ...mentions.stdout.split('\n').map((path) => (path === '' ? '' : `mentioned in ${path}`)),
    ...(state.code === 0 && !state.stdout.includes('not-installed') ? [`dpkg: ${state.stdout}`] : []),
  ].filter((line) => line !== '');
}
