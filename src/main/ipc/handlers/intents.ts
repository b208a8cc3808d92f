import type { IntentAnswer, IntentOffer, IntentOutcome, IntentState } from '../../../shared/model/intent';
import type { Handlers } from '../register';

/** What the calls about links and files need of their desk. */
export type IntentService = {
  readonly state: IntentState;
  answer(id: string, answer: IntentAnswer): IntentOutcome;
};

/** Where what the window was given goes. */
export type IntentInlet = {
  offer(offer: IntentOffer): void;
  /** Lets the user pick an .rdp file. */
  chooseFile(): Promise<void>;
};

/** The calls `intents.*`. There is one file dialog at a time. */
export function createIntentHandlers(
  desk: IntentService,
  inlet: IntentInlet,
): Pick<Handlers, Extract<keyof Handlers, `intents.${string}`>> {
  let isChoosing = false;
  return {
    'intents.state': () => desk.state,
    'intents.answer': ({ id, answer }) => desk.answer(id, answer),
    'intents.offer': (offer) => {
      inlet.offer(offer);
      return undefined;
    },
    'intents.chooseFile': async () => {
      if (isChoosing) return undefined;
      isChoosing = true;
      try {
        await inlet.chooseFile();
        return undefined;
      } finally {
        isChoosing = false;
      }
    },
  };
}
