import type { SetupRoute, SetupState, SetupStep } from '../../shared/model/engine-setup';

/** How a step stands, seen from the page. */
export type StepStatus = 'done' | 'next' | 'running' | 'failed' | 'later';

/** The first step of a route that is not done; null when all are. */
export function nextStep(route: SetupRoute): SetupStep | null {
  return route.steps.find(({ isDone }) => !isDone) ?? null;
}

/** The steps that one press of the main button does: from the next one up to one that the user has to do. */
export function stepsAtOnce(route: SetupRoute): SetupStep[] {
  const missing = route.steps.filter(({ isDone }) => !isDone);
  const end = missing.findIndex(({ by }) => by === 'user');
  return end < 0 ? missing : missing.slice(0, end);
}

/** How each step of a route stands. */
export function statusOf(step: SetupStep, route: SetupRoute, setup: SetupState): StepStatus {
  if (setup.running?.stepId === step.id) return 'running';
  if (step.isDone) return 'done';
  if (setup.problem?.stepId === step.id) return 'failed';
  return nextStep(route)?.id === step.id ? 'next' : 'later';
}

/** The route to show: the one that was picked, the one that is under way, or the recommended one. */
export function shownRoute(setup: SetupState, picked: SetupRoute['runtime'] | null): SetupRoute | null {
  const runtime = setup.running?.stepId.split('.')[0] ?? picked;
  return (
    setup.routes.find((route) => route.runtime === runtime) ??
    setup.routes.find(({ isRecommended }) => isRecommended) ??
    null
  );
}

/** An amount to download, in words: rounded, for it is an estimate. */
export function downloadWords(megabytes: number): string {
  return megabytes >= 1000
    ? `about ${(megabytes / 1000).toFixed(1).replace('.0', '')} GB`
    : `about ${megabytes} MB`;
}

/** One line for a screen reader about where the set-up is. */
export function setupHeadline(setup: SetupState, route: SetupRoute | null): string {
  if (setup.phase === 'looking') return 'Looking at this computer';
  if (setup.phase === 'asking') return 'Answer the question in the dialog';
  if (route === null) return '';
  const next = nextStep(route);
  if (next === null) return 'The engine is set up';
  const place = `Step ${route.steps.indexOf(next) + 1} of ${route.steps.length}: ${next.title}`;
  if (setup.phase === 'running') return `${place}. Running`;
  return setup.problem === null ? place : `${place}. ${setup.problem.message}`;
}
