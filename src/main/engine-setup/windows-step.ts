import type { SetupRuntime } from '../../shared/model/engine-setup';
import { userStep, type PlannedStep } from './planned-step';
import type { WslFacts } from './setup-facts';
import { RUNTIME_NAMES, troubleWords } from './setup-words';

const INSTALL = 'wsl --install --no-distribution';
const UPDATE = 'wsl --update';

/** The step that gives Windows its Linux. Always the user's: it needs an administrator and a restart. */
export function windowsStep(runtime: SetupRuntime, wsl: WslFacts): PlannedStep {
  const isDone = wsl === 'ready';
  const what = `${RUNTIME_NAMES[runtime]} runs containers in the Windows Subsystem for Linux 2.`;
  const how =
    wsl === 'ready' || wsl === 'not-needed' || wsl === 'wsl-missing'
      ? 'Open a terminal as administrator, run this command, and restart Windows.'
      : `${troubleWords(wsl, runtime).message} ${troubleWords(wsl, runtime).advice}`;
  return userStep({
    id: `${runtime}.windows`,
    title: 'Switch on the Windows Subsystem for Linux',
    text: isDone ? what : `${what} ${how}`,
    command: wsl === 'wsl-outdated' ? UPDATE : INSTALL,
    needsAdmin: true,
    downloadMb: wsl === 'wsl-outdated' ? null : 300,
    undo: 'wsl --uninstall',
    page: 'https://learn.microsoft.com/windows/wsl/install',
    isDone,
  });
}
