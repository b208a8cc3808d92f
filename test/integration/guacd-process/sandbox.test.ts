import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/main/guacd-process/engine';
import { SANDBOXES } from '../../../src/main/guacd-process/sandbox-command';
import type { EngineIsolation } from '../../../src/shared/model/engine';
import { waitFor } from '../../support/wait-for';
import { EngineBench, USABLE_ISOLATIONS } from './engine-bench';
import { processesWithHome } from './process-check';

let bench: EngineBench;
beforeEach(() => {
  bench = new EngineBench();
});
afterEach(() => bench.dispose());

function includedEngine(isolation: EngineIsolation, includedFolder: string): Engine {
  const sandboxes = SANDBOXES.filter((sandbox) => sandbox.isolation === isolation);
  return bench.engine({ choice: { kind: 'included' }, includedFolder, sandboxes });
}

/** An engine whose guacd is a shell script that says `-v` and then runs these lines. */
function stubEngine(...lines: string[]): string {
  const folder = join(bench.folder, 'stub engine');
  mkdirSync(join(folder, 'sbin'), { recursive: true });
  const manifest = { flavour: 'lean', triplet: 'x86_64-linux-gnu', guacd: '1.3.0', packages: [] };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const answer = 'if [ "$1" = -v ]; then echo "guacd version 1.3.0"; exit; fi';
  writeFileSync(join(folder, 'sbin/guacd'), `#!/bin/sh\n${answer}\n${lines.join('\n')}\n`, { mode: 0o755 });
  return folder;
}

describe.skipIf(process.platform !== 'linux').each(USABLE_ISOLATIONS)('the sandbox %s', (isolation) => {
  const isClosed = isolation !== 'none';

  /** What the lines print when they run in place of guacd. */
  async function evidenceOf(...lines: string[]): Promise<string> {
    const script = [
      `{ ${lines.join('; ')}; } >"$HOME/evidence.new" 2>&1`,
      'mv "$HOME/evidence.new" "$HOME/evidence"',
    ];
    const engine = includedEngine(isolation, stubEngine(...script, 'exec sleep 600'));
    void engine.start();
    const path = join(bench.includedHome, 'evidence');
    await waitFor('the evidence', () => existsSync(path), { deadlineMs: 10_000 });
    expect(engine.state.isolation).toBe(isolation);
    return readFileSync(path, 'utf8');
  }

  it('lets the engine write to its home, and leaves no core file of it', async () => {
    expect(await evidenceOf('ulimit -c', 'touch "$HOME/own" && echo written')).toBe('0\nwritten\n');
  });

  it.runIf(isClosed)('shows it the system, and no file of the user or of others', async () => {
    const secret = join(bench.folder, 'secret');
    writeFileSync(secret, 'private');
    const seen = await evidenceOf(
      'ls -A /',
      `cat "${secret}" 2>/dev/null`,
      'test -x /usr/bin/env && echo programs',
    );
    expect(seen).toContain('programs');
    expect(seen).not.toContain('private');
    for (const folder of ['home', 'root', 'mnt', 'media', 'srv', 'boot', 'opt']) {
      expect(seen.split('\n')).not.toContain(folder);
    }
  });

  it.runIf(isClosed)('lets it change nothing else', async () => {
    const folders = [
      '/',
      '/usr',
      '/etc',
      join(bench.folder, 'stub engine'),
      join(bench.home, 'included/libraries'),
    ];
    const tries = folders.map((folder) => `touch "${folder}/new" 2>/dev/null && echo "wrote ${folder}"`);
    expect(await evidenceOf(...tries, 'echo done')).toBe('done\n');
  });

  it.runIf(isClosed)(
    'shows it no other process, and lets it make no namespace and gain no right',
    async () => {
      const seen = await evidenceOf(
        'for p in /proc/[0-9]*; do [ "${p#/proc/}" -lt 1000 ] || echo "foreign $p"; done',
        'unshare --user true 2>/dev/null && echo "made a namespace"',
        'grep -E "^(CapEff|CapPrm|NoNewPrivs)" /proc/self/status',
      );
      expect(seen).toBe('CapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n');
    },
  );

  it('hands it nothing of our environment but what is meant for it', async () => {
    const names = (await evidenceOf('env')).split('\n').map((line) => line.split('=')[0]);
    const meant = [
      'HOME',
      'LANG',
      'LC_ALL',
      'LD_LIBRARY_PATH',
      'PATH',
      'PWD',
      'TZ',
      'OLDPWD',
      'SHLVL',
      '_',
      '',
    ];
    expect(names.filter((name = '') => !meant.includes(name))).toEqual([]);
  });

  it('ends it and all that it started when it is no longer wanted', async () => {
    // One that leaves the session is beyond the reach of a guardian alone; guacd has none.
    const stray = isClosed ? '(setsid sleep 600) &' : '(exec sleep 600) &';
    const engine = includedEngine(
      isolation,
      stubEngine('(trap "" TERM; sleep 600) &', stray, 'exec sleep 600'),
    );
    void engine.start();
    await waitFor('its children', () => processesWithHome(bench.includedHome).length >= 4, {
      deadlineMs: 10_000,
    });
    await engine.dispose();
    expect(processesWithHome(bench.includedHome)).toEqual([]);
  });
});
