import { describe, expect, it } from 'vitest';
import { testEngine, type TestEngineOptions } from '../../../../src/main/guacd-process/test-engine';
import { AppError } from '../../../../src/shared/errors';
import { FakeClock } from '../../../support/fake-clock';

const TARGET = { host: 'guacd.example', port: 4822, tls: { ca: '' } };

/** An engine that knows these protocols. */
function optionsOf(known: readonly string[], asked: unknown[] = []): TestEngineOptions {
  const clock = new FakeClock();
  return {
    clock,
    signal: new AbortController().signal,
    check: (address) => {
      asked.push(address);
      clock.advance(12);
      return Promise.resolve();
    },
    probe: (_address, protocol) => {
      asked.push(protocol);
      return known.includes(protocol)
        ? Promise.resolve({ protocolVersion: 'VERSION_1_5_0', parameterNames: [] })
        : Promise.reject(new AppError('GUACD_PROTOCOL_MISSING'));
    },
  };
}

describe('the test of an engine elsewhere', () => {
  it('tells the version of its protocol and how long connecting took', async () => {
    const asked: unknown[] = [];
    expect(await testEngine(TARGET, optionsOf(['ssh'], asked))).toEqual({
      protocolVersion: 'VERSION_1_5_0',
      connectMs: 12,
    });
    expect(asked).toEqual([{ host: 'guacd.example', port: 4822, tls: {} }, 'ssh']);
  });

  it('asks for another protocol when the first is not known', async () => {
    const asked: unknown[] = [];
    await testEngine({ ...TARGET, tls: null }, optionsOf(['vnc'], asked));
    expect(asked).toEqual([{ host: 'guacd.example', port: 4822 }, 'ssh', 'rdp', 'vnc']);
  });

  it('fails where nothing answers like guacd', async () => {
    await expect(testEngine(TARGET, optionsOf([]))).rejects.toMatchObject({
      code: 'GUACD_PROTOCOL_MISSING',
      message: 'Something accepts connections there, but it does not answer like guacd.',
    });
  });

  it('fails at once where no connection is made', async () => {
    const asked: unknown[] = [];
    const options = optionsOf(['ssh'], asked);
    const check = () => Promise.reject(new AppError('GUACD_TLS_FAILED'));
    await expect(testEngine(TARGET, { ...options, check })).rejects.toMatchObject({
      code: 'GUACD_TLS_FAILED',
    });
    expect(asked).toEqual([]);
  });
});
