import { lstat, readlink } from 'node:fs/promises';
import { resolverPath } from './resolver-path';

/** One thing of the file system that a sandboxed command sees. Paths are absolute. */
export type SandboxEntry =
  | { readonly kind: 'read' | 'write'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** All that a sandboxed command sees besides /proc, a few devices and empty folders for temporary files. */
export type SandboxView = readonly SandboxEntry[];

/** Programs, libraries and settings of the system. Some systems have only links at the top. */
const SYSTEM_FOLDERS = ['/usr', '/etc', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'] as const;

/**
 * Where systems keep what is not below /usr: all of NixOS and Guix, certificates of openSUSE, fonts that were looked
 * through, and how the names of computers are asked for.
 */
const FURTHER_FOLDERS = [
  ...['/nix/store', '/gnu/store', '/var/lib/ca-certificates', '/var/cache/fontconfig'],
  ...['/run/systemd/resolve', '/run/NetworkManager', '/run/resolvconf', '/run/nscd', '/run/avahi-daemon'],
] as const;

/** Programs ask for sockets by this older name of /run (hier(7)). */
const OLD_RUN = { kind: 'link', path: '/var/run', target: '/run' } as const;

async function entryOf(path: string): Promise<SandboxEntry | null> {
  const facts = await lstat(path).catch(() => null);
  if (facts === null) return null;
  return facts.isSymbolicLink()
    ? { kind: 'link', path, target: await readlink(path) }
    : { kind: 'read', path };
}

/** Whether `path` is `folder` or lies in it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}

/**
 * Puts entries in the order in which they can be mounted, so that none hides another, and leaves out what is seen
 * anyway. What may be written stays so in a folder that may only be read, and the other way round.
 */
export function orderView(entries: SandboxView): SandboxView {
  const depth = ({ path }: SandboxEntry): number => path.split('/').length;
  const kept: SandboxEntry[] = [];
  for (const entry of [...entries].sort((a, b) => depth(a) - depth(b))) {
    const holder = kept.filter(({ path }) => isWithin(entry.path, path)).at(-1);
    if (holder?.kind !== entry.kind) kept.push(entry);
  }
  return kept;
}

/**
 * What the included engine needs to see on this computer. The rest of the file system is not there for it: no home
 * folders, no sockets of the desktop that are files, no temporary files of others. Abstract sockets belong to the network,
 * which is the user's: that of an X11 session can be reached, and many X servers let in whoever has the user's id.
 *
 * @param readable folders of ours that it only reads
 * @param writable folders that it writes to; all folders are true paths and there, and none is the root, which would
 * undo the sandbox
 */
export async function readSandboxView(
  readable: readonly string[],
  writable: readonly string[],
): Promise<SandboxView> {
  const system = await Promise.all([...SYSTEM_FOLDERS, ...FURTHER_FOLDERS].map(entryOf));
  const found = system.filter((entry) => entry !== null);
  const resolver = await resolverPath();
  const names = resolver === null ? [] : [{ kind: 'read', path: resolver } as const];
  const own = readable.map((path) => ({ kind: 'read', path }) as const);
  const shared = writable.map((path) => ({ kind: 'write', path }) as const);
  return orderView([...found, OLD_RUN, ...names, ...own, ...shared]);
}
