import { randomInt } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process/run.mjs';
import { SetupError } from '../terminal.mjs';
import { accountIds } from './account.mjs';
import { copyKeyFor } from './certificate.mjs';
import { loopback } from './description.mjs';
import { isListening } from './ports.mjs';

/**
 * xrdp takes the port of its session manager from this file, whatever configuration it was started with. So that
 * each set of servers has a session manager of its own, its xrdp sees another file in this place.
 */
const sesmanConfiguration = '/etc/xrdp/sesman.ini';
/** Where that cannot be done (a container without the right to mount), all sets share one on the usual port. */
const sharedSesmanPort = 3350;

/** @typedef {import('./service.mjs').ServerHost} ServerHost */

/**
 * @typedef {object} XrdpOptions
 * @property {number} port
 * @property {{ certificatePath: string, keyPath: string }} certificate
 * @property {{ port: number, password: string }} vnc The desktop that `desktop` shows.
 * @property {number} sesmanPort For a session manager of its own.
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
 * Whether a program can be given a view of the file system of its own.
 */
async function canMount() {
  const { code } = await run('unshare', ['--mount', 'true'], { deadlineMs: 10_000 });
  return code === 0;
}

/**
 * Starts the session manager, with our desktop for every session, unless the shared one runs already.
 * @param {ServerHost} host
 * @param {XrdpOptions} options
 * @param {{ port: number, gid: number }} own
 * @returns {Promise<string>} Its configuration.
 */
async function startSesman({ folder, launch }, { desktopProgram }, { port, gid }) {
  // The sockets between xrdp, the session manager and the sessions.
  mkdirSync('/run/xrdp/sockdir', { recursive: true });
  chownSync('/run/xrdp/sockdir', 0, gid);
  chmodSync('/run/xrdp/sockdir', 0o3777);
  const changes = /** @type {const} */ ([
    ['LogFile', `${folder}/sesman.own.log`],
    ['EnableSyslog', 'false'],
    ['ListenPort', String(port)],
    ['KillDisconnected', 'true'],
    ['EnableUserWindowManager', 'false'],
    ['DefaultWindowManager', desktopProgram],
    // Two session managers that look for a free display at the same moment must not find the same one.
    ['X11DisplayOffset', String(randomInt(1, 90) * 10)],
  ]);
  const original = readFileSync(sesmanConfiguration, 'utf8');
  const text = changes.reduce(
    (all, [key, value]) => all.replace(new RegExp(`^${key}=.*`, 'gm'), `${key}=${value}`),
    original,
  );
  const path = join(folder, 'sesman.ini');
  writeFileSync(path, text);
  if (!isListening(port)) {
    await launch({
      name: 'sesman',
      program: 'xrdp-sesman',
      args: ['--nodaemon', '--config', path],
    }).listening(port);
  }
  return path;
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
  const hasOwnView = await canMount();
  const port = hasOwnView ? options.sesmanPort : sharedSesmanPort;
  const sesmanPath = await startSesman(host, options, { port, gid: user.gid });
  // TLS wants the private key and classic security the host's RSA key (/etc/xrdp/rsakeys.ini): it runs as the
  // account that may read both.
  const keyPath = join(folder, 'xrdp.key');
  copyKeyFor(options.certificate.keyPath, keyPath, user);
  writeFileSync(join(folder, 'xrdp.own.log'), '');
  chownSync(join(folder, 'xrdp.own.log'), user.uid, user.gid);
  const path = join(folder, 'xrdp.ini');
  writeFileSync(path, configuration(folder, options, keyPath));
  const script = join(folder, 'xrdp.sh');
  const mount = hasOwnView ? `mount --bind ${sesmanPath} ${sesmanConfiguration}\n` : '';
  const identity = `--reuid=${user.uid} --regid=${user.gid} --clear-groups`;
  writeFileSync(script, `#!/bin/sh -e\n${mount}exec setpriv ${identity} xrdp --nodaemon --config ${path}\n`);
  chmodSync(script, 0o755);
  const [program, ...args] = hasOwnView ? ['unshare', '--mount', script] : [script];
  await host.launch({ name: 'xrdp', program: program ?? script, args }).listening(options.port);
}
