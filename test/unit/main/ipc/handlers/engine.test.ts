import { describe, expect, it } from 'vitest';
import { sampleEngineParts } from '../../../../support/sample-data';
import { createEngineHandlers, type EngineService } from '../../../../../src/main/ipc/handlers/engine';
import type { EngineState } from '../../../../../src/shared/model/engine';

const context = { contentsId: 7 };
const PART = sampleEngineParts()[0]!;

describe('the calls about the engine', () => {
  it('answer a restart at once with the new state, however long the engine takes', async () => {
    let phase: EngineState['phase'] = 'ready';
    const engine = {
      get state() {
        return { phase } as EngineState;
      },
      restart: () => {
        phase = 'searching';
        return new Promise(() => undefined);
      },
    } as EngineService;
    expect(await createEngineHandlers(engine)['engine.restart'](undefined, context)).toEqual({
      phase: 'searching',
    });
  });

  it('hand on which lines and which parameters are asked for', async () => {
    const asked: unknown[] = [];
    const engine: EngineService = {
      state: {} as EngineState,
      parts: [PART],
      restart: () => Promise.resolve(),
      log: (since) => {
        asked.push(since);
        return [{ at: 5, text: 'started' }];
      },
      parameterNames: (protocol) => {
        asked.push(protocol);
        return Promise.resolve(['hostname']);
      },
    };
    const handlers = createEngineHandlers(engine);
    expect(await handlers['engine.parts'](undefined, context)).toEqual([PART]);
    expect(await handlers['engine.log']({ since: 4 }, context)).toEqual([{ at: 5, text: 'started' }]);
    expect(await handlers['engine.parameters']({ protocol: 'ssh' }, context)).toEqual(['hostname']);
    expect(asked).toEqual([4, 'ssh']);
  });
});
