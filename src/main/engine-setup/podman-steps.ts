import { repairStep } from './image-steps';
import { innerStep, pestleStep, userStep, type PlannedStep } from './planned-step';
import type { SetupFacts } from './setup-facts';
import { windowsStep } from './windows-step';

const BREW_DEADLINE_MS = 20 * 60_000;
const CREATE_DEADLINE_MS = 40 * 60_000;
const START_DEADLINE_MS = 5 * 60_000;
/** The machine says that it runs a moment before its Podman answers. */
const START_SETTLE_MS = 30_000;

/** Downloads in megabytes, rounded up from what Podman 5 fetches: a system for a machine, or one for WSL. */
const MACHINE_DOWNLOAD_MB = 1000;
const WSL_DOWNLOAD_MB = 250;
const BREW_DOWNLOAD_MB = 60;

/** How each family of Linux systems installs Podman, and removes it. */
const LINUX_COMMANDS: readonly {
  readonly ids: readonly string[];
  readonly command: string;
  readonly undo: string;
}[] = [
  {
    ids: ['debian', 'ubuntu'],
    command: 'sudo apt-get install podman',
    undo: 'sudo apt-get remove podman',
  },
  {
    ids: ['fedora', 'rhel', 'centos'],
    command: 'sudo dnf install podman',
    undo: 'sudo dnf remove podman',
  },
  {
    ids: ['opensuse', 'suse', 'sles'],
    command: 'sudo zypper install podman',
    undo: 'sudo zypper remove podman',
  },
  { ids: ['arch'], command: 'sudo pacman -S podman', undo: 'sudo pacman -R podman' },
  { ids: ['alpine'], command: 'doas apk add podman', undo: 'doas apk del podman' },
];

/** What has to be done until Podman answers. */
export function podmanBasis(facts: SetupFacts): PlannedStep[] {
  const { platform } = facts;
  const { path, trouble } = facts.runtimes.podman;
  const isAnswering = path !== null && trouble === null;
  if (platform === 'linux') {
    const steps = [installOnLinux(facts)];
    if (path !== null && trouble !== null) steps.push(repairStep('podman', facts));
    return steps;
  }
  const isCreated = isAnswering || facts.machine === 'stopped' || facts.machine === 'running';
  const steps = [
    platform === 'darwin' ? installOnMac(facts) : installOnWindows(facts),
    create(facts, isCreated),
    start(facts, isAnswering || facts.machine === 'running'),
  ];
  if (platform === 'win32') steps.unshift(windowsStep('podman', isAnswering ? 'ready' : facts.wsl));
  if (facts.machine === 'running' && !isAnswering) steps.push(repairStep('podman', facts));
  return steps;
}

const INSTALL = { id: 'podman.install', title: 'Install Podman', page: 'https://podman.io' } as const;

function installOnLinux({ distribution, runtimes }: SetupFacts): PlannedStep {
  const known = LINUX_COMMANDS.find(({ ids }) => ids.some((id) => distribution.includes(id)));
  return userStep({
    ...INSTALL,
    text:
      known === undefined
        ? 'Install the package podman with the package manager of your system.'
        : 'Podman comes from your distribution. Run this command in a terminal; it asks for your password.',
    command: known?.command ?? null,
    needsAdmin: true,
    undo: known?.undo ?? null,
    isDone: runtimes.podman.path !== null,
  });
}

function installOnMac({ brew, runtimes }: SetupFacts): PlannedStep {
  const isDone = runtimes.podman.path !== null;
  if (brew === null) {
    const text = 'Download the installer from podman.io and run it. It asks for an administrator.';
    return userStep({ ...INSTALL, text, needsAdmin: true, isDone });
  }
  const text = 'Homebrew downloads and installs Podman. No administrator is needed.';
  const view = { ...INSTALL, text, downloadMb: BREW_DOWNLOAD_MB, undo: 'brew uninstall podman', isDone };
  return pestleStep(view, { file: brew, args: ['install', 'podman'], deadlineMs: BREW_DEADLINE_MS });
}

function installOnWindows({ runtimes }: SetupFacts): PlannedStep {
  return userStep({
    ...INSTALL,
    text: 'Run this command in a terminal, or download the installer from podman.io. Windows may ask for an administrator.',
    command: 'winget install --exact --id RedHat.Podman',
    needsAdmin: true,
    undo: 'winget uninstall --exact --id RedHat.Podman',
    isDone: runtimes.podman.path !== null,
  });
}

function create({ platform, runtimes }: SetupFacts, isDone: boolean): PlannedStep {
  const isWindows = platform === 'win32';
  const view = {
    id: 'podman.create',
    title: 'Create a virtual machine',
    text: isWindows
      ? 'Containers need Linux. Podman downloads a small one and puts it into the Windows Subsystem for Linux.'
      : 'Containers need Linux. Podman downloads a small one and makes a virtual machine of it, which takes up to 100 GB of disk as it fills.',
    downloadMb: isWindows ? WSL_DOWNLOAD_MB : MACHINE_DOWNLOAD_MB,
    undo: 'podman machine rm',
    isDone,
  } as const;
  const { path } = runtimes.podman;
  if (path === null) return innerStep({ ...view, command: 'podman machine init' });
  return pestleStep(view, { file: path, args: ['machine', 'init'], deadlineMs: CREATE_DEADLINE_MS });
}

function start({ runtimes }: SetupFacts, isDone: boolean): PlannedStep {
  const view = {
    id: 'podman.start',
    title: 'Start the virtual machine',
    text: 'It runs on until you stop it or restart the computer. Then it has to be started again.',
    undo: 'podman machine stop',
    isDone,
  } as const;
  const { path } = runtimes.podman;
  if (path === null) return innerStep({ ...view, command: 'podman machine start' });
  const timing = { deadlineMs: START_DEADLINE_MS, settleMs: START_SETTLE_MS };
  return pestleStep(view, { file: path, args: ['machine', 'start'], ...timing, isLasting: true });
}
