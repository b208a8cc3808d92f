import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probeGuacd } from '../../../src/main/guacd';
import type { Engine } from '../../../src/main/guacd-process/engine';
import { SANDBOXES } from '../../../src/main/guacd-process/sandbox-command';
import { systemClock } from '../../../src/shared/clock';
import type { EngineIsolation } from '../../../src/shared/model/engine';
import { findListeners, findLocalListeners } from '../../support/outside-app';
import { waitFor } from '../../support/wait-for';
import {
  EngineBench,
  FULL_ENGINE,
  GUACD,
  hasFullEngine,
  SOCKET_LIBRARY,
  stateOf,
  USABLE_ISOLATIONS,
} from './engine-bench';
import { commandLine, connectAs, environmentOf, processesWithHome } from './process-check';

let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench.dispose());

/** Every process of the engine: in whatever namespace, and those in front of guacd, too. */
const family = (): number[] => [
  ...new Set([...processesWithHome(bench.home), ...processesWithHome(bench.includedHome)]),
];

/** Folders for sockets that are there now. */
const folders = (): string[] => readdirSync(bench.folder).filter((name) => name.startsWith('pestle-'));

async function pathOf(engine: Engine): Promise<string> {
  const { path } = await engine.address();
  if (path === undefined) throw new Error('it listens on a port');
  return path;
}

const startIncluded = (isolation: EngineIsolation): Engine =>
  bench.engine({
    choice: { kind: 'included' },
    includedFolder: FULL_ENGINE,
    sandboxes: SANDBOXES.filter((sandbox) => sandbox.isolation === isolation),
  });

const startOfSystem = (path = GUACD): Engine =>
  bench.engine({ choice: { kind: 'binary', path }, includedFolder: FULL_ENGINE });

const ENGINES: readonly (readonly [string, () => Engine, boolean])[] = [
  ...USABLE_ISOLATIONS.map(
    (isolation) =>
      [
        `the included engine, isolated by ${isolation}`,
        () => startIncluded(isolation),
        hasFullEngine,
      ] as const,
  ),
  ['a guacd of the system', () => startOfSystem(), existsSync(GUACD)],
];

const NOBODY = 65_534;

describe.skipIf(SOCKET_LIBRARY === null).each(ENGINES.filter(([, , isHere]) => isHere))('%s', (_, create) => {
  it('listens on a socket in a private folder, and on no port', async () => {
    const engine = create();
    const state = await engine.start();
    const path = await pathOf(engine);
    expect(state).toMatchObject({
      phase: 'ready',
      address: path,
      openTo: 'user',
      warnings: expect.anything() as unknown,
    });
    expect(lstatSync(path).isSocket()).toBe(true);
    expect(lstatSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(findListeners(family())).toEqual([]);
    expect([...new Set(findLocalListeners(family()).map(({ address }) => address))]).toEqual([path]);
    expect(await engine.parameterNames('ssh')).toContain('hostname');
    expect(engine.log(null).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('a socket that only you can use'),
    );
  });

  it.skipIf(process.getuid?.() !== 0)('lets no other user connect', async () => {
    const engine = create();
    await engine.start();
    const path = await pathOf(engine);
    // Others can come up to the private folder: it is that alone which keeps them out.
    chmodSync(bench.folder, 0o755);
    expect(connectAs(NOBODY, path)).toBe('EACCES');
    chmodSync(dirname(path), 0o755);
    chmodSync(path, 0o666);
    expect(connectAs(NOBODY, path)).toBe('open');
  });

  it('R1: has a new folder after it was killed, and none of them is left at the end', async () => {
    const engine = create();
    const { pid } = await engine.start();
    const path = await pathOf(engine);
    process.kill(pid ?? 0, 'SIGKILL');
    await stateOf(engine, (state) => state.phase === 'restarting');
    await stateOf(engine, (state) => state.phase === 'ready');
    const next = await pathOf(engine);
    expect(next).not.toBe(path);
    expect(folders()).toEqual([basename(dirname(next))]);
    await engine.dispose();
    expect(folders()).toEqual([]);
  });

  it('takes many connections at once, though its queue holds five', async () => {
    const engine = create();
    await engine.start();
    const address = await engine.address();
    const answers = await Promise.all(Array.from({ length: 40 }, () => probeGuacd(address, 'ssh')));
    for (const { parameterNames } of answers) expect(parameterNames).toContain('hostname');
  });
});

describe.skipIf(SOCKET_LIBRARY === null || !existsSync(GUACD))('the library for the local socket', () => {
  it('is loaded by guacd, and by nothing in front of it', async () => {
    const engine = startOfSystem();
    await engine.start();
    const loaded = family().filter((pid) =>
      readFileSync(`/proc/${pid}/maps`, 'utf8').includes(SOCKET_LIBRARY ?? ''),
    );
    expect(loaded.map((pid) => commandLine(pid)[0])).toEqual([GUACD]);
    expect(loaded).toEqual([engine.state.pid]);
    const others = family().filter((pid) => pid !== engine.state.pid);
    expect(others.map((pid) => environmentOf(pid).LD_PRELOAD ?? null)).toEqual(others.map(() => null));
  });

  it('that a guacd ignores leaves it on a port of this computer, which is told', async () => {
    const path = bench.stub('unset PESTLE_ENGINE_SOCKET LD_PRELOAD', `exec ${GUACD} "$@"`);
    const engine = startOfSystem(path);
    expect(await engine.start()).toMatchObject({ phase: 'ready', openTo: 'computer' });
    const { host, port } = await engine.address();
    expect(host).toBe('127.0.0.1');
    expect([...new Set(findListeners(family()).map(({ address }) => address))]).toEqual([
      `127.0.0.1:${port}`,
    ]);
    expect(findLocalListeners(family())).toEqual([]);
    expect(engine.log(null).some(({ text }) => text.includes('does not use the socket'))).toBe(true);
    await engine.dispose();
    expect(folders()).toEqual([]);
  });

  it('never lets another program on the port, which nobody takes from it, be taken for a guacd that is slow', async () => {
    const path = bench.stub('shift 6; echo "$1" > port.tmp; mv port.tmp port; read -r _ < never');
    execFileSync('mkfifo', [join(bench.home, 'never')]);
    // Four times as fast as the time of day, so that the test need not wait for all of it.
    const clock = {
      now: () => systemClock.now() * 4,
      after: (ms: number, callback: () => void) => systemClock.after(ms / 4, callback),
    };
    const engine = bench.engine({
      choice: { kind: 'binary', path },
      includedFolder: FULL_ENGINE,
      clock,
      deadlines: { binaryReadyMs: 8_000 },
    });
    const started = engine.start();
    const port = await waitFor('the port', () => {
      const file = join(bench.home, 'port');
      return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
    });
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const state = await started;
    await new Promise((resolve) => server.close(resolve));
    expect(state).toMatchObject({ address: null, problem: { code: 'ENGINE_NOT_READY' } });
  });

  it('that the loader of a guacd fails at leaves it on a port', async () => {
    const path = bench.stub(
      'if [ -n "$PESTLE_ENGINE_SOCKET" ]; then echo "symbol lookup error: undefined symbol" >&2; exit 127; fi',
      `exec ${GUACD} "$@"`,
    );
    const engine = startOfSystem(path);
    expect(await engine.start()).toMatchObject({ phase: 'ready', openTo: 'computer', problem: null });
    expect(
      engine
        .log(null)
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('symbol lookup error');
    expect(folders()).toEqual([]);
  });

  it('and a folder that is in nobody else’s way: one that an earlier app left behind is removed', async () => {
    const engine = startOfSystem();
    await engine.start();
    const left = dirname(await pathOf(engine));
    expect(readlinkSync(join(left, 'local-socket.so'))).toBe(SOCKET_LIBRARY);
    // The app is gone at once, and with it all that would have cleaned up.
    const next = startOfSystem();
    await next.start();
    expect(existsSync(left)).toBe(false);
    expect(folders()).toHaveLength(1);
  });
});
