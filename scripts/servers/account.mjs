import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, runOrFail } from '../process/run.mjs';
import { readProcessTable } from '../process/process-table.mjs';
import { waitUntil } from '../process/wait-until.mjs';
import { isUserOf } from './process-owner.mjs';

/**
 * An account of this system that the servers log in.
 * @typedef {object} Account
 * @property {string} name
 * @property {string} password Letters and digits only: xrdp drops any `=` of its configuration.
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 */

const noteName = 'account';
/** The only names this file ever makes, and therefore the only ones it removes. */
const ownName = /^pestle-[0-9a-f]{8}$/;
const programDeadlineMs = 30_000;

/**
 * Changes the system's accounts. Only one program may do so at a time; the others are sent away and come again.
 * @param {string} command
 * @param {readonly string[]} args
 */
async function changeAccounts(command, args) {
  const done = await waitUntil(
    async () => (await run(command, args, { deadlineMs: programDeadlineMs })).code === 0,
    { deadlineMs: 5_000, everyMs: 250 },
  );
  if (done === undefined) await runOrFail(command, args, { deadlineMs: programDeadlineMs });
}

/**
 * @param {string} name
 * @returns {Promise<{ uid: number, gid: number } | undefined>} Undefined when there is no such account.
 */
export async function accountIds(name) {
  const { code, stdout } = await run('getent', ['passwd', name], { deadlineMs: programDeadlineMs });
  const [, , uid, gid] = stdout.split(':');
  return code === 0 && uid !== undefined && gid !== undefined
    ? { uid: Number(uid), gid: Number(gid) }
    : undefined;
}

/**
 * Makes an account with a random name and password, at home in the state folder. {@link removeAccount} ends it.
 * @param {string} folder
 * @returns {Promise<Account>}
 */
export async function createAccount(folder) {
  const name = `pestle-${randomBytes(4).toString('hex')}`;
  const home = join(folder, 'home');
  // Noted before it is made: then there is none that nobody would remove.
  writeFileSync(join(folder, noteName), name);
  const about = 'Pestle test servers';
  await changeAccounts('useradd', [
    '--create-home',
    '--home-dir',
    home,
    '--user-group',
    '--shell',
    '/bin/bash',
    '--comment',
    about,
    name,
  ]);
  const password = randomBytes(9).toString('hex');
  await runOrFail('chpasswd', [], { deadlineMs: programDeadlineMs, input: `${name}:${password}\n` });
  const ids = await accountIds(name);
  if (ids === undefined) throw new Error(`the account ${name} was made but is not there`);
  furnishHome(home, ids);
  return { name, password, home, ...ids };
}

/** No greeting, and a prompt without names: what a shell shows is the same at every login and on every computer. */
const shellStart = "PS1='\\[\\e[32m\\]demo\\[\\e[0m\\]:\\w\\$ '\n";
/** Without a UTF-8 locale the shell takes the bytes of a typed umlaut for editing keys. */
const loginStart = 'export LANG="${LANG:-C.UTF-8}"\n. ~/.bashrc\n';

/**
 * @param {string} home
 * @param {{ uid: number, gid: number }} ids
 */
function furnishHome(home, { uid, gid }) {
  writeFileSync(join(home, '.profile'), loginStart);
  writeFileSync(join(home, '.bashrc'), shellStart);
  writeFileSync(join(home, '.hushlogin'), '');
  mkdirSync(join(home, 'guacd'), { mode: 0o700 });
  for (const name of ['.profile', '.bashrc', '.hushlogin', 'guacd']) chownSync(join(home, name), uid, gid);
}

/** @param {number} uid */
async function endProcessesOf(uid) {
  const own = async () =>
    (await readProcessTable()).filter((entry) => entry.state !== 'Z' && isUserOf(entry.pid, uid));
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
    for (const { pid } of await own()) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended by itself.
      }
    }
    if (await waitUntil(async () => (await own()).length === 0, { deadlineMs: 1_500 })) return;
  }
}

/**
 * Ends every process of the account that was made for this folder, whoever started it, and removes the account
 * with its home. Does nothing when there is none.
 * @param {string} folder
 */
export async function removeAccount(folder) {
  const note = join(folder, noteName);
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : '';
  const ids = ownName.test(name) ? await accountIds(name) : undefined;
  if (ids === undefined) return;
  // At once, so that nobody logs in while it is being taken apart.
  await run('usermod', ['--lock', name], { deadlineMs: programDeadlineMs });
  await endProcessesOf(ids.uid);
  await changeAccounts('userdel', ['--remove', name]);
}
