import { chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOrFail } from '../process/run.mjs';
import { loopback } from './description.mjs';

/** @typedef {import('./account.mjs').Account} Account */
/** @typedef {import('./description.mjs').ServersDescription} ServersDescription */
/** @typedef {import('./service.mjs').ServerHost} ServerHost */

const passphrase = 'zQkey-passphrase-7xV';

/** @param {readonly string[]} args */
const sshKeygen = (args) => runOrFail('ssh-keygen', ['-q', ...args], { deadlineMs: 60_000 });

/**
 * The user that asked for the servers through sudo has to read the private keys.
 * @param {string} path
 */
function giveToCaller(path) {
  const { SUDO_UID, SUDO_GID } = process.env;
  if (SUDO_UID !== undefined && SUDO_GID !== undefined) chownSync(path, Number(SUDO_UID), Number(SUDO_GID));
}

/**
 * Private keys for the account. guacd wants them as PEM, and RSA is what every release of it can read.
 * @param {string} folder
 * @returns {Promise<ServersDescription['keys']>}
 */
async function createClientKeys(folder) {
  const rsa = join(folder, 'client_rsa');
  const rsaEncrypted = join(folder, 'client_rsa_encrypted');
  await sshKeygen(['-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-C', 'test', '-f', rsa]);
  // The same key once more: making an RSA key is what takes time.
  copyFileSync(rsa, rsaEncrypted);
  await sshKeygen(['-p', '-m', 'PEM', '-P', '', '-N', passphrase, '-f', rsaEncrypted]);
  giveToCaller(rsa);
  giveToCaller(rsaEncrypted);
  return { rsa, rsaEncrypted, passphrase };
}

/**
 * @param {string} folder
 * @param {Account} account
 * @param {number} port
 */
function configuration(folder, account, port) {
  return `Port ${port}
ListenAddress ${loopback}
HostKey ${folder}/host_ecdsa
HostKey ${folder}/host_ed25519
PidFile none
UsePAM yes
AllowUsers ${account.name}
PasswordAuthentication yes
KbdInteractiveAuthentication no
AuthorizedKeysFile ${folder}/client_rsa.pub
StrictModes no
# libssh2, which guacd uses, may sign with an RSA key in the old way only.
PubkeyAcceptedAlgorithms +ssh-rsa
MaxStartups 100
AcceptEnv LANG LC_* TZ
PrintMotd no
Subsystem sftp internal-sftp
`;
}

/**
 * A real OpenSSH server with sftp, for one account.
 * @param {ServerHost} host
 * @param {Account} account
 * @param {number} port
 * @returns {Promise<Pick<ServersDescription, 'keys' | 'hostKey'>>}
 */
export async function startSshd({ folder, launch }, account, port) {
  const hostKeys = ['ecdsa', 'ed25519'].map((kind) =>
    sshKeygen(['-t', kind, '-N', '', '-C', '', '-f', join(folder, `host_${kind}`)]),
  );
  const [keys] = await Promise.all([createClientKeys(folder), ...hostKeys]);
  writeFileSync(join(folder, 'sshd_config'), configuration(folder, account, port));
  // Where sshd locks its unprivileged part up; the package makes it at boot.
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const args = ['-D', '-e', '-f', join(folder, 'sshd_config')];
  await launch({ name: 'sshd', program: 'sshd', args }).listening(port);
  // libssh2 1.10 settles on ECDSA whatever else the server has.
  const [kind, key] = readFileSync(join(folder, 'host_ecdsa.pub'), 'utf8').split(' ');
  return { keys, hostKey: `${loopback} ${kind} ${key?.trim()}` };
}
