import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUN } from '../plan';
import { SessionModel } from './session-model';

const RUNS = RUN === 'long' ? 20_000 : 1_500;

/** What can happen to a session. Everything is allowed at any time: most of it then means nothing. */
type Step = { name: string; run: (model: SessionModel) => Promise<void> | void };

const step = (name: string, run: Step['run']): fc.Arbitrary<Step> => fc.constant({ name, run });
const stepWith = (
  name: string,
  limit: number,
  run: (model: SessionModel, number: number) => Promise<void> | void,
) =>
  fc
    .nat({ max: limit })
    .map((number): Step => ({ name: `${name} ${number}`, run: (model) => run(model, number) }));

const STEPS = fc.oneof(
  { weight: 3, arbitrary: step('attach', (model) => model.attach()) },
  { weight: 1, arbitrary: step('leave', (model) => model.leave()) },
  { weight: 2, arbitrary: step('reconnect', (model) => model.reconnect()) },
  { weight: 4, arbitrary: step('connected', (model) => model.settleConnect(0)) },
  { weight: 2, arbitrary: stepWith('connect settles', 3, (model, end) => model.settleConnect(end)) },
  { weight: 4, arbitrary: step('frame', (model) => model.frame()) },
  { weight: 1, arbitrary: step('required', (model) => model.say('required', 'password')) },
  { weight: 1, arbitrary: step('name', (model) => model.say('name', 'ä')) },
  { weight: 1, arbitrary: stepWith('flood', 40, (model, blobs) => model.flood(blobs)) },
  { weight: 1, arbitrary: stepWith('ack', 400_000, (model, bytes) => model.acknowledge(bytes)) },
  { weight: 1, arbitrary: stepWith('input', 4, (model, index) => model.input(index)) },
  { weight: 2, arbitrary: stepWith('end', 3, (model, index) => model.end(index)) },
  { weight: 1, arbitrary: step('unstable', (model) => model.become(true)) },
  { weight: 1, arbitrary: step('responsive', (model) => model.become(false)) },
  { weight: 3, arbitrary: stepWith('time', 70_000, (model, ms) => model.stage.services.clock.advance(ms)) },
  { weight: 1, arbitrary: stepWith('sleep', 90_000, (model, ms) => model.stage.services.clock.jump(ms)) },
  { weight: 1, arbitrary: step('check', (model) => model.session.check()) },
  { weight: 1, arbitrary: step('network', (model) => model.session.updateHold()) },
  { weight: 1, arbitrary: step('cancel', (model) => model.session.cancelReconnect()) },
  { weight: 1, arbitrary: step('answer', (model) => model.session.answerPrompt({ password: 'x' }, false)) },
  { weight: 1, arbitrary: step('clipboard', (model) => void model.session.sendClipboard()) },
  { weight: 1, arbitrary: step('disconnect', (model) => model.session.disconnect()) },
);

class StepCommand implements fc.AsyncCommand<object, SessionModel> {
  readonly #step: Step;

  constructor(given: Step) {
    this.#step = given;
  }

  check(): boolean {
    return true;
  }

  async run(_: object, real: SessionModel): Promise<void> {
    await this.#step.run(real);
    await real.check();
  }

  toString(): string {
    return this.#step.name;
  }
}

describe('a session', () => {
  it('keeps its promises whatever happens to it, and ends without a trace', async () => {
    let runs = 0;
    let live = 0;
    const commands = fc.commands([STEPS.map((given) => new StepCommand(given))], { maxCommands: 30 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), commands, async (startsLive, steps) => {
        runs++;
        const model = new SessionModel();
        if (startsLive) await model.goLive();
        await fc.asyncModelRun(() => ({ model: {}, real: model }), steps);
        if (model.stage.states.some(({ phase }) => phase === 'live')) live++;
        await model.dispose();
      }),
      { numRuns: RUNS },
    );
    expect(runs).toBeGreaterThanOrEqual(RUNS);
    expect(live).toBeGreaterThan(RUNS / 20);
    console.log(`session model: ${runs} runs, ${live} of them live`);
  });
});
