import { create } from 'zustand';
import type { SetupRun, SetupState } from '../../shared/model/engine-setup';
import { bridge, unwrap } from '../platform/bridge';
import { watchValue, type Watch } from '../platform/watch-value';
import { showError } from '../ui/toasts-store';

/** The set-up of an engine as main last told it; null until the first answer. */
export const useSetup = create<{ setup: SetupState | null }>()(() => ({ setup: null }));

/** Takes in a state of the set-up unless what we have is newer. */
function takeSetupState(setup: SetupState): void {
  useSetup.setState((state) =>
    state.setup !== null && state.setup.revision > setup.revision ? state : { setup },
  );
}

/** Follows main's set-up, and has it look at this computer now, unless there is a failure to be read first. */
export function watchSetup(): Watch {
  const watch = watchValue('setup.changed', () => unwrap(bridge().calls.setup.state()), takeSetupState);
  watch.ready.then(() => {
    if (useSetup.getState().setup?.problem === null) lookAgain();
  }, showError);
  return watch;
}

/** Has main look again what this computer has. */
export function lookAgain(): void {
  unwrap(bridge().calls.setup.look()).then(takeSetupState, showError);
}

/** Runs a step that main offered. */
export function runStep(request: SetupRun): void {
  unwrap(bridge().calls.setup.run(request)).then(takeSetupState, showError);
}

/** Ends what runs. */
export function cancelSetup(): void {
  unwrap(bridge().calls.setup.cancel()).then(takeSetupState, showError);
}
