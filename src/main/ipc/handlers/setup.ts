import type { SetupRun, SetupState } from '../../../shared/model/engine-setup';
import type { Handlers } from '../register';

/** What the calls about the set-up of an engine need of it. All answer at once; events tell the rest. */
export type SetupService = {
  readonly state: SetupState;
  look(): SetupState;
  run(request: SetupRun): SetupState;
  cancel(): SetupState;
};

type Names = 'setup.state' | 'setup.look' | 'setup.run' | 'setup.cancel';

/** The calls `setup.*`. The page names a step; which command that is, main knows alone. */
export function createSetupHandlers(setup: SetupService): Pick<Handlers, Names> {
  return {
    'setup.state': () => setup.state,
    'setup.look': () => setup.look(),
    'setup.run': (request) => setup.run(request),
    'setup.cancel': () => setup.cancel(),
  };
}
