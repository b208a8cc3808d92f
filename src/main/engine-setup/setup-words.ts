import type { SetupRuntime, SetupTrouble } from '../../shared/model/engine-setup';
import { IMAGE_TITLE, IMAGE_VERSION } from '../guacd-process/container-image';

/** How the runtimes are written. */
export const RUNTIME_NAMES: Readonly<Record<SetupRuntime, string>> = { podman: 'Podman', docker: 'Docker' };

/** What happened, what the user can do, and a command that helps. `%` stands for the runtime. */
type Words = { readonly message: string; readonly advice: string; readonly command?: string };

const RETRY = 'Then try again.';

const WORDS: Readonly<Record<SetupTrouble, Words>> = {
  'not-running': { message: '% is installed but does not run.', advice: `Start %. ${RETRY}` },
  'not-allowed': {
    message: 'Your user may not use %.',
    advice:
      'Ask an administrator for access, or choose Podman, which needs no rights. On Linux, members of the group “docker” may use Docker, and can become root by it.',
  },
  'machine-missing': {
    message: 'Podman has no virtual machine yet.',
    advice: 'Create it with the step above.',
    command: 'podman machine init',
  },
  'machine-stopped': {
    message: 'Podman’s virtual machine does not run.',
    advice: `Start it. ${RETRY} If it never starts, restart this computer.`,
    command: 'podman machine start',
  },
  'wrong-containers': {
    message: 'Docker is set to Windows containers.',
    advice: `Choose “Switch to Linux containers” in the menu of Docker Desktop. ${RETRY}`,
  },
  'no-subordinate-ids': {
    message: 'Your user has no range of ids for containers.',
    advice: `An administrator can add one with this command. ${RETRY}`,
    command: 'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER',
  },
  'no-space': {
    message: 'The disk is full.',
    advice: `Free about 1 GB. On macOS and Windows the disk of the virtual machine counts, too. ${RETRY}`,
    command: '% system prune',
  },
  offline: {
    message: 'The registry docker.io could not be reached.',
    advice: `Check the network, and that a firewall lets registry-1.docker.io through. ${RETRY}`,
  },
  proxy: {
    message: 'The proxy could not be reached or refused %.',
    advice: `Set the proxy, with its login if it wants one, in the settings of %. ${RETRY}`,
  },
  'tls-interception': {
    message: '% does not trust the certificate of the registry.',
    advice:
      'Something between this computer and the registry opens encrypted connections, often a proxy of the company. Ask its administrators for their certificate and give it to %. Do not turn the check off.',
  },
  'rate-limit': {
    message: 'The registry allows no more downloads from this network for now.',
    advice: `Wait some hours, or log in to docker.io for a higher limit. ${RETRY}`,
    command: '% login docker.io',
  },
  'image-unknown': {
    message: 'The registry does not have the image that this version of Pestle trusts.',
    advice: 'Update Pestle. A mirror between this computer and docker.io may also be out of date.',
  },
  'digest-mismatch': {
    message: 'What was downloaded is not the image that this version of Pestle trusts. It was thrown away.',
    advice: 'Try again on another network. If it happens again, somebody may tamper with downloads.',
  },
  'wrong-architecture': {
    message: 'There is no image for the processor of this computer, and % cannot emulate another one.',
    advice: 'Turn on Rosetta or emulation in the settings of %, or use an engine on another computer.',
  },
  'wrong-version': {
    message: `The image runs, but it is not guacd ${IMAGE_VERSION}.`,
    advice: 'Remove the image and fetch it again.',
    command: '% rmi --force docker.io/guacamole/guacd',
  },
  'port-blocked': {
    message: 'This computer gave the engine no port.',
    advice: `Another program or a rule of the system keeps it. Restart %. ${RETRY}`,
  },
  'wsl-missing': {
    message: 'The Windows Subsystem for Linux is not installed or not switched on.',
    advice: 'Run this command in a terminal that was opened as administrator, then restart Windows.',
    command: 'wsl --install --no-distribution',
  },
  'wsl-outdated': {
    message: 'The Windows Subsystem for Linux is too old.',
    advice: `Update it with this command. ${RETRY}`,
    command: 'wsl --update',
  },
  'needs-restart': {
    message: 'Windows has to be restarted first.',
    advice: 'Restart it, open Pestle again, and go on here.',
  },
  'no-virtualization': {
    message: 'Virtualization is switched off on this computer.',
    advice:
      'Switch it on in the firmware (BIOS or UEFI: Intel VT-x or AMD-V) and run this command as administrator, then restart. In a virtual machine, its host has to allow it.',
    command: 'wsl --install --no-distribution',
  },
  'needs-admin': {
    message: 'The command needs an administrator.',
    advice: 'Run it yourself in a terminal that was opened as administrator. Pestle never takes such rights.',
  },
  'cannot-run': {
    message: 'The program could not be run.',
    advice: 'Check that it is installed completely, then look again.',
  },
  'timed-out': {
    message: 'The command took too long and was ended.',
    advice: 'Try again. What was downloaded completely is not downloaded again.',
  },
  cancelled: {
    message: 'Cancelled.',
    advice: 'Go on whenever you like. What was downloaded completely is not downloaded again.',
  },
  'no-effect': {
    message: 'The command ended well, but nothing has changed.',
    advice: 'Look at % itself: it may ask something or still be starting. Then look again.',
  },
  changed: {
    message: 'Something on this computer has changed meanwhile.',
    advice: 'The steps are up to date now. Go on with them.',
  },
  unknown: {
    message: 'The command failed.',
    advice: 'Its last lines are below. Try again, or run it in a terminal to see more.',
  },
};

/** A trouble in words for the user: what happened, what to do, and a command that helps. */
export function troubleWords(
  trouble: SetupTrouble,
  runtime: SetupRuntime,
): { message: string; advice: string; command: string | null } {
  const { message, advice, command } = WORDS[trouble];
  const name = RUNTIME_NAMES[runtime];
  return {
    message: message.replaceAll('%', name),
    advice: advice.replaceAll('%', name),
    command: command?.replaceAll('%', runtime) ?? null,
  };
}

/** Notes about this computer that matter for the set-up. */
export const PROXY_NOTE = `This computer uses a proxy. ${IMAGE_TITLE} is downloaded by Podman or Docker, which have proxy settings of their own.`;
