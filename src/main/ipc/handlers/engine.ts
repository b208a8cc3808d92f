import type { EnginePart } from '../../../shared/model/engine-manifest';
import type { EngineLogLine, EngineState } from '../../../shared/model/engine';
import type { Protocol } from '../../../shared/model/protocol';
import type { Handlers } from '../register';

/** What the calls about the engine need of it. */
export type EngineService = {
  readonly state: EngineState;
  /** The state changes at once; the promise, which never rejects, may take long. */
  restart(): Promise<unknown>;
  readonly parts: readonly EnginePart[];
  log(since: number | null): readonly EngineLogLine[];
  parameterNames(protocol: Protocol): Promise<readonly string[]>;
};

type Names = 'engine.state' | 'engine.restart' | 'engine.log' | 'engine.parts' | 'engine.parameters';

/** The calls `engine.*`. */
export function createEngineHandlers(engine: EngineService): Pick<Handlers, Names> {
  return {
    'engine.state': () => engine.state,
    'engine.restart': () => {
      void engine.restart();
      return engine.state;
    },
    'engine.log': ({ since }) => [...engine.log(since)],
    'engine.parts': () => [...engine.parts],
    'engine.parameters': async ({ protocol }) => [...(await engine.parameterNames(protocol))],
  };
}
