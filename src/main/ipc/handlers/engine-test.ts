import type { EngineTest, EngineTestResult } from '../../../shared/model/engine-test';
import type { Handlers } from '../register';

/** Tries an engine elsewhere; see testEngine. */
export type TestEngine = (target: EngineTest, signal: AbortSignal) => Promise<EngineTestResult>;

/**
 * The call `engine.test`. One test at a time: a page can wait for one answer only. It is not asked about in a dialog,
 * since nothing is told to the other computer; to use it needs the user's yes.
 */
export function createEngineTestHandlers(testEngine: TestEngine): Pick<Handlers, 'engine.test'> {
  let controller = new AbortController();
  return {
    'engine.test': (target) => {
      controller.abort();
      controller = new AbortController();
      return testEngine(target, controller.signal);
    },
  };
}
