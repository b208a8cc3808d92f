import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../support/bundle-program';
import { waitFor } from '../../support/wait-for';
import { EngineBench, FULL_ENGINE, GUACD, hasFullEngine, USABLE_ISOLATIONS } from './engine-bench';
import { commandLine, processesIn, processesWithHome, waitUntilEmpty } from './process-check';

/** Longest time that anything of an engine may run after the app is gone, milliseconds. */
const ORPHAN_LIMIT_MS = 5_000;

let program: string;
beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'engine-app.ts'), 'programs/engine');
});

let bench: EngineBench;
let app: ChildProcess | null = null;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(async () => {
  app?.kill('SIGKILL');
  await bench.dispose();
});

/** Starts an app with an engine and resolves when that has reached a phase. */
async function startApp(guacd: string, kind: string, phase = 'ready'): Promise<void> {
  const stdio: ('ignore' | 'pipe' | 'inherit')[] = ['ignore', 'pipe', 'inherit'];
  const env = { ...process.env, XDG_RUNTIME_DIR: bench.folder };
  app = spawn(process.execPath, [program, guacd, bench.home, kind], { stdio, env });
  const lines = createInterface({ input: app.stdout! });
  for await (const line of lines) if (line === phase) return;
  throw new Error(`the app ended before its engine was ${phase}`);
}

describe.skipIf(!existsSync(GUACD))('the engine of an app that is killed', () => {
  it.each(['linux', 'darwin'] as const)('R3: ends by itself, on %s', async (platform) => {
    await startApp(GUACD, platform);
    expect(processesIn(bench.home).some((pid) => commandLine(pid)[0] === GUACD)).toBe(true);
    app?.kill('SIGKILL');
    await waitUntilEmpty(bench.home, ORPHAN_LIMIT_MS);
  });

  it.each(['linux', 'darwin'] as const)(
    'R3: ends even when it ignores polite requests, on %s',
    async (platform) => {
      const path = bench.stub(
        'trap "" TERM',
        `(trap "" TERM; while :; do sleep 1; done) &`,
        'set -m; (trap "" TERM; while :; do sleep 1; done) & set +m',
        'exec /usr/sbin/guacd "$@"',
      );
      await startApp(path, platform);
      expect(processesIn(bench.home).length).toBeGreaterThanOrEqual(4);
      app?.kill('SIGKILL');
      await waitUntilEmpty(bench.home, ORPHAN_LIMIT_MS);
    },
  );

  it('R3: ends too while it is still being started', async () => {
    const path = bench.stub('touch up; exec sleep 600');
    await startApp(path, 'linux', 'starting');
    await waitFor('the stub', () => existsSync(join(bench.home, 'up')));
    app?.kill('SIGKILL');
    await waitUntilEmpty(bench.home, ORPHAN_LIMIT_MS);
  });

  it('ends when the app leaves without a word', async () => {
    await startApp(GUACD, 'linux');
    app?.kill('SIGTERM');
    await waitUntilEmpty(bench.home, ORPHAN_LIMIT_MS);
  });
});

describe.skipIf(!hasFullEngine).each(USABLE_ISOLATIONS)(
  'the included engine, isolated by %s',
  (isolation) => {
    const isGone = (): boolean => processesWithHome(bench.includedHome).length === 0;
    const gone = (): Promise<unknown> =>
      waitFor('the end of every process of the engine', isGone, { deadlineMs: ORPHAN_LIMIT_MS });

    it('R3: ends by itself when the app is killed', async () => {
      await startApp(FULL_ENGINE, isolation);
      expect(isGone()).toBe(false);
      app?.kill('SIGKILL');
      await gone();
    });

    // Without a sandbox nothing is left that could end it.
    it.runIf(isolation !== 'none')(
      'R3: ends too when the app and the guardian of the engine are killed together',
      async () => {
        await startApp(FULL_ENGINE, isolation);
        const guardian = processesWithHome(bench.includedHome).find((pid) =>
          commandLine(pid).includes('pestle-guardian'),
        );
        if (guardian === undefined) throw new Error('the engine has no guardian');
        app?.kill('SIGKILL');
        process.kill(guardian, 'SIGKILL');
        await gone();
      },
    );
  },
);
