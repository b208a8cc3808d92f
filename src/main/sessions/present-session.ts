import { adviceFor, type AppError } from '../../shared/errors';
import type { Profile } from '../../shared/model/profile';
import { isReadOnly } from '../../shared/model/profile';
import type { SessionState } from '../../shared/model/session-state';
import { PHASE_OF_STATUS, type MachineState } from './session-machine';

/** What a session knows beside the state of its machine. */
export type SessionFacts = {
  id: string;
  profile: Profile;
  canPersist: boolean;
  isTemporary: boolean;
  nextAttemptAt: number | null;
  unknownParameters: readonly string[];
  isPictureStalled: boolean;
  startedAt: number | null;
  epoch: number;
  revision: number;
};

/** A session as a window sees it. */
export function presentSession(machine: MachineState, facts: SessionFacts): SessionState {
  const phase = PHASE_OF_STATUS[machine.status];
  const { problem, prompt } = machine;
  const isTroubled = phase === 'failed' || phase === 'reconnecting' || phase === 'offline';
  return {
    id: facts.id,
    profileId: facts.profile.id,
    name: facts.profile.name,
    protocol: facts.profile.protocol,
    phase,
    readOnly: isReadOnly(facts.profile),
    isTemporary: facts.isTemporary,
    prompt:
      prompt === null
        ? null
        : { names: [...prompt.names], reason: prompt.reason, canPersist: facts.canPersist },
    problem:
      problem !== null && isTroubled
        ? { code: problem.code, message: problem.message, advice: adviceOn(problem, facts.profile) }
        : null,
    attempt: phase === 'reconnecting' ? machine.attempt : 0,
    nextAttemptAt: machine.status === 'counting' ? facts.nextAttemptAt : null,
    unknownParameters: [...facts.unknownParameters],
    isPictureStalled: facts.isPictureStalled,
    startedAt: facts.startedAt,
    epoch: facts.epoch,
    revision: facts.revision,
  };
}

/** guacd reports a VNC password that the server refuses as a server it cannot reach (vnc.c: guac_vnc_client_thread). */
const VNC_PASSWORD_ADVICE =
  'Check the password first: VNC does not tell a wrong one from an unreachable computer.';

function adviceOn(problem: AppError, { protocol }: Profile): string {
  const advice = adviceFor(problem.code);
  const mayBePassword = protocol === 'vnc' && problem.code === 'UPSTREAM_NOT_FOUND';
  return mayBePassword ? `${VNC_PASSWORD_ADVICE} ${advice}` : advice;
}
