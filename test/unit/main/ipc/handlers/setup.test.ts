import { describe, expect, it } from 'vitest';
import { createSetupHandlers } from '../../../../../src/main/ipc/handlers/setup';
import type { SetupState } from '../../../../../src/shared/model/engine-setup';
import { CONTRACT } from '../../../../../src/shared/ipc/contract';
import * as v from 'valibot';

const context = { contentsId: 7 };
const stateOf = (revision: number): SetupState => ({
  ...{ revision, phase: 'idle', planId: 0, routes: [], running: null, problem: null, notes: [] },
});

describe('the calls about the set-up', () => {
  it('hand on a look, a step and a cancel, and answer with the state', async () => {
    const asked: unknown[] = [];
    const handlers = createSetupHandlers({
      state: stateOf(1),
      look: () => (asked.push('look'), stateOf(2)),
      run: (request) => (asked.push(request), stateOf(3)),
      cancel: () => (asked.push('cancel'), stateOf(4)),
    });
    const request = { planId: 5, stepId: 'podman.fetch', goesOn: true } as const;
    expect(await handlers['setup.state'](undefined, context)).toEqual(stateOf(1));
    expect(await handlers['setup.look'](undefined, context)).toEqual(stateOf(2));
    expect(await handlers['setup.run'](request, context)).toEqual(stateOf(3));
    expect(await handlers['setup.cancel'](undefined, context)).toEqual(stateOf(4));
    expect(asked).toEqual(['look', request, 'cancel']);
  });

  it.each([
    { planId: 1, stepId: 'rm -rf /', goesOn: false },
    { planId: 1, stepId: 'podman.fetch', goesOn: false, command: 'podman run evil' },
    { stepId: 'podman.fetch', goesOn: false },
  ])('take nothing but a step that there is: %j', (request) => {
    expect(v.is(CONTRACT['setup.run'].request, request)).toBe(false);
  });
});
