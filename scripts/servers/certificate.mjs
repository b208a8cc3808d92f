import { copyFileSync, chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { runOrFail } from '../process/run.mjs';

/**
 * Makes a certificate for this computer that is valid for a week.
 * @param {string} folder
 * @returns {Promise<{ certificatePath: string, keyPath: string }>}
 */
export async function createCertificate(folder) {
  const certificatePath = join(folder, 'tls.crt');
  const keyPath = join(folder, 'tls.key');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const output = ['-keyout', keyPath, '-out', certificatePath];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '7', ...subject, ...output];
  await runOrFail('openssl', args, { deadlineMs: 60_000 });
  return { certificatePath, keyPath };
}

/**
 * A copy of a private key for a server that runs as another user.
 * @param {string} keyPath
 * @param {string} copyPath
 * @param {{ uid: number, gid: number }} user
 */
export function copyKeyFor(keyPath, copyPath, { uid, gid }) {
  copyFileSync(keyPath, copyPath);
  chmodSync(copyPath, 0o600);
  chownSync(copyPath, uid, gid);
}
