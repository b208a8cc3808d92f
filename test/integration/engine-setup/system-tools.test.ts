import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineSetup } from '../../../src/main/engine-setup/engine-setup';
import { createSystemTools } from '../../../src/main/engine-setup/system-tools';
import { systemClock } from '../../../src/shared/clock';
import { AppError } from '../../../src/shared/errors';
import type { SetupRun, SetupState } from '../../../src/shared/model/engine-setup';
import { killAllIn, processesIn } from '../guacd-process/process-check';

/** Behaves like Podman as far as the set-up uses it. A virtual machine goes on when its command has ended. */
const PODMAN = `
echo "$*" >> "$0.calls"
case "$1" in
  info) [ -e "$0.machine" ] && echo 5.4.2 || { echo 'Error: try "podman machine start"' >&2; exit 125; } ;;
  image) [ -e "$0.image" ] ;;
  pull)
    echo "Trying to pull $2..."; [ -e "$0.slow" ] && { : > "$0.pulling"; exec sleep 300; }
    : > "$0.image" ;;
  run) echo 'Guacamole proxy daemon (guacd) version 1.6.0' ;;
  machine)
    [ "$2" = list ] && { echo '[{'; echo '"Running": false'; echo '}]'; exit; }
    echo 'Starting machine'
    sleep 300 >/dev/null 2>&1 &
    echo $! > "$0.machine" ;;
esac`;

let folder: string;
let podman: string;
let setup: EngineSetup;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pestle-setup-')));
  podman = join(folder, 'podman');
  writeFileSync(podman, `#!/bin/sh${PODMAN}\n`);
  chmodSync(podman, 0o755);
});
afterEach(async () => {
  await setup.dispose();
  killAllIn(folder);
  rmSync(folder, { recursive: true, force: true });
});

function createSetup(platform: NodeJS.Platform): void {
  const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: folder, CANARY: 'must not be inherited' };
  setup = new EngineSetup({
    ...createSystemTools({ env, platform, clock: systemClock, folder }),
    clock: systemClock,
    confirm: () => Promise.resolve(true),
    useEngine: () => Promise.resolve({ isReady: true, message: '' }),
    engineInUse: () => null,
    onFault: (error) => {
      throw AppError.from(error);
    },
  });
}

function stateOf(matches: (state: SetupState) => boolean): Promise<SetupState> {
  return new Promise((resolve) => {
    const subscription = setup.onChanged((state) => {
      if (!matches(state)) return;
      subscription.dispose();
      resolve(state);
    });
  });
}

const isIdle = ({ phase }: SetupState): boolean => phase === 'idle';

async function look(): Promise<void> {
  const looked = stateOf(isIdle);
  setup.look();
  await looked;
}

async function runToEnd(stepId: SetupRun['stepId'], goesOn: boolean): Promise<SetupState> {
  const over = stateOf(isIdle);
  setup.run({ planId: setup.state.planId, stepId, goesOn });
  return over;
}

describe('the set-up on a real system', () => {
  it('fetches and checks the image with the program that it found', async () => {
    writeFileSync(`${podman}.machine`, '');
    createSetup('linux');
    await look();
    const { problem, routes } = await runToEnd('podman.fetch', true);
    expect(problem).toBeNull();
    const steps = routes.find(({ runtime }) => runtime === 'podman')?.steps ?? [];
    expect(steps.filter(({ isDone }) => isDone).map(({ id }) => id)).toEqual([
      'podman.install',
      'podman.fetch',
      'podman.check',
    ]);
    const calls = readFileSync(`${podman}.calls`, 'utf8');
    expect(calls).toMatch(/^pull docker\.io\/guacamole\/guacd@sha256:[0-9a-f]{64}$/m);
  });

  it('leaves nothing of a command that was cancelled', async () => {
    writeFileSync(`${podman}.machine`, '');
    writeFileSync(`${podman}.slow`, '');
    createSetup('linux');
    await look();
    const writes = stateOf(({ running }) => running?.output.length === 1);
    const over = stateOf(isIdle);
    setup.run({ planId: setup.state.planId, stepId: 'podman.fetch', goesOn: true });
    await writes;
    setup.cancel();
    expect((await over).problem?.trouble).toBe('cancelled');
    expect(processesIn(folder)).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('lets a virtual machine live on after its command', async () => {
    createSetup('darwin');
    await look();
    expect((await runToEnd('podman.start', false)).problem).toBeNull();
    const pid = Number(readFileSync(`${podman}.machine`, 'utf8'));
    expect(existsSync(`/proc/${pid}`)).toBe(true);
  });
});
