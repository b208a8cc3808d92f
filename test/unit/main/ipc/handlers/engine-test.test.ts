import { expect, it } from 'vitest';
import { createEngineTestHandlers } from '../../../../../src/main/ipc/handlers/engine-test';

const TARGET = { host: 'guacd.example', port: 4822, tls: null };

it('a test of an engine ends the one before it', async () => {
  const signals: AbortSignal[] = [];
  const handlers = createEngineTestHandlers((_target, signal) => {
    signals.push(signal);
    return Promise.resolve({ protocolVersion: null, connectMs: 1 });
  });
  await handlers['engine.test'](TARGET, { contentsId: 7 });
  expect(signals[0]?.aborted).toBe(false);
  await handlers['engine.test'](TARGET, { contentsId: 7 });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});
