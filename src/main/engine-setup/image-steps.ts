import type { SetupRuntime } from '../../shared/model/engine-setup';
import { IMAGE, IMAGE_DIGEST, IMAGE_TITLE, IMAGE_VERSION } from '../guacd-process/container-image';
import { innerStep, pestleStep, userStep, type PlannedStep } from './planned-step';
import type { SetupFacts } from './setup-facts';
import { RUNTIME_NAMES, troubleWords } from './setup-words';

/** About what the layers of the image are on the way, in megabytes. */
const IMAGE_DOWNLOAD_MB = 150;

const FETCH_DEADLINE_MS = 30 * 60_000;
/** A container starts within a second; the first one after a start of the virtual machine may take long. */
const CHECK_DEADLINE_MS = 60_000;

/** Runs the image once to see which guacd is in it: without network, without rights, and gone afterwards. */
const CHECK_ARGUMENTS = [
  'run',
  '--rm',
  '--pull=never',
  '--network=none',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  IMAGE,
  '-v',
] as const;

/** Whether what the image wrote in the check names the version that is wanted. */
export function isWantedVersion(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes('guacd') && line.includes(`version ${IMAGE_VERSION}`));
}

/** The steps that are the same everywhere once a runtime answers: fetch the image, see that it runs, use it. */
export function imageSteps(runtime: SetupRuntime, facts: SetupFacts): PlannedStep[] {
  const { path, trouble, hasImage } = facts.runtimes[runtime];
  const isAnswering = path !== null && trouble === null;
  const isHere = isAnswering && hasImage;
  const isInUse = facts.inUse === runtime;
  const isChecked = isHere && (isInUse || facts.checked.includes(runtime));
  const fetch = {
    id: `${runtime}.fetch`,
    title: 'Fetch the engine',
    text: `Downloads ${IMAGE_TITLE}, the official image of the Apache Guacamole project, from docker.io. Only the image with the digest ${IMAGE_DIGEST.slice(0, 19)}… is accepted.`,
    downloadMb: IMAGE_DOWNLOAD_MB,
    undo: `${runtime} rmi ${IMAGE}`,
    isDone: isHere,
  } as const;
  const check = {
    id: `${runtime}.check`,
    title: 'Check that it runs',
    text: 'Starts the engine once without network and without rights, reads its version, and removes that container again.',
    isDone: isChecked,
  } as const;
  const use = {
    id: `${runtime}.use`,
    title: 'Use it',
    text: `Makes this container the engine of Pestle, reachable from this computer only. Open sessions end.`,
    undo: 'Choose another engine on the Engine page.',
    isDone: isChecked && isInUse,
  } as const;
  if (path === null) {
    // Without its program there is no command yet; the steps are shown all the same, so that the way is known.
    const command = `${runtime} pull ${IMAGE}`;
    return [innerStep({ ...fetch, command }), innerStep(check), innerStep(use)];
  }
  return [
    pestleStep(fetch, { file: path, args: ['pull', IMAGE], deadlineMs: FETCH_DEADLINE_MS }),
    pestleStep(check, { file: path, args: CHECK_ARGUMENTS, deadlineMs: CHECK_DEADLINE_MS }),
    innerStep(use),
  ];
}

/** The step for a runtime that is there but fails in a way that no other step mends. */
export function repairStep(runtime: SetupRuntime, { runtimes }: SetupFacts): PlannedStep {
  const { message, advice } = troubleWords(runtimes[runtime].trouble ?? 'unknown', runtime);
  return userStep({
    id: `${runtime}.repair`,
    title: `Make ${RUNTIME_NAMES[runtime]} answer`,
    text: `${message} ${advice}`,
    command: runtime === 'podman' ? 'podman info' : 'docker version',
    isDone: false,
  });
}
