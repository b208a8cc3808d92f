import { repairStep } from './image-steps';
import { innerStep, pestleStep, userStep, type PlannedStep } from './planned-step';
import type { SetupFacts } from './setup-facts';
import { windowsStep } from './windows-step';

/** Docker Desktop starts a virtual machine, which takes minutes on a busy computer. */
const START_DEADLINE_MS = 5 * 60_000;
const START_SETTLE_MS = 3 * 60_000;

/** What has to be done until Docker answers. */
export function dockerBasis(facts: SetupFacts): PlannedStep[] {
  const { path, trouble } = facts.runtimes.docker;
  const isAnswering = path !== null && trouble === null;
  const steps = [install(facts)];
  if (facts.platform === 'win32') steps.unshift(windowsStep('docker', isAnswering ? 'ready' : facts.wsl));
  if (path === null || trouble === null) {
    if (facts.platform !== 'linux') steps.push(startDesktop(facts, isAnswering));
    return steps;
  }
  if (trouble === 'not-running' || trouble === 'timed-out') steps.push(start(facts));
  else if (trouble === 'not-allowed' && facts.platform === 'linux') steps.push(allow());
  else steps.push(repairStep('docker', facts));
  return steps;
}

function install({ platform, distribution, runtimes }: SetupFacts): PlannedStep {
  const isDebian = distribution.some((id) => id === 'debian' || id === 'ubuntu');
  const isLinux = platform === 'linux';
  return userStep({
    id: 'docker.install',
    title: isLinux ? 'Install Docker' : 'Install Docker Desktop',
    text: isLinux
      ? 'Docker comes from your distribution, or from docker.com. Installing it asks for your password.'
      : 'Download the installer from docker.com and run it. Read its terms: larger companies have to pay.',
    command: isLinux && isDebian ? 'sudo apt-get install docker.io' : null,
    needsAdmin: true,
    undo: isLinux && isDebian ? 'sudo apt-get remove docker.io' : null,
    page: isLinux
      ? 'https://docs.docker.com/engine/install'
      : 'https://www.docker.com/products/docker-desktop',
    isDone: runtimes.docker.path !== null,
  });
}

function start(facts: SetupFacts): PlannedStep {
  if (facts.platform !== 'linux') return startDesktop(facts, false);
  return userStep({
    id: 'docker.start',
    title: 'Start Docker',
    text: 'Starts the service of the system now. With “enable” instead of “start” it also starts with the computer.',
    command: 'sudo systemctl start docker',
    needsAdmin: true,
    undo: 'sudo systemctl stop docker',
    isDone: false,
  });
}

function startDesktop({ platform, runtimes }: SetupFacts, isDone: boolean): PlannedStep {
  const view = {
    id: 'docker.start',
    title: 'Start Docker Desktop',
    text: 'Opens Docker Desktop and waits until it runs containers. At its first start it shows its terms, which only you can accept.',
    undo: 'Quit Docker Desktop from its menu.',
    isDone,
  } as const;
  const { path } = runtimes.docker;
  const timing = { deadlineMs: START_DEADLINE_MS, settleMs: START_SETTLE_MS, isLasting: true };
  if (platform === 'darwin') {
    return pestleStep(view, { file: '/usr/bin/open', args: ['-g', '-a', 'Docker'], ...timing });
  }
  if (path === null) return innerStep({ ...view, command: 'docker desktop start' });
  return pestleStep(view, { file: path, args: ['desktop', 'start'], ...timing });
}

function allow(): PlannedStep {
  return userStep({
    id: 'docker.allow',
    title: 'Get access to Docker',
    text: 'Only members of the group “docker” may use it, and who may use it can become root. Podman needs no such right. If you want Docker, run this command, then log out and in again.',
    command: 'sudo usermod --append --groups docker $USER',
    needsAdmin: true,
    undo: 'sudo gpasswd --delete $USER docker',
    isDone: false,
  });
}
