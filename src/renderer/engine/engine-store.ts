import { create } from 'zustand';
import type { EngineState } from '../../shared/model/engine';
import { bridge, unwrap } from '../platform/bridge';
import { watchValue, type Watch } from '../platform/watch-value';

/** The engine as main last told it; null until the first answer. */
export const useEngine = create<{ engine: EngineState | null }>()(() => ({ engine: null }));

/** Takes in a state of the engine unless what we have is newer. */
export function takeEngineState(engine: EngineState): void {
  useEngine.setState((state) =>
    state.engine !== null && state.engine.revision > engine.revision ? state : { engine },
  );
}

/** Follows main's engine. */
export function watchEngine(): Watch {
  return watchValue('engine.changed', () => unwrap(bridge().calls.engine.state()), takeEngineState);
}
