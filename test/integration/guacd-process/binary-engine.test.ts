import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/main/guacd-process/engine';
import { waitFor } from '../../support/wait-for';
import { EngineBench, GUACD, stateOf } from './engine-bench';
import { commandLine, environmentOf, isRunning, processesIn, waitUntilEmpty } from './process-check';

let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench.dispose());

async function pidOf(engine: Engine): Promise<number> {
  const { pid } = await stateOf(engine, (state) => state.phase === 'ready');
  if (pid === null) throw new Error('a ready engine of ours has a process');
  return pid;
}

/** Opens a connection that has its own guacd process, and keeps it open. */
async function openConnection(engine: Engine): Promise<Socket> {
  const socket = connect(await engine.address());
  socket.on('error', () => undefined);
  socket.write('6.select,3.ssh;');
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

describe.skipIf(!existsSync(GUACD))('guacd as our child', () => {
  it('listens on loopback only, with a private home and nothing of our environment', async () => {
    const engine = bench.engine();
    const state = await engine.start();
    expect(state).toMatchObject({ phase: 'ready', source: 'binary', location: GUACD, encrypted: false });
    expect(state.openTo).toBe('computer');
    expect(state.version).toMatch(/^\d+\.\d+\.\d+/);
    const pid = await pidOf(engine);
    const { host, port } = await engine.address();
    expect(host).toBe('127.0.0.1');
    expect(commandLine(pid)).toEqual([GUACD, '-f', '-L', 'info', '-b', '127.0.0.1', '-l', String(port)]);
    const environment = environmentOf(pid);
    expect(environment).toMatchObject({ HOME: bench.home, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' });
    expect(Object.keys(environment)).not.toContain('CANARY');
  });

  it('writes a log that shows no connection id', async () => {
    const engine = bench.engine();
    await engine.start();
    (await openConnection(engine)).destroy();
    await waitFor('the line about the connection', () =>
      engine.log(null).some((line) => line.text.includes('Connection ID')),
    );
    const text = engine
      .log(null)
      .map((line) => line.text)
      .join('\n');
    expect(text).toContain('Listening on host 127.0.0.1');
    expect(text).not.toMatch(/\$[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('names the parameters of a protocol that it has', async () => {
    const engine = bench.engine();
    void engine.start();
    const names = await engine.parameterNames('ssh');
    expect(names).toEqual(expect.arrayContaining(['hostname', 'port', 'username', 'password']));
    expect(names).not.toContain('VERSION_1_3_0');
  });

  it('R1: comes back by itself after it was killed, with its open connections ended', async () => {
    const engine = bench.engine();
    await engine.start();
    const pid = await pidOf(engine);
    const socket = await openConnection(engine);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const killedAt = performance.now();
    process.kill(pid, 'SIGKILL');
    await stateOf(engine, (state) => state.phase === 'restarting');
    expect(performance.now() - killedAt).toBeLessThan(1_000);
    await closed;
    const next = await pidOf(engine);
    expect(next).not.toBe(pid);
    expect(await engine.parameterNames('ssh')).toContain('hostname');
  });

  it('leaves no process when it is disposed of with connections open', async () => {
    const engine = bench.engine();
    await engine.start();
    await openConnection(engine);
    await openConnection(engine);
    expect(processesIn(bench.home).length).toBeGreaterThanOrEqual(4);
    await engine.dispose();
    expect(processesIn(bench.home)).toEqual([]);
    expect(engine.state).toMatchObject({ phase: 'stopped', address: null, pid: null });
  });

  it('leaves no process when its guardian is killed, and starts again', async () => {
    const engine = bench.engine();
    await engine.start();
    const pid = await pidOf(engine);
    const guardian = processesIn(bench.home).find((other) => commandLine(other)[3] === 'pestle-guardian');
    process.kill(guardian!, 'SIGKILL');
    await waitFor('the end of the old guacd', () => !isRunning(pid));
    await stateOf(engine, (state) => state.phase === 'restarting');
    expect(await pidOf(engine)).not.toBe(pid);
  });

  it('is found without being chosen, and can be restarted', async () => {
    const engine = bench.engine({ choice: { kind: 'auto' } });
    await engine.start();
    const pid = await pidOf(engine);
    await engine.restart();
    expect(await pidOf(engine)).not.toBe(pid);
    expect(isRunning(pid)).toBe(false);
  });
});

describe('a guacd that misbehaves', () => {
  it('R2: one that exits is shown with its last words, then started again', async () => {
    const path = bench.stub('echo "first line"; echo "no such plug-in folder" >&2; exit 1');
    const engine = bench.engine({ choice: { kind: 'binary', path } });
    expect(await engine.start()).toMatchObject({
      phase: 'restarting',
      problem: {
        code: 'ENGINE_START_FAILED',
        message: expect.stringMatching(/ended with status 1.*no such plug-in folder/) as unknown,
      },
    });
  });

  it('R2: one that never listens is ended at the deadline', async () => {
    const path = bench.stub('echo "thinking"', 'exec sleep 600');
    const engine = bench.engine({ choice: { kind: 'binary', path }, deadlines: { binaryReadyMs: 300 } });
    const state = await engine.start();
    expect(state.problem).toMatchObject({ code: 'ENGINE_NOT_READY' });
    expect(state.problem?.message).toContain('thinking');
    expect(processesIn(bench.home)).toEqual([]);
  });

  it('R2: one that floods its output with garbage keeps the log bounded', async () => {
    const path = bench.stub('exec head -c 3000000 /dev/urandom');
    const engine = bench.engine({ choice: { kind: 'binary', path }, logLimit: 50 });
    expect(await engine.start()).toMatchObject({ phase: 'restarting' });
    const lines = engine.log(null);
    expect(lines.length).toBeLessThanOrEqual(50);
    // eslint-disable-next-line no-control-regex -- control characters are what must not be there
    for (const line of lines) expect(line.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
  });

  it('R2: one that finds its port taken gets another one at once', async () => {
    const path = bench.stub(
      'if [ -e taken-once ]; then exec /usr/sbin/guacd "$@"; fi',
      'touch taken-once; echo "Unable to bind socket to any addresses." >&2; exit 1',
    );
    const engine = bench.engine({ choice: { kind: 'binary', path } });
    expect((await engine.start()).phase).toBe('ready');
    expect(engine.log(null).some((line) => line.text.includes('trying another one'))).toBe(true);
  });

  it('R2: one that does not listen is not taken for ready because another program serves its port', async () => {
    // The stub tells its port and waits; the test then listens there in its place.
    const path = bench.stub('shift 6; echo "$1" > port.tmp; mv port.tmp port; read -r _ < never');
    const engine = bench.engine({ choice: { kind: 'binary', path }, deadlines: { binaryReadyMs: 1_500 } });
    execFileSync('mkfifo', [`${bench.home}/never`]);
    const started = engine.start();
    const port = await waitFor('the port', () => {
      const file = `${bench.home}/port`;
      return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
    });
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const state = await started;
    await new Promise((resolve) => server.close(resolve));
    expect(state.problem?.code).toBe('ENGINE_NOT_READY');
  });

  it('R2: one that is another program is refused without being run as a server', async () => {
    const path = bench.program('not-guacd', 'echo "$@" >> asked; echo hello');
    const engine = bench.engine({ choice: { kind: 'binary', path } });
    expect(await engine.start()).toMatchObject({ phase: 'failed', problem: { code: 'ENGINE_START_FAILED' } });
    expect(readFileSync(`${bench.home}/asked`, 'utf8')).toBe('-v\n');
  });

  it('R2: one that is not there is missing', async () => {
    const engine = bench.engine({ choice: { kind: 'binary', path: '/nowhere/guacd' } });
    expect(await engine.start()).toMatchObject({ phase: 'missing', problem: { code: 'ENGINE_MISSING' } });
  });

  it('R2: one that hangs when asked for its version is given up', async () => {
    const path = bench.program('guacd', 'trap "" TERM', 'while :; do sleep 1; done');
    const engine = bench.engine({ choice: { kind: 'binary', path } });
    const started = engine.start();
    await waitFor('its start', () => processesIn(bench.home).length > 0);
    await engine.dispose();
    expect(processesIn(bench.home)).toEqual([]);
    await started;
  });

  it('R2: one that ignores the polite request is ended by force, with children in groups of their own', async () => {
    const path = bench.stub(
      'trap "" TERM',
      'stubborn() { sh -c \'trap "" TERM; touch child; while :; do sleep 1; done\'; }',
      'set -m; stubborn & set +m',
      'echo "Listening on host 127.0.0.1"',
      'exec /usr/sbin/guacd "$@"',
    );
    const engine = bench.engine({ choice: { kind: 'binary', path } });
    await engine.start();
    await waitFor('the child', () => existsSync(`${bench.home}/child`));
    const startedAt = performance.now();
    await engine.dispose();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await waitUntilEmpty(bench.home, 0);
  });
});
