import type { SetupRoute, SetupRuntime } from '../../shared/model/engine-setup';
import { dockerBasis } from './docker-steps';
import { imageSteps } from './image-steps';
import type { PlannedStep } from './planned-step';
import { podmanBasis } from './podman-steps';
import type { SetupFacts } from './setup-facts';
import { RUNTIME_NAMES } from './setup-words';

/** A route as the page shows it, and its steps as main runs them. */
export type PlannedRoute = { readonly view: SetupRoute; readonly steps: readonly PlannedStep[] };

/** The runtime that is nearer to an engine; Podman when both are equally far: it needs no service and no contract. */
function recommend(facts: SetupFacts): SetupRuntime {
  const { podman, docker } = facts.runtimes;
  const nearness = ({ path, trouble, hasImage }: typeof podman): number =>
    path === null ? 0 : trouble !== null ? 1 : hasImage ? 3 : 2;
  return nearness(docker) > nearness(podman) ? 'docker' : 'podman';
}

function aboutRoute(runtime: SetupRuntime, { runtimes, platform }: SetupFacts): string {
  const { path, trouble, version } = runtimes[runtime];
  const name = RUNTIME_NAMES[runtime];
  if (path !== null && trouble === null) {
    return version === null ? `Found at ${path}.` : `${name} ${version} was found at ${path}.`;
  }
  if (path !== null) return `Found at ${path}, but it does not answer yet.`;
  if (runtime === 'podman')
    return 'Free software. Runs containers without a service and without special rights.';
  return platform === 'linux'
    ? 'Runs containers by a service of the system. Who may use it can become root.'
    : 'Runs containers in Docker Desktop, which larger companies have to pay for.';
}

/**
 * What has to be done on this computer for an engine in a container: a route for each runtime, the recommended one
 * first. Pure. Steps that are done stay in their route, so that the user sees what was found.
 */
export function planSetup(facts: SetupFacts): PlannedRoute[] {
  const recommended = recommend(facts);
  const route = (runtime: SetupRuntime): PlannedRoute => {
    const basis = runtime === 'podman' ? podmanBasis(facts) : dockerBasis(facts);
    const steps = [...basis, ...imageSteps(runtime, facts)];
    return {
      view: {
        runtime,
        title: RUNTIME_NAMES[runtime],
        text: aboutRoute(runtime, facts),
        isRecommended: runtime === recommended,
        steps: steps.map(({ view }) => view),
      },
      steps,
    };
  };
  return recommended === 'docker' ? [route('docker'), route('podman')] : [route('podman'), route('docker')];
}
