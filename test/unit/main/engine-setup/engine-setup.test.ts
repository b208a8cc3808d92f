import { afterEach, describe, expect, it } from 'vitest';
import { IMAGE } from '../../../../src/main/guacd-process/container-image';
import type { CommandResult } from '../../../../src/main/guacd-process/run-command';
import { AppError } from '../../../../src/shared/errors';
import type { SetupRun } from '../../../../src/shared/model/engine-setup';
import { caught } from '../../../support/caught';
import { turn } from '../guacd-process/fake-backend';
import { Computer, ended } from './computer';

let computer: Computer;
const start = (change: Partial<Computer> = {}): Computer => (computer = new Computer(change));
afterEach(async () => {
  await computer.setup.dispose();
  expect(computer.clock.pendingTimers).toBe(0);
});

const pullUntilAborted: Computer['commands'][string] = (_, signal) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'aborted' })));

describe('the set-up of an engine', () => {
  it('asks the system nothing before it is told to look', async () => {
    start();
    await turn();
    expect(computer.setup.state).toMatchObject({ phase: 'idle', planId: 0, routes: [] });
    expect(computer.setup.look().phase).toBe('looking');
    await turn();
    expect(computer.setup.state).toMatchObject({ phase: 'idle', planId: 1 });
    expect(computer.left).toEqual(['podman.fetch', 'podman.check', 'podman.use']);
  });

  it('runs all steps of a route after one yes, and ends with the engine in use', async () => {
    start();
    await computer.look();
    expect(computer.setup.run(computer.request('podman.fetch')).phase).toBe('asking');
    await turn();
    expect(computer.asked.map((steps) => steps.map(({ id }) => id))).toEqual([
      ['podman.fetch', 'podman.check', 'podman.use'],
    ]);
    expect(computer.ran[0]).toBe(`pull ${IMAGE}`);
    expect(computer.ran[1]).toMatch(/^run --rm --pull=never --network=none .* -v$/);
    expect(computer.chosen).toEqual(['podman']);
    expect(computer.left).toEqual([]);
    expect(computer.setup.state).toMatchObject({ phase: 'idle', running: null, problem: null });
  });

  it('runs one step when only that is wanted', async () => {
    start();
    await computer.look();
    computer.setup.run(computer.request('podman.fetch', false));
    await turn();
    expect(computer.ran).toHaveLength(1);
    expect(computer.left).toEqual(['podman.check', 'podman.use']);
  });

  it('downloads nothing without the yes of the user', async () => {
    start({ answer: false });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.ran).toEqual([]);
    expect(computer.setup.state).toMatchObject({ phase: 'idle', problem: null });
  });

  it('asks nothing for steps without a download', async () => {
    start({ hasImage: true });
    await computer.look();
    expect(computer.setup.run(computer.request('podman.check')).phase).toBe('running');
    await turn();
    expect(computer.asked).toEqual([]);
    expect(computer.left).toEqual([]);
  });

  it('refuses every step but the next one of its route in the present plan', async () => {
    start();
    const refusal = expect.objectContaining({ code: 'ENGINE_SETUP_REFUSED' }) as unknown;
    const tryToRun = (request: SetupRun) => caught(() => computer.setup.run(request));
    expect(tryToRun(computer.request('podman.fetch'))).toEqual(refusal);
    await computer.look();
    expect(tryToRun(computer.request('podman.check'))).toEqual(refusal);
    expect(tryToRun(computer.request('podman.use'))).toEqual(refusal);
    // The installation of Docker is the user's.
    expect(tryToRun(computer.request('docker.install'))).toEqual(refusal);
    expect(tryToRun({ ...computer.request('podman.fetch'), planId: 0 })).toEqual(refusal);
    expect(computer.ran).toEqual([]);
  });

  it('runs one thing at a time', async () => {
    start({ answer: new Promise<boolean>(() => undefined) });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    expect(caught(() => computer.setup.run(computer.request('podman.fetch')))).toMatchObject({
      code: 'ENGINE_SETUP_REFUSED',
    });
    expect(computer.setup.look().phase).toBe('asking');
    await turn();
    expect(computer.asked).toHaveLength(1);
  });

  it('goes on with no step whose program is gone', async () => {
    start();
    await computer.look();
    computer.commands = {
      pull: () => {
        computer.isInstalled = false;
        return Promise.resolve(ended(0));
      },
    };
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.ran).toHaveLength(1);
    expect(computer.chosen).toEqual([]);
    expect(computer.setup.state.problem?.trouble).toBe('no-effect');
    expect(caught(() => computer.setup.run(computer.request('podman.fetch')))).toMatchObject({
      code: 'ENGINE_SETUP_REFUSED',
    });
  });
});

describe('a step that fails', () => {
  it('stops the others and tells the reason, what to do and the last lines', async () => {
    start({
      commands: {
        pull: (onLine) => {
          const line = 'Error: reading manifest: toomanyrequests: You have reached your pull rate limit.';
          onLine(line);
          return Promise.resolve(ended(125, line));
        },
      },
    });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.ran).toHaveLength(1);
    expect(computer.setup.state).toMatchObject({
      phase: 'idle',
      problem: {
        stepId: 'podman.fetch',
        trouble: 'rate-limit',
        command: 'podman login docker.io',
        output: [expect.stringContaining('toomanyrequests') as unknown],
      },
    });
  });

  it('is told by its last lines, however much it wrote before', async () => {
    start({
      commands: {
        pull: (onLine) => {
          for (let n = 0; n < 500; n++) onLine(`Copying blob ${n}`);
          onLine('write /var/tmp/storage: no space left on device');
          return Promise.resolve(ended(125, 'Copying blob 0'));
        },
      },
    });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.setup.state.problem?.trouble).toBe('no-space');
    expect(computer.setup.state.problem?.output).toHaveLength(12);
  });

  it('is one that ends well without an effect', async () => {
    start({ commands: { pull: () => Promise.resolve(ended(0)) } });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.setup.state.problem?.trouble).toBe('no-effect');
  });

  it('is a check that finds another guacd in the image', async () => {
    start({
      hasImage: true,
      commands: {
        run: (onLine) => {
          onLine('Guacamole proxy daemon (guacd) version 1.5.0');
          return Promise.resolve(ended(0));
        },
      },
    });
    await computer.look();
    computer.setup.run(computer.request('podman.check'));
    await turn();
    expect(computer.setup.state.problem?.trouble).toBe('wrong-version');
    expect(computer.chosen).toEqual([]);
  });

  it('is an engine that does not start, with the reason in its own words', async () => {
    start({ hasImage: true, engineMessage: 'Bind for 127.0.0.1:41822 failed: port is already allocated.' });
    await computer.look();
    computer.setup.run(computer.request('podman.check'));
    await turn();
    expect(computer.setup.state.problem).toMatchObject({ stepId: 'podman.use', trouble: 'port-blocked' });
  });

  it('is a choice that cannot be saved, and the user may try again', async () => {
    start({ hasImage: true, engineFault: new AppError('STORAGE_FAILED') });
    await computer.look();
    computer.setup.run(computer.request('podman.check'));
    await turn();
    expect(computer.setup.state).toMatchObject({
      phase: 'idle',
      running: null,
      problem: {
        stepId: 'podman.use',
        trouble: 'unknown',
        message: 'The change could not be saved to disk.',
        advice: 'Check free space and access rights, then try again.',
        command: null,
        output: [],
      },
    });
    computer.engineFault = null;
    computer.setup.run(computer.request('podman.use'));
    await turn();
    expect(computer.inUse).toBe('podman');
    expect(computer.setup.state).toMatchObject({ phase: 'idle', problem: null });
  });

  it('is a question that cannot be asked', async () => {
    start();
    await computer.look();
    computer.answer = Promise.reject(new Error('no dialog'));
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.ran).toEqual([]);
    expect(computer.setup.state).toMatchObject({
      phase: 'idle',
      problem: {
        stepId: 'podman.fetch',
        trouble: 'unknown',
        message: 'Something went wrong inside Pestle.',
      },
    });
    expect(computer.faults).toEqual([new Error('no dialog')]);
  });

  it('leaves the set-up usable when not even a look can be taken', async () => {
    start({ lookFault: new Error('no more files') });
    await computer.look();
    expect(computer.setup.state).toMatchObject({ phase: 'idle', problem: null });
    expect(computer.faults).toEqual([new Error('no more files')]);
    computer.lookFault = null;
    await computer.look();
    expect(computer.left[0]).toBe('podman.fetch');
  });

  it('is forgotten when the user looks again', async () => {
    start({ commands: { pull: () => Promise.resolve(ended(1, 'no such host')) } });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.setup.state.problem).not.toBeNull();
    expect(computer.setup.look().problem).toBeNull();
    await turn();
  });
});

describe('a step that runs', () => {
  it('tells its progress and its last lines, many at once, without logins of a proxy', async () => {
    let write: (text: string) => void = () => undefined;
    let finish: (result: CommandResult) => void = () => undefined;
    start({
      commands: {
        pull: (onLine) => {
          write = onLine;
          return new Promise((resolve) => (finish = resolve));
        },
      },
    });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch', false));
    await turn();
    const before = computer.setup.state.revision;
    write('1f3e46996e29: Pulling fs layer');
    write('83dbea12b9ff: Pulling fs layer');
    write('1f3e46996e29: Pull complete');
    write('using proxy http://anna:hunter2@proxy.example:3128/');
    expect(computer.setup.state.revision).toBe(before);
    computer.clock.advance(100);
    expect(computer.setup.state.revision).toBe(before + 1);
    expect(computer.setup.state.running).toMatchObject({ stepId: 'podman.fetch', progress: 0.5 });
    expect(computer.setup.state.running?.output.at(-1)).toBe('using proxy http://…@proxy.example:3128/');
    computer.hasImage = true;
    finish(ended(0));
    await turn();
    expect(computer.setup.state.running).toBeNull();
  });

  it('is ended by a cancel, and nothing comes after it', async () => {
    start({ commands: { pull: pullUntilAborted } });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    computer.setup.cancel();
    await turn();
    expect(computer.ran).toHaveLength(1);
    expect(computer.setup.state).toMatchObject({ phase: 'idle', problem: { trouble: 'cancelled' } });
  });

  it('does not outlive a question that nobody answered', async () => {
    start({ answer: new Promise<boolean>(() => undefined) });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    await computer.setup.dispose();
    expect(computer.ran).toEqual([]);
    expect(computer.setup.look().phase).toBe('idle');
  });
});

describe('a question of the set-up', () => {
  it('is closed by a cancel, and no other is asked until it is gone', async () => {
    let close: (answer: boolean) => void = () => undefined;
    start({ answer: new Promise((resolve) => (close = resolve)) });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    expect(computer.questions.map(({ aborted }) => aborted)).toEqual([false]);
    computer.setup.cancel();
    await turn();
    expect(computer.questions.map(({ aborted }) => aborted)).toEqual([true]);
    expect(computer.setup.state).toMatchObject({ phase: 'idle', problem: null });
    expect(caught(() => computer.setup.run(computer.request('podman.fetch')))).toMatchObject({
      code: 'ENGINE_SETUP_REFUSED',
    });
    expect(computer.asked).toHaveLength(1);
    close(false);
    await turn();
    computer.answer = true;
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    expect(computer.asked).toHaveLength(2);
    expect(computer.left).toEqual([]);
  });

  it('counts for nothing when its yes comes after the cancel', async () => {
    let close: (answer: boolean) => void = () => undefined;
    start({ answer: new Promise((resolve) => (close = resolve)) });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    computer.setup.cancel();
    close(true);
    await turn();
    expect(computer.ran).toEqual([]);
    expect(computer.setup.state.phase).toBe('idle');
  });

  it('is not closed a second time by a cancel of the steps that it allowed', async () => {
    start({ commands: { pull: pullUntilAborted } });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await turn();
    computer.setup.cancel();
    await turn();
    expect(computer.questions.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('is closed when the app ends', async () => {
    start({ answer: new Promise<boolean>(() => undefined) });
    await computer.look();
    computer.setup.run(computer.request('podman.fetch'));
    await computer.setup.dispose();
    expect(computer.questions.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('what starts slowly', () => {
  const STOPPED = { platform: 'darwin', isMachineRunning: false, isMachineListed: false } as const;

  it('is looked for again until it answers', async () => {
    start(STOPPED);
    await computer.look();
    expect(computer.left[0]).toBe('podman.start');
    computer.setup.run(computer.request('podman.start', false));
    await turn();
    expect(computer.ran).toEqual(['machine start']);
    computer.clock.advance(2_000);
    await turn();
    expect(computer.setup.state.phase).toBe('running');
    Object.assign(computer, { isMachineRunning: true, isMachineListed: true });
    computer.clock.advance(2_000);
    await turn();
    expect(computer.setup.state).toMatchObject({ phase: 'idle', problem: null });
    expect(computer.left).toEqual(['podman.fetch', 'podman.check', 'podman.use']);
  });

  it('is given up after a while, with what it says of itself', async () => {
    start(STOPPED);
    await computer.look();
    computer.setup.run(computer.request('podman.start', false));
    for (let n = 0; n < 20; n++) {
      await turn();
      computer.clock.advance(2_000);
    }
    await turn();
    expect(computer.setup.state).toMatchObject({ phase: 'idle', problem: { trouble: 'machine-stopped' } });
  });
});

describe('a computer with a proxy', () => {
  it('is told that the runtimes have settings of their own', async () => {
    start({ env: { HTTPS_PROXY: 'http://proxy.example:3128' } });
    await computer.look();
    expect(computer.setup.state.notes).toEqual([expect.stringContaining('proxy settings of their own')]);
  });
});
