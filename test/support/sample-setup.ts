import { planSetup } from '../../src/main/engine-setup/plan-setup';
import { troubleWords } from '../../src/main/engine-setup/setup-words';
import type { SetupState } from '../../src/shared/model/engine-setup';
import { DOCKER, factsOf, PODMAN } from '../unit/main/engine-setup/facts';

const routesOf = (facts: Parameters<typeof factsOf>[0]): SetupState['routes'] =>
  planSetup(factsOf(facts)).map(({ view }) => view);

/** Linux with Podman and a Docker that does not run: one click is left. */
export const SETUP_ON_LINUX: Partial<SetupState> = {
  routes: routesOf({ podman: PODMAN, docker: { ...DOCKER, trouble: 'not-running' } }),
};

/** Windows without anything: the user has to begin. */
export const SETUP_ON_WINDOWS: Partial<SetupState> = {
  routes: routesOf({ platform: 'win32', wsl: 'wsl-missing' }),
};

/** macOS with a Podman whose machine is missing, behind a proxy. */
export const SETUP_ON_MAC: Partial<SetupState> = {
  routes: routesOf({ platform: 'darwin', podman: { ...PODMAN, trouble: 'machine-missing' } }),
  notes: ['This computer uses a proxy. Podman and Docker have proxy settings of their own.'],
};

/** The image is on its way. */
export const SETUP_RUNNING: Partial<SetupState> = {
  ...SETUP_ON_LINUX,
  phase: 'running',
  running: {
    stepId: 'podman.fetch',
    progress: 0.42,
    output: [
      '1f3e46996e29: Pull complete',
      '83dbea12b9ff: Verifying Checksum',
      '83dbea12b9ff: Download complete',
      'dd11f89453b9: Download complete',
    ],
  },
};

/** The registry could not be reached. */
export const SETUP_FAILED: Partial<SetupState> = {
  ...SETUP_ON_LINUX,
  problem: {
    stepId: 'podman.fetch',
    trouble: 'rate-limit',
    ...troubleWords('rate-limit', 'podman'),
    output: [
      'Trying to pull docker.io/guacamole/guacd@sha256:8974eaa9ba32f713daf311e7cc8cd7e4cdfba1edea39eed75524e78ef4b08f4f...',
      'Error: reading manifest in docker.io/guacamole/guacd: toomanyrequests: You have reached your unauthenticated pull rate limit.',
    ],
  },
};

/** The engine runs from the image. */
export const SETUP_DONE: Partial<SetupState> = {
  routes: routesOf({ podman: { ...PODMAN, hasImage: true }, inUse: 'podman' }),
};
