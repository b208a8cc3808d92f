import { create } from 'zustand';
import type { IntentAnswer, IntentOutcome, IntentState } from '../../shared/model/intent';
import { bridge, unwrap } from '../platform/bridge';
import { watchValue, type Watch } from '../platform/watch-value';

type IntentsState = IntentState & {
  /** Something that could be opened is held over the window. */
  isDropping: boolean;
};

/** What links and files from outside ask for, as main has it. */
export const useIntents = create<IntentsState>()(() => ({
  shown: null,
  waiting: 0,
  ignored: 0,
  isDropping: false,
}));

/** Follows main's requests from outside. */
export function watchIntents(): Watch {
  return watchValue(
    'intents.changed',
    () => unwrap(bridge().calls.intents.state()),
    (state) => useIntents.setState(state),
  );
}

/** Answers the request of an id. Rejects with the AppError of `intents.answer`; the question then stays. */
export function answerIntent(id: string, answer: IntentAnswer): Promise<IntentOutcome> {
  return unwrap(bridge().calls.intents.answer({ id, answer }));
}
