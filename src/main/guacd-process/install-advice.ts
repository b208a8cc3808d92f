/** What decides how guacd is installed here. */
export type SystemFacts = {
  readonly platform: NodeJS.Platform;
  /** Text of /etc/os-release on Linux; null elsewhere, or when there is none. */
  readonly osRelease: string | null;
};

const OTHER_WAYS =
  'Or install Docker or Podman, or choose a guacd on another computer. Then search again on the Engine page.';

const CONTAINER_WAYS =
  'Install and start Docker Desktop or Podman, or choose a guacd on another computer. Then search again on the Engine page.';

/** How each family of Linux systems installs guacd with its plug-ins. */
const COMMANDS: readonly { readonly ids: readonly string[]; readonly advice: string }[] = [
  {
    ids: ['debian', 'ubuntu'],
    advice:
      'Run: sudo apt-get install guacd libguac-client-ssh0 libguac-client-rdp0 libguac-client-vnc0 libguac-client-telnet0',
  },
  {
    ids: ['fedora', 'rhel', 'centos'],
    advice:
      'Run: sudo dnf install guacd libguac-client-ssh libguac-client-rdp libguac-client-vnc libguac-client-telnet libguac-client-kubernetes',
  },
  { ids: ['alpine'], advice: 'Run: doas apk add guacamole-server' },
];

/** The ids in the text of /etc/os-release: of the distribution, then of those it is like. */
export function releaseIds(osRelease: string): string[] {
  const ids: string[] = [];
  for (const [, value = ''] of osRelease.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)) {
    ids.push(...value.replaceAll(/["']/g, '').toLowerCase().split(/\s+/));
  }
  return ids;
}

/** What a user can do on this system to get an engine, in words. */
export function installAdvice({ platform, osRelease }: SystemFacts): string {
  if (platform !== 'linux') return CONTAINER_WAYS;
  const ids = releaseIds(osRelease ?? '');
  const known = COMMANDS.find((entry) => entry.ids.some((id) => ids.includes(id)));
  return known === undefined
    ? `Install guacd (guacamole-server) with the package manager of your system. ${OTHER_WAYS}`
    : `${known.advice}. ${OTHER_WAYS}`;
}

/** What a user can do when a container runtime is there but does not answer. */
export function runtimeAdvice(runtime: 'docker' | 'podman', platform: NodeJS.Platform): string {
  const name = runtime === 'docker' ? 'Docker' : 'Podman';
  if (platform !== 'linux') return `Start ${name}, then search again on the Engine page.`;
  return runtime === 'docker'
    ? 'Start the Docker service and see that your user may use it (group "docker"), then search again on the Engine page.'
    : 'Run "podman info" in a terminal to see what is wrong, then search again on the Engine page.';
}
