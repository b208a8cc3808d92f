import { assertNever } from '../../shared/assert-never';
import type { EngineIsolation } from '../../shared/model/engine';
import { SANDBOX_SCRIPT } from './sandbox-script';
import type { SandboxEntry, SandboxView } from './sandbox-view';

/** A way to run a command apart from the rest of the system. */
export type Sandbox = {
  readonly isolation: EngineIsolation;
  /** Whether bubblewrap is told to forbid further namespaces, which it can since 0.8. */
  readonly isStrict: boolean;
};

/** What can be tried, the strongest first. The last one always works and holds nothing back. */
export const SANDBOXES: readonly Sandbox[] = [
  { isolation: 'bubblewrap', isStrict: true },
  { isolation: 'bubblewrap', isStrict: false },
  { isolation: 'namespaces', isStrict: true },
  { isolation: 'none', isStrict: false },
];

export type SandboxPlace = {
  readonly view: SandboxView;
  /** Working folder of the command; part of the view. */
  readonly folder: string;
  /** An empty folder of ours, which becomes the root. */
  readonly emptyFolder: string;
  /** The user and group that the command sees itself run as. */
  readonly uid: number;
  readonly gid: number;
};

function bubblewrapEntry(entry: SandboxEntry): string[] {
  switch (entry.kind) {
    case 'read':
      return ['--ro-bind', entry.path, entry.path];
    case 'write':
      return ['--bind', entry.path, entry.path];
    case 'link':
      return ['--symlink', entry.target, entry.path];
    default:
      return assertNever(entry);
  }
}

function bubblewrap({ view, folder, uid, gid }: SandboxPlace, isStrict: boolean): string[] {
  return [
    ...['bwrap', '--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...(isStrict ? ['--disable-userns'] : []),
    ...['--die-with-parent', '--cap-drop', 'ALL', '--uid', String(uid), '--gid', String(gid)],
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--dir', '/run', '--dir', '/var'],
    ...view.flatMap(bubblewrapEntry),
    ...['--remount-ro', '/', '--chdir', folder, '--'],
  ];
}

function namespaces({ view, folder, emptyFolder, uid, gid }: SandboxPlace): string[] {
  const operations = view.flatMap((entry) =>
    entry.kind === 'link' ? ['link', entry.path, entry.target] : [entry.kind, entry.path],
  );
  return [
    // It ends with the guardian that started it, even when that is killed.
    ...['setpriv', '--pdeathsig', 'KILL'],
    ...[
      'unshare',
      '--user',
      '--map-root-user',
      '--mount',
      '--pid',
      '--ipc',
      '--uts',
      '--fork',
      '--kill-child',
    ],
    ...['/bin/sh', '-c', SANDBOX_SCRIPT, 'pestle-sandbox'],
    ...[emptyFolder, String(uid), String(gid), folder],
    ...operations,
    '--',
  ];
}

/**
 * The program and arguments to put in front of a command, so that it runs in a sandbox. Empty for none. All of it needs
 * no right; whether the system allows it shows only when it is tried.
 */
export function sandboxPrefix({ isolation, isStrict }: Sandbox, place: SandboxPlace): string[] {
  switch (isolation) {
    case 'bubblewrap':
      return bubblewrap(place, isStrict);
    case 'namespaces':
      return namespaces(place);
    case 'none':
      return [];
    default:
      return assertNever(isolation);
  }
}
