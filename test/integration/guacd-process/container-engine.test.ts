import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IMAGE } from '../../../src/main/guacd-process/container-image';
import type { Engine } from '../../../src/main/guacd-process/engine';
import { EngineBench, GUACD, stateOf } from './engine-bench';
import { processesIn } from './process-check';

/**
 * Behaves like Docker as far as we use it. Its containers are not children of its client, as with the real one:
 * they run until they are stopped by name.
 */
const RUNTIME = `
echo "$*" >> "$0.calls"
stop() { [ -e "$0.$1.pid" ] && kill -TERM "$(cat "$0.$1.pid")" 2>/dev/null; rm -f "$0.$1.pid"; }
case "$1" in
  version|info) [ ! -e "$0.silent" ] && echo 28.0 ;;
  image) [ -e "$0.image" ] ;;
  ps) [ -e "$0.leftover" ] && echo 0123456789ab ;;
  stop) stop "$4" ;;
  rm) shift 2; for name; do stop "$name"; done; rm -f "$0.leftover" ;;
  run)
    while [ $# -gt 1 ]; do
      case "$1" in --name) name=$2 ;; -p) port=\${2#*:}; port=\${port%:*} ;; esac
      shift
    done
    setsid ${GUACD} -f -b 127.0.0.1 -l "$port" &
    echo $! > "$0.$name.pid"
    wait ;;
esac`;

let bench: EngineBench;
let runtime: string;
beforeEach(() => {
  bench = new EngineBench();
  runtime = bench.program('docker', RUNTIME);
  writeFileSync(`${runtime}.image`, '');
});
afterEach(() => bench.dispose());

function engineWith(name: 'docker' | 'podman', platform?: NodeJS.Platform): Engine {
  return bench.engine({
    choice: { kind: 'container', runtime: name },
    env: { PATH: `${bench.folder}:${process.env.PATH ?? ''}`, HOME: bench.folder },
    ...(platform === undefined ? {} : { platform }),
  });
}

function calls(): string[] {
  return readFileSync(`${runtime}.calls`, 'utf8').trim().split('\n');
}

describe.skipIf(!existsSync(GUACD))('guacd in a container', () => {
  it('is run from the pinned official image, published on loopback only', async () => {
    const engine = engineWith('docker');
    expect(await engine.start()).toMatchObject({
      phase: 'ready',
      source: 'container',
      location: 'docker guacamole/guacd 1.6.0',
      version: '1.6.0',
      pid: null,
    });
    const { port } = await engine.address();
    const run = calls().find((call) => call.startsWith('run '));
    expect(run).toMatch(/^run --rm --name pestle-guacd-[0-9a-f]{12} /);
    expect(run).toContain(` --pull=never `);
    expect(run).toContain(` -p 127.0.0.1:${port}:4822 ${IMAGE}`);
    expect(IMAGE).toMatch(/^docker\.io\/guacamole\/guacd@sha256:[0-9a-f]{64}$/);
    expect(await engine.parameterNames('ssh')).toContain('hostname');
  });

  it('is never fetched: without the image the user is told to set it up', async () => {
    rmSync(`${runtime}.image`);
    expect(await engineWith('docker').start()).toMatchObject({
      phase: 'failed',
      problem: {
        code: 'ENGINE_SETUP_NEEDED',
        message: 'Docker does not have guacamole/guacd 1.6.0 yet.',
        advice: 'Choose “Set up an engine” on the Engine page.',
      },
      nextStartAt: null,
    });
    expect(calls().filter((call) => /^(pull|run)/.test(call))).toEqual([]);
  });

  it('is stopped by its name and leaves nothing', async () => {
    const engine = engineWith('docker');
    await engine.start();
    await engine.dispose();
    const name = /--name (\S+)/.exec(calls().join('\n'))?.[1];
    expect(calls()).toEqual(expect.arrayContaining([`stop -t 2 ${name}`, `rm -f ${name}`]));
    expect(processesIn(bench.home)).toEqual([]);
  });

  it('is removed by its name where there is no guardian', async () => {
    // Windows spells the program docker.exe and has its own form of search path.
    bench.program('docker.exe', `exec ${runtime} "$@"`);
    const engine = engineWith('docker', 'win32');
    expect((await engine.start()).phase).toBe('ready');
    await engine.dispose();
    expect(processesIn(bench.home)).toEqual([]);
  });

  it('comes back when its container is gone', async () => {
    const engine = engineWith('docker');
    await engine.start();
    const { port } = await engine.address();
    const name = /--name (\S+)/.exec(calls().join('\n'))?.[1];
    process.kill(Number(readFileSync(`${runtime}.${name}.pid`, 'utf8')), 'SIGKILL');
    await stateOf(engine, (state) => state.phase === 'restarting');
    await stateOf(engine, (state) => state.phase === 'ready');
    expect((await engine.address()).port).not.toBe(port);
  });

  it('removes containers that an earlier run left behind', async () => {
    writeFileSync(`${runtime}.leftover`, '');
    await engineWith('docker').start();
    expect(calls()).toContain('rm -f 0123456789ab');
  });

  it('is missing with a reason when the runtime does not answer', async () => {
    writeFileSync(`${runtime}.silent`, '');
    expect(await engineWith('docker').start()).toMatchObject({
      phase: 'missing',
      problem: { code: 'ENGINE_MISSING', message: 'Docker is installed but does not answer.' },
    });
  });
});

describe('the folder of the engine', () => {
  it('is made for nobody else', async () => {
    const homeFolder = join(bench.folder, 'new', 'home');
    const engine = bench.engine({ homeFolder, choice: { kind: 'binary', path: '/nowhere' } });
    await engine.start();
    expect(statSync(homeFolder).mode & 0o777).toBe(0o700);
  });
});
