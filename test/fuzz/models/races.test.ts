import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUN } from '../plan';
import { SessionModel } from './session-model';

const RUNS = RUN === 'long' ? 10_000 : 1_000;

const ACTIONS: Readonly<Record<string, (model: SessionModel) => void>> = {
  attach: (model) => model.attach(),
  reconnect: (model) => model.reconnect(),
  frame: (model) => model.frame(),
  crash: (model) => model.end(1),
  leave: (model) => model.leave(),
  required: (model) => model.say('required', 'password'),
  answer: (model) => model.session.answerPrompt({ password: 'x' }, true),
  clipboard: (model) => void model.session.sendClipboard(),
  disconnect: (model) => model.session.disconnect(),
  time: (model) => model.stage.services.clock.advance(2_000),
  close: (model) => void model.session.dispose(),
};

/** Lets everything that the session waits for come in an order that the scheduler chooses. */
function scheduleServices(model: SessionModel, scheduler: fc.Scheduler): void {
  const { services } = model.stage;
  services.engineAddress = () =>
    scheduler.schedule(Promise.resolve({ host: '127.0.0.1', port: 4822 }), 'engine');
  Object.assign(services, {
    connect: () => scheduler.schedule(Promise.resolve('made'), 'connect').then(() => model.makeConnection()),
  });
  Object.assign(services.secrets, {
    get: () => scheduler.schedule(Promise.resolve(null), 'secret'),
    set: () => scheduler.schedule(Promise.resolve(), 'save'),
  });
  Object.assign(services.clipboard, {
    offer: () => scheduler.schedule(Promise.resolve('text'), 'clipboard'),
  });
}

describe('connecting, closing, crashing and saving at the same time', () => {
  it('leaves a session that can be shown, and nothing once it is disposed of', async () => {
    let runs = 0;
    const actions = fc.array(fc.constantFrom(...Object.keys(ACTIONS)), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actions, async (scheduler, names) => {
        runs++;
        const model = new SessionModel();
        scheduleServices(model, scheduler);
        model.attach();
        scheduler.scheduleSequence(
          names.map((label) => ({ label, builder: () => Promise.resolve(ACTIONS[label]?.(model)) })),
        );
        while (scheduler.count() > 0) {
          await scheduler.waitNext(1);
          await model.check();
        }
        await model.dispose();
        while (scheduler.count() > 0) await scheduler.waitNext(1);
        await model.dispose();
      }),
      { numRuns: RUNS },
    );
    expect(runs).toBeGreaterThanOrEqual(RUNS);
  });
});
