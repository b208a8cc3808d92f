import { describe, expect, it } from 'vitest';
import {
  downloadWords,
  nextStep,
  setupHeadline,
  shownRoute,
  statusOf,
  stepsAtOnce,
} from '../../../../src/renderer/engine/setup-progress';
import type { SetupRoute, SetupState } from '../../../../src/shared/model/engine-setup';
import {
  SETUP_DONE,
  SETUP_FAILED,
  SETUP_ON_LINUX,
  SETUP_ON_WINDOWS,
  SETUP_RUNNING,
} from '../../../support/sample-setup';

const stateOf = (change: Partial<SetupState>): SetupState => ({
  ...{ revision: 1, phase: 'idle', planId: 1, routes: [], running: null, problem: null, notes: [] },
  ...change,
});
const routeOf = (setup: SetupState, picked: SetupRoute['runtime'] | null = null): SetupRoute => {
  const route = shownRoute(setup, picked);
  if (route === null) throw new Error('no route');
  return route;
};
const statuses = (change: Partial<SetupState>): string[] => {
  const setup = stateOf(change);
  const route = routeOf(setup);
  return route.steps.map((step) => statusOf(step, route, setup));
};

describe('the route that is shown', () => {
  it('is the recommended one, then the one that was picked, then the one that is under way', () => {
    expect(routeOf(stateOf(SETUP_ON_LINUX)).runtime).toBe('podman');
    expect(routeOf(stateOf(SETUP_ON_LINUX), 'docker').runtime).toBe('docker');
    expect(routeOf(stateOf(SETUP_RUNNING), 'docker').runtime).toBe('podman');
    expect(shownRoute(stateOf({}), 'docker')).toBeNull();
  });
});

describe('the steps of a route', () => {
  it('are done, next and later', () => {
    expect(statuses(SETUP_ON_LINUX)).toEqual(['done', 'next', 'later', 'later']);
    expect(statuses(SETUP_RUNNING)).toEqual(['done', 'running', 'later', 'later']);
    expect(statuses(SETUP_FAILED)).toEqual(['done', 'failed', 'later', 'later']);
    expect(statuses(SETUP_DONE)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('are done at once up to one that the user has to do', () => {
    const ids = (change: Partial<SetupState>) => stepsAtOnce(routeOf(stateOf(change))).map(({ id }) => id);
    expect(ids(SETUP_ON_LINUX)).toEqual(['podman.fetch', 'podman.check', 'podman.use']);
    expect(ids(SETUP_ON_WINDOWS)).toEqual([]);
    expect(nextStep(routeOf(stateOf(SETUP_DONE)))).toBeNull();
  });
});

describe('the line for a screen reader', () => {
  const line = (change: Partial<SetupState>) => {
    const setup = stateOf(change);
    return setupHeadline(setup, shownRoute(setup, null));
  };

  it('tells where the set-up is', () => {
    expect(line({ phase: 'looking' })).toBe('Looking at this computer');
    expect(line(SETUP_ON_LINUX)).toBe('Step 2 of 4: Fetch the engine');
    expect(line({ ...SETUP_ON_LINUX, phase: 'asking' })).toBe('Answer the question in the dialog');
    expect(line(SETUP_RUNNING)).toBe('Step 2 of 4: Fetch the engine. Running');
    expect(line(SETUP_FAILED)).toContain('The registry allows no more downloads');
    expect(line(SETUP_DONE)).toBe('The engine is set up');
  });
});

describe('an amount to download', () => {
  it('is rounded, and in gigabytes from a thousand on', () => {
    expect([150, 999, 1000, 1150].map(downloadWords)).toEqual([
      'about 150 MB',
      'about 999 MB',
      'about 1 GB',
      'about 1.1 GB',
    ]);
  });
});
