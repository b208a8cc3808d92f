import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Engine, type EngineOptions } from '../../../src/main/guacd-process/engine';
import type { EngineIsolation, EngineState } from '../../../src/shared/model/engine';
import { killAllIn, processesIn } from './process-check';

/** The guacd of this machine. */
export const GUACD = '/usr/sbin/guacd';

/** The included engine that carries all its libraries, and whether the set-up has made it. */
export const FULL_ENGINE = resolve(import.meta.dirname, '../../../.cache/engine/full');
export const hasFullEngine = existsSync(join(FULL_ENGINE, 'manifest.json'));

/** The least that each isolation needs. Not what the app runs: an error of the app must not skip its tests. */
const TRIALS: Readonly<Record<EngineIsolation, readonly [string, ...string[]]>> = {
  bubblewrap: ['bwrap', '--unshare-user', '--unshare-pid', '--ro-bind', '/', '/', '--proc', '/proc', 'true'],
  namespaces: ['unshare', '--user', '--map-root-user', '--mount', '--pid', '--fork', '--mount-proc', 'true'],
  none: ['true'],
};

/** Its library that makes a guacd listen on a local socket; null where none could be made. */
export const SOCKET_LIBRARY = findSocketLibrary();

function findSocketLibrary(): string | null {
  if (!hasFullEngine) return null;
  const manifest: unknown = JSON.parse(readFileSync(join(FULL_ENGINE, 'manifest.json'), 'utf8'));
  const { localSocket } = manifest as { localSocket?: string };
  return localSocket === undefined ? null : join(FULL_ENGINE, localSocket);
}

/** What this machine can isolate an engine by: tried, since a system may have the programs and forbid what they do. */
export const USABLE_ISOLATIONS: readonly EngineIsolation[] = (
  ['bubblewrap', 'namespaces', 'none'] as const
).filter((isolation) => {
  const [program, ...words] = TRIALS[isolation];
  return spawnSync(program, words, { stdio: 'ignore', timeout: 10_000 }).status === 0;
});

/** A line that every stub of guacd answers `-v` with. */
export const VERSION_ANSWER =
  'if [ "$1" = -v ]; then echo "Guacamole proxy daemon (guacd) version 1.3.0"; exit; fi';

/** A folder of its own for one test, in which engines run and stubs lie. Its owner calls `dispose`. */
export class EngineBench {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-engine-')));
  /** Working folder of all that the engines start. */
  readonly home = join(this.folder, 'home');
  /** Home of a guacd that is the included one. */
  readonly includedHome = join(this.home, 'included/home');
  readonly #engines: Engine[] = [];

  constructor() {
    mkdirSync(this.home, { mode: 0o700 });
  }

  /** Writes an executable shell script and returns its path. */
  program(name: string, ...lines: string[]): string {
    const path = join(this.folder, name);
    writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** A stub that names itself guacd when asked for its version, and otherwise runs these lines. */
  stub(...lines: string[]): string {
    return this.program('guacd', VERSION_ANSWER, ...lines);
  }

  engine(options: Partial<EngineOptions> = {}): Engine {
    const engine = new Engine({
      choice: { kind: 'binary', path: GUACD },
      homeFolder: this.home,
      env: { PATH: process.env.PATH, CANARY: 'must not be inherited', XDG_RUNTIME_DIR: this.folder },
      ...options,
    });
    this.#engines.push(engine);
    return engine;
  }

  /** Ends all engines. Throws when one left a process behind. */
  async dispose(): Promise<void> {
    for (const engine of this.#engines) await engine.dispose();
    const left = processesIn(this.home);
    killAllIn(this.home);
    rmSync(this.folder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`${left.length} processes were left behind`);
  }
}

/** Waits for a state of an engine; the present one counts. */
export function stateOf(engine: Engine, matches: (state: EngineState) => boolean): Promise<EngineState> {
  return new Promise((resolve) => {
    if (matches(engine.state)) {
      resolve(engine.state);
      return;
    }
    const subscription = engine.onChanged((state) => {
      if (!matches(state)) return;
      subscription.dispose();
      resolve(state);
    });
  });
}
