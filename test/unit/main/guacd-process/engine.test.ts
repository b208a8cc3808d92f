import { afterEach, describe, expect, it } from 'vitest';
import { Engine } from '../../../../src/main/guacd-process/engine';
import type { FindEngine } from '../../../../src/main/guacd-process/engine-finder';
import { AppError } from '../../../../src/shared/errors';
import type { EngineChoice, EngineState } from '../../../../src/shared/model/engine';
import { FakeClock } from '../../../support/fake-clock';
import { FakeBackend, turn } from './fake-backend';

const WALL_START = 1_000_000;

let engines: Engine[] = [];
afterEach(async () => {
  const used = engines;
  engines = [];
  for (const engine of used) await engine.dispose();
});

type Probe = NonNullable<ConstructorParameters<typeof Engine>[0]['probe']>;

type Setup = {
  engine: Engine;
  clock: FakeClock;
  backend: FakeBackend;
  seen: EngineState[];
  choices: EngineChoice[];
};

function setUp(options: { find?: FindEngine; probe?: Probe; backend?: FakeBackend } = {}): Setup {
  const clock = new FakeClock();
  const backend = options.backend ?? new FakeBackend();
  const choices: EngineChoice[] = [];
  const engine = new Engine({
    choice: { kind: 'auto' },
    homeFolder: '/nowhere',
    env: {},
    clock,
    wallClock: () => WALL_START + clock.now(),
    find:
      options.find ??
      ((choice) => {
        choices.push(choice);
        return Promise.resolve({ backend, problem: null });
      }),
    probe: options.probe ?? (() => Promise.reject(new AppError('INTERNAL', 'no probe is expected here'))),
  });
  engines.push(engine);
  const seen: EngineState[] = [];
  engine.onChanged((state) => seen.push(state));
  return { engine, clock, backend, seen, choices };
}

async function ready(setup: Setup): Promise<Setup> {
  const started = setup.engine.start();
  await turn();
  setup.backend.last.succeed();
  await started;
  return setup;
}

const LOST = new AppError('GUACD_LOST', 'The engine (guacd) was ended by signal 9.');

describe('the engine', () => {
  it('is stopped until it is started, then searches, starts and is ready', async () => {
    const setup = setUp();
    expect(setup.engine.state.phase).toBe('stopped');
    await ready(setup);
    expect(setup.seen.map((state) => state.phase)).toEqual(['searching', 'searching', 'starting', 'ready']);
    expect(setup.engine.state).toMatchObject({
      phase: 'ready',
      source: 'binary',
      location: '/fake/guacd',
      version: '1.6.0',
      address: '127.0.0.1:4000',
      pid: 100,
      problem: null,
    });
  });

  it('raises the revision by one with each change', async () => {
    const { seen } = await ready(setUp());
    expect(seen.map((state) => state.revision)).toEqual(seen.map((_, index) => index + 1));
  });

  it('is started once, however often that is asked', async () => {
    const setup = await ready(setUp());
    await setup.engine.start();
    expect(setup.backend.starts).toHaveLength(1);
  });

  it('starts again after its process ended, with the time of the next start in between', async () => {
    const { engine, clock, backend } = await ready(setUp());
    backend.last.end(LOST);
    await turn();
    expect(engine.state).toMatchObject({
      phase: 'restarting',
      address: null,
      pid: null,
      nextStartAt: WALL_START + 500,
      problem: { code: 'GUACD_LOST', message: LOST.message },
    });
    clock.advance(499);
    await turn();
    expect(backend.starts).toHaveLength(1);
    clock.advance(1);
    await turn();
    backend.last.succeed();
    await turn();
    expect(engine.state).toMatchObject({
      phase: 'ready',
      address: '127.0.0.1:4001',
      nextStartAt: null,
      problem: null,
    });
  });

  it('ends what is left of a process before it starts the next one', async () => {
    const { clock, backend } = await ready(setUp());
    backend.holdStop = true;
    backend.last.end(LOST);
    await turn();
    clock.advance(60_000);
    await turn();
    expect(backend.last.stops).toBe(1);
    expect(backend.starts).toHaveLength(1);
    backend.holdStop = false;
    backend.releaseStop();
    await turn();
    clock.advance(500);
    await turn();
    expect(backend.starts).toHaveLength(2);
  });

  it('gives up after five failures in a row and says why', async () => {
    const { engine, clock, backend } = setUp();
    void engine.start();
    for (let failure = 1; failure <= 5; failure += 1) {
      await turn();
      backend.last.fail(new AppError('ENGINE_START_FAILED', `failure ${failure}`));
      await turn();
      clock.advance(30_000);
    }
    await turn();
    expect(backend.starts).toHaveLength(5);
    expect(engine.state).toMatchObject({
      phase: 'failed',
      nextStartAt: null,
      problem: { message: 'failure 5' },
    });
    await expect(engine.address()).rejects.toMatchObject({
      code: 'ENGINE_START_FAILED',
      message: 'failure 5',
    });
  });

  it('does not try again what cannot succeed', async () => {
    const { engine, backend } = setUp();
    const started = engine.start();
    await turn();
    backend.last.fail(new AppError('ENGINE_START_FAILED', 'no', { details: { permanent: true } }));
    expect((await started).phase).toBe('failed');
  });

  it('is missing, with what to do, when none is found', async () => {
    const problem = { code: 'ENGINE_MISSING', message: 'none here', advice: 'install one' } as const;
    const { engine } = setUp({ find: () => Promise.resolve({ backend: null, problem, location: null }) });
    expect(await engine.start()).toMatchObject({ phase: 'missing', problem });
    await expect(engine.address()).rejects.toMatchObject({ code: 'ENGINE_MISSING', message: 'none here' });
  });

  it('fails with a reason when the search itself breaks', async () => {
    const { engine } = setUp({ find: () => Promise.reject(new Error('broken')) });
    expect(await engine.start()).toMatchObject({ phase: 'failed', problem: { code: 'INTERNAL' } });
  });

  it('survives a listener that throws, and tells the others', async () => {
    const setup = setUp();
    const uncaught: unknown[] = [];
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    const failing = setup.engine.onChanged(() => {
      throw new Error('from a listener');
    });
    try {
      await ready(setup);
      await turn();
    } finally {
      failing.dispose();
      process.removeAllListeners('uncaughtException');
      for (const listener of before) process.on('uncaughtException', listener);
    }
    expect(setup.engine.state.phase).toBe('ready');
    expect(uncaught.length).toBeGreaterThan(0);
  });
});

describe('restarting the engine', () => {
  it('ends the old process, then searches and starts anew', async () => {
    const { engine, backend, choices } = await ready(setUp());
    const restarted = engine.restart();
    expect(engine.state).toMatchObject({ phase: 'searching', address: null, pid: null });
    await turn();
    expect(backend.starts[0]?.stops).toBe(1);
    backend.last.succeed();
    expect((await restarted).phase).toBe('ready');
    expect(choices).toHaveLength(2);
  });

  it('is never taken for a crash', async () => {
    const { engine, backend, seen } = await ready(setUp());
    void engine.restart();
    backend.starts[0]?.end(LOST);
    await turn();
    backend.last.succeed();
    await turn();
    expect(seen.map((state) => state.phase)).not.toContain('restarting');
  });

  it('asked five times at once starts one engine', async () => {
    const { engine, backend, choices } = await ready(setUp());
    for (let index = 0; index < 5; index += 1) void engine.restart();
    await turn();
    expect(backend.starts).toHaveLength(2);
    expect(choices).toHaveLength(2);
  });

  it('helps after a failure', async () => {
    const { engine, backend } = setUp();
    void engine.start();
    await turn();
    backend.last.fail(new AppError('ENGINE_START_FAILED', 'no', { details: { permanent: true } }));
    await turn();
    const restarted = engine.restart();
    await turn();
    backend.last.succeed();
    expect((await restarted).phase).toBe('ready');
  });

  it('happens when another engine is chosen, but not when the same one is', async () => {
    const { engine, backend, choices } = await ready(setUp());
    await engine.setChoice({ kind: 'auto' });
    expect(choices).toHaveLength(1);
    void engine.setChoice({ kind: 'binary', path: '/other/guacd' });
    await turn();
    expect(backend.starts[0]?.stops).toBe(1);
    expect(choices.at(-1)).toEqual({ kind: 'binary', path: '/other/guacd' });
  });
});

describe('the address of the engine', () => {
  it('is waited for while the engine starts', async () => {
    const { engine, backend } = setUp();
    void engine.start();
    const address = engine.address();
    await turn();
    backend.last.succeed();
    expect(await address).toEqual({ host: '127.0.0.1', port: 4000 });
  });

  it.each([
    [
      'only the user, on a local socket',
      'binary',
      { path: '/run/user/1/p/guacd' },
      '/run/user/1/p/guacd',
      'user',
    ],
    ['all of this computer, on a port', 'binary', { host: '::1', port: 4822 }, '[::1]:4822', 'computer'],
    ['whom nobody knows here, elsewhere', 'remote', { host: 'far', port: 4822 }, 'far:4822', null],
  ] as const)('is told with who can use it: %s', async (_, source, address, text, openTo) => {
    const backend = new FakeBackend('/fake/guacd', source);
    backend.address = address;
    const { engine } = await ready(setUp({ backend }));
    expect(engine.state).toMatchObject({ address: text, openTo });
    expect(await engine.address()).toEqual(address);
    backend.last.end(LOST);
    await turn();
    expect(engine.state).toMatchObject({ address: null, openTo: null });
  });

  it('is not ready at the deadline, and the reason is told with it', async () => {
    const { engine, clock, backend } = await ready(setUp());
    backend.last.end(LOST);
    await turn();
    const address = expect(engine.address()).rejects.toMatchObject({
      code: 'ENGINE_NOT_READY',
      message: expect.stringContaining(LOST.message) as unknown,
    });
    clock.advance(500);
    await turn();
    clock.advance(14_500);
    await address;
  });

  it('is refused at once after the end', async () => {
    const { engine } = await ready(setUp());
    await engine.dispose();
    await expect(engine.address()).rejects.toMatchObject({ code: 'ENGINE_NOT_READY' });
  });
});

describe('disposing of the engine', () => {
  it('resolves only when the process is gone, and nothing is started afterwards', async () => {
    const { engine, clock, backend } = await ready(setUp());
    backend.holdStop = true;
    let isOver = false;
    const disposed = engine.dispose().then(() => (isOver = true));
    await turn();
    expect(isOver).toBe(false);
    backend.releaseStop();
    await disposed;
    await engine.restart();
    clock.advance(60_000);
    await turn();
    expect(engine.state.phase).toBe('stopped');
    expect(backend.starts).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('during a start aborts it', async () => {
    const { engine, backend } = setUp();
    void engine.start();
    await turn();
    const disposed = engine.dispose();
    expect(backend.last.context.signal.aborted).toBe(true);
    await disposed;
    expect(engine.state).toMatchObject({ phase: 'stopped', problem: null });
  });

  it('during a pause between two starts ends at once', async () => {
    const { engine, clock, backend } = await ready(setUp());
    backend.last.end(LOST);
    await turn();
    await engine.dispose();
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('the parameter names of the engine', () => {
  const answer = { protocolVersion: 'VERSION_1_5_0', parameterNames: ['hostname', 'port'] };

  it('are asked once for each protocol and each start of the engine', async () => {
    const asked: string[] = [];
    const setup = await ready(
      setUp({
        probe: (address, protocol) => {
          asked.push(`${address.port} ${protocol}`);
          return Promise.resolve(answer);
        },
      }),
    );
    const { engine, clock, backend } = setup;
    await Promise.all([
      engine.parameterNames('ssh'),
      engine.parameterNames('ssh'),
      engine.parameterNames('vnc'),
    ]);
    expect(await engine.parameterNames('ssh')).toEqual(['hostname', 'port']);
    backend.last.end(LOST);
    await turn();
    clock.advance(500);
    await turn();
    backend.last.succeed();
    await turn();
    await engine.parameterNames('ssh');
    expect(asked).toEqual(['4000 ssh', '4000 vnc', '4001 ssh']);
  });

  it('are asked again after a failure, except when the plug-in is missing', async () => {
    const errors = [new AppError('GUACD_CONNECT_TIMEOUT'), new AppError('GUACD_PROTOCOL_MISSING')];
    let asked = 0;
    const { engine } = await ready(
      setUp({
        probe: () => {
          const error = errors[asked];
          asked += 1;
          return error === undefined ? Promise.resolve(answer) : Promise.reject(error);
        },
      }),
    );
    await expect(engine.parameterNames('rdp')).rejects.toMatchObject({ code: 'GUACD_CONNECT_TIMEOUT' });
    await expect(engine.parameterNames('rdp')).rejects.toMatchObject({ code: 'GUACD_PROTOCOL_MISSING' });
    await expect(engine.parameterNames('rdp')).rejects.toMatchObject({ code: 'GUACD_PROTOCOL_MISSING' });
    expect(asked).toBe(2);
  });

  it('are no longer waited for when the engine ends', async () => {
    let signal: AbortSignal | undefined;
    const { engine } = await ready(
      setUp({
        probe: (_address, _protocol, options) => {
          signal = options?.signal;
          return new Promise(() => undefined);
        },
      }),
    );
    void engine.parameterNames('ssh');
    await turn();
    expect(signal?.aborted).toBe(false);
    void engine.restart();
    expect(signal?.aborted).toBe(true);
  });
});
