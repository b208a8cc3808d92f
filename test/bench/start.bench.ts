import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildBare } from './electron/build-host';
import { script } from './electron/scripts';
import { withStage, type Stage } from './electron/stage';
import { inTurn, type Benchmark } from './harness/benchmark';
import { machineNow } from './harness/machine-clock';
import type { Scoreboard } from './harness/scoreboard';
import { repositoryPath } from './harness/streams';

const PROBE = join(repositoryPath, 'test', 'bench', 'electron', 'launch-probe.cjs');
const DEADLINE_MS = 60_000;

type Launch = {
  contestant: 'pestle' | 'bare-electron';
  /** What Electron is to run. */
  app: string;
  /** Selector of what makes the page usable. */
  shown: string;
  /** Runs in the page after that and gives the focus to a connection; then Enter is pressed. */
  ready?: string;
};

/** What a session shows once its first picture was drawn. */
const PICTURE = '[data-picture="yes"]';

/** Moments of one start, in milliseconds since the command. */
type Moments = ReadonlyMap<string, number>;

/** Starts an app with nothing saved, until its last moment. */
async function launch(stage: Stage, { app, shown, ready }: Launch): Promise<Moments> {
  const folder = mkdtempSync(join(tmpdir(), 'pestle-bench-'));
  const { endTree } = await script('process/end-tree.mjs');
  const moments = new Map<string, number>();
  const last = ready === undefined ? 'usable' : 'picture';
  const start = machineNow();
  const child = spawn(
    stage.executable,
    ['-r', PROBE, app, `--user-data-dir=${folder}`, '--lang=en-US', ...stage.switches],
    {
      env: {
        ...stage.environment,
        PESTLE_BENCH_SHOWN: shown,
        ...(ready === undefined ? {} : { PESTLE_BENCH_READY: ready, PESTLE_BENCH_PICTURE: PICTURE }),
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  try {
    await new Promise<void>((resolve, reject) => {
      setTimeout(() => reject(new Error(`${app} was not there in time`)), DEADLINE_MS).unref();
      child.once('exit', () => reject(new Error(`${app} has ended`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const [mark, what = '', at] = line.split(' ');
        if (mark === 'bench-failure') reject(new Error(line));
        if (mark !== 'bench-moment') return;
        moments.set(what, Number(at) - start);
        if (what === last) resolve();
      });
    });
    return moments;
  } finally {
    child.removeAllListeners('exit');
    if (child.pid !== undefined) await endTree(child.pid);
    // What Electron writes last may come while the folder is being emptied.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Saves a connection and gives its row the focus, at once or when the engine is ready. */
function chooseConnection(profile: object, waitsForEngine: boolean): string {
  return `(async () => {
    const { value, error } = await pestle.calls.profiles.save(${JSON.stringify(profile)});
    if (error) throw new Error(error.message);
    const soon = () => new Promise((resolve) => setTimeout(resolve, 1));
    const isReady = async () => (await pestle.calls.engine.state()).value.phase === 'ready';
    while (${String(waitsForEngine)} && !(await isReady())) await soon();
    for (;;) {
      const row = document.querySelector('[data-profile="' + value.id + '"]');
      row?.focus();
      if (row && document.activeElement === row) return;
      await soon();
    }
  })()`;
}

async function measure(stage: Stage, board: Scoreboard, rounds: number): Promise<void> {
  const { ensureBuild } = await script('setup/build.mjs');
  await ensureBuild();
  const ours: Launch = { contestant: 'pestle', app: repositoryPath, shown: '#first-run-title' };
  const bare: Launch = {
    contestant: 'bare-electron',
    app: await buildBare(join(repositoryPath, '.cache', 'bench', 'bare')),
    shown: 'main',
  };
  // The first start of each reads its files from the disk.
  for (const one of [ours, bare]) await launch(stage, one);
  await inTurn(rounds, [ours, bare], async (one) => {
    const moments = await launch(stage, one);
    for (const [what, at] of moments)
      board.add(what === 'usable' ? 'first window' : `until ${what}`, one.contestant, at);
  });
  await pictures(stage, ours, board, rounds);
}

async function pictures(stage: Stage, ours: Launch, board: Scoreboard, rounds: number): Promise<void> {
  const { TestServers } = await script('servers/test-servers.mjs');
  const servers = new TestServers();
  try {
    const { host, ports, username, password } = await servers.start();
    const parameters = { hostname: host, port: String(ports.ssh), username };
    const shell = { name: 'Shell', protocol: 'ssh', parameters, secrets: { password } };
    for (let round = 0; round < rounds; round++) {
      const atOnce = await launch(stage, { ...ours, ready: chooseConnection(shell, false) });
      board.add('first picture, Enter at once', 'pestle', atOnce.get('picture') ?? NaN);
      const moments = await launch(stage, { ...ours, ready: chooseConnection(shell, true) });
      board.add(
        'from Enter to picture',
        'pestle',
        (moments.get('picture') ?? NaN) - (moments.get('Enter') ?? NaN),
      );
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'Unavailable')) throw error;
    board.note(`the first remote picture is SKIPPED: ${error.message}`);
  } finally {
    await servers.dispose();
  }
}

/**
 * From the command to a page that can be used and to the picture of a real ssh session, and from the Enter that opens it,
 * with nothing saved. The rival is an Electron with one window and an empty React page.
 */
export const benchmark: Benchmark = {
  name: 'start',
  about: 'from the command to the first window and the first remote picture',
  unit: 'ms',
  rounds: 7,
  aims: [
    { result: 'first window', of: 'pestle', than: 'bare-electron', atMost: 1.3 },
    { result: 'from Enter to picture', of: 'pestle', atMost: 400 },
  ],
  run: (board, rounds) => withStage((stage) => measure(stage, board, rounds)),
};
