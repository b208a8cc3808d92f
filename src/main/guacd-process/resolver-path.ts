import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Folders in which services that manage name servers keep their file, and nothing that a sandbox must not see. They
 * replace the file when the network changes, which shows only in a folder. What WSL uses is none: its folder holds
 * sockets of others.
 */
const RESOLVER_FOLDERS: ReadonlySet<string> = new Set([
  ...['/run/systemd/resolve', '/run/NetworkManager', '/run/resolvconf', '/run/netconfig', '/run/connman'],
]);

/**
 * What has to be seen for name servers to be found: the folder of the file that `settings` leads to, if such services
 * own it, else that file alone. Null when there is none.
 *
 * @param settings as programs open it; may be a symbolic link to anywhere
 */
export async function resolverPath(settings = '/etc/resolv.conf'): Promise<string | null> {
  const file = await realpath(settings).catch(() => null);
  if (file === null) return null;
  const folder = dirname(file);
  if (RESOLVER_FOLDERS.has(folder)) return folder;
  const facts = await stat(file).catch(() => null);
  return facts?.isFile() === true ? file : null;
}
