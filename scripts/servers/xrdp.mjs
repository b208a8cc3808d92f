import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../terminal.mjs';
import { accountIds } from './account.mjs';
import { copyKeyFor } from './certificate.mjs';
import { loopback } from './description.mjs';
import { isListening } from './ports.mjs';

/**
 * The one port on which xrdp looks for its session manager: that of /etc/xrdp/sesman.ini, whatever configuration
 * it was started with. Two sets of servers on one computer therefore share the session manager of the first.
 */
const sesmanPort = 3350;
const sesmanConfiguration = '/etc/xrdp/sesman.ini';

/** @typedef {import('./service.mjs').ServerHost} ServerHost */

/**
 * @typedef {object} XrdpOptions
 * @property {number} port
 * @property {{ certificatePath: string, keyPath: string }} certificate
 * @property {{ port: number, password: string }} vnc The desktop that `desktop` shows.
 * @property {string} desktopProgram What shows a desktop in `session`.
 */

/**
 * Two sessions to choose from, by the domain of the client: `desktop` shows the VNC desktop, `session` logs in to
 * a desktop of its own.
 * @param {string} folder
 * @param {XrdpOptions} options
 * @param {string} keyPath
 */
const configuration = (folder, { port, certificate, vnc }, keyPath) => `[Globals]
ini_version=1
fork=true
port=tcp://${loopback}:${port}
tcp_nodelay=true
tcp_keepalive=true
security_layer=negotiate
crypt_level=high
certificate=${certificate.certificatePath}
key_file=${keyPath}
ssl_protocols=TLSv1.2, TLSv1.3
autorun=
allow_channels=true
allow_multimon=true
bitmap_cache=true
bitmap_compression=true
bulk_compression=true
max_bpp=32
new_cursors=true
use_fastpath=both

[Logging]
LogFile=${folder}/xrdp.own.log
LogLevel=INFO
EnableSyslog=false

[Channels]
rdpdr=true
rdpsnd=true
drdynvc=true
cliprdr=true
rail=true

[desktop]
name=desktop
lib=libvnc.so
username=na
password=${vnc.password}
ip=${loopback}
port=${vnc.port}

[session]
name=session
lib=libvnc.so
username=ask
password=ask
ip=${loopback}
port=-1
`;

/**
 * The session manager with our desktop for every session, unless one runs already.
 * @param {ServerHost} host
 * @param {string} desktopPath
 * @param {{ uid: number, gid: number }} xrdpUser
 */
async function startSesman({ folder, launch }, desktopPath, xrdpUser) {
  if (isListening(sesmanPort)) return;
  // The sockets between xrdp, the session manager and the sessions.
  mkdirSync('/run/xrdp/sockdir', { recursive: true });
  chownSync('/run/xrdp/sockdir', 0, xrdpUser.gid);
  chmodSync('/run/xrdp/sockdir', 0o3777);
  const changes = /** @type {const} */ ([
    ['LogFile', `${folder}/sesman.own.log`],
    ['EnableSyslog', 'false'],
    ['ListenPort', String(sesmanPort)],
    ['KillDisconnected', 'true'],
    ['EnableUserWindowManager', 'false'],
    ['DefaultWindowManager', desktopPath],
  ]);
  const original = readFileSync(sesmanConfiguration, 'utf8');
  const text = changes.reduce(
    (all, [key, value]) => all.replace(new RegExp(`^${key}=.*`, 'gm'), `${key}=${value}`),
    original,
  );
  const path = join(folder, 'sesman.ini');
  writeFileSync(path, text);
  const args = ['--nodaemon', '--config', path];
  await launch({ name: 'sesman', program: 'xrdp-sesman', args }).listening(sesmanPort);
}

/**
 * A real RDP server. Its certificate is its own, so clients have to ignore that; it knows TLS but no NLA.
 * @param {ServerHost} host
 * @param {XrdpOptions} options
 */
export async function startXrdp(host, options) {
  const { folder } = host;
  const user = await accountIds('xrdp');
  if (user === undefined)
    throw new SetupError('There is no account xrdp: its package is not completely installed.');
  await startSesman(host, options.desktopProgram, user);
  // TLS wants the private key and classic security the host's RSA key (/etc/xrdp/rsakeys.ini): it runs as the
  // account that may read both.
  const keyPath = join(folder, 'xrdp.key');
  copyKeyFor(options.certificate.keyPath, keyPath, user);
  writeFileSync(join(folder, 'xrdp.own.log'), '');
  chownSync(join(folder, 'xrdp.own.log'), user.uid, user.gid);
  const path = join(folder, 'xrdp.ini');
  writeFileSync(path, configuration(folder, options, keyPath));
  const args = ['--nodaemon', '--config', path];
  await host.launch({ name: 'xrdp', program: 'xrdp', args, user }).listening(options.port);
}
