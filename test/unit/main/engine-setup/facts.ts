import type { RuntimeFacts, SetupFacts } from '../../../../src/main/engine-setup/setup-facts';

export const ABSENT: RuntimeFacts = { path: null, trouble: null, version: null, hasImage: false };
export const PODMAN: RuntimeFacts = {
  path: '/usr/bin/podman',
  trouble: null,
  version: '5.4.2',
  hasImage: false,
};
export const DOCKER: RuntimeFacts = {
  path: '/usr/bin/docker',
  trouble: null,
  version: '28.5.1',
  hasImage: false,
};

type Change = Partial<Omit<SetupFacts, 'runtimes'>> & { podman?: RuntimeFacts; docker?: RuntimeFacts };

/** A computer without container runtimes; what is given is different. */
export function factsOf({ podman = ABSENT, docker = ABSENT, ...change }: Change): SetupFacts {
  const platform = change.platform ?? 'linux';
  return {
    platform,
    distribution: platform === 'linux' ? ['debian'] : [],
    runtimes: { podman, docker },
    machine: platform === 'linux' ? 'not-needed' : 'none',
    wsl: platform === 'win32' ? 'ready' : 'not-needed',
    brew: null,
    hasProxy: false,
    checked: [],
    inUse: null,
    ...change,
  };
}
