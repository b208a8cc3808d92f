import { join } from 'node:path';
import { run } from '../process/run.mjs';
import { findProgram } from '../process/find-program.mjs';
import { SetupError } from '../terminal.mjs';
import { copyKeyFor } from './certificate.mjs';
import { loopback } from './description.mjs';

/** @typedef {import('./account.mjs').Account} Account */
/** @typedef {import('./service.mjs').ServerHost} ServerHost */

/** Which guacd this computer has. @returns {Promise<{ path: string, version: string }>} */
export async function installedGuacd() {
  const path = findProgram('guacd');
  if (path === undefined) throw new SetupError('There is no guacd on this computer.');
  const { stdout, stderr } = await run(path, ['-v'], { deadlineMs: 10_000 });
  return { path, version: /version (\S+)/.exec(stdout + stderr)?.[1] ?? 'unknown' };
}

/**
 * Two engines for tests of the protocol library: one plain, one that speaks TLS.
 * @param {ServerHost} host
 * @param {Account} account They run as.
 * @param {{ plain: number, tls: number }} ports
 * @param {{ certificatePath: string, keyPath: string }} certificate
 */
export async function startGuacds({ folder, launch }, account, ports, certificate) {
  const keyPath = join(folder, 'guacd.key');
  copyKeyFor(certificate.keyPath, keyPath, account);
  const common = ['-f', '-L', 'info', '-b', loopback];
  // FreeRDP keeps known certificates at home, and ends the connection where it cannot write there.
  const shared = { program: 'guacd', user: account, env: { HOME: join(account.home, 'guacd') } };
  const tls = ['-C', certificate.certificatePath, '-K', keyPath];
  await Promise.all([
    launch({ ...shared, name: 'guacd', args: [...common, '-l', String(ports.plain)] }).listening(ports.plain),
    launch({ ...shared, name: 'guacd-tls', args: [...common, '-l', String(ports.tls), ...tls] }).listening(
      ports.tls,
    ),
  ]);
}
