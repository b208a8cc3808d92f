import { describe, expect, it } from 'vitest';
import { presentSession, type SessionFacts } from '../../../../src/main/sessions/present-session';
import { INITIAL_STATE } from '../../../../src/main/sessions/session-machine';
import { AppError, adviceFor, type AppErrorCode } from '../../../../src/shared/errors';
import type { Protocol } from '../../../../src/shared/model/protocol';
import { makeProfile } from '../../../support/session-services';

function adviceAbout(protocol: Protocol, code: AppErrorCode): string | undefined {
  const facts: SessionFacts = {
    id: '0fd2a1b3-0000-4000-8000-000000000000',
    profile: makeProfile(protocol),
    canPersist: false,
    nextAttemptAt: null,
    unknownParameters: [],
    isPictureStalled: false,
    isTemporary: false,
    startedAt: 0,
    epoch: 1,
    revision: 1,
  };
  const machine = { ...INITIAL_STATE, status: 'failed', problem: new AppError(code) } as const;
  return presentSession(machine, facts).problem?.advice;
}

describe('the words about a failed session', () => {
  it('are those of the error', () => {
    expect(adviceAbout('ssh', 'UPSTREAM_NOT_FOUND')).toBe(adviceFor('UPSTREAM_NOT_FOUND'));
    expect(adviceAbout('vnc', 'CLIENT_UNAUTHORIZED')).toBe(adviceFor('CLIENT_UNAUTHORIZED'));
  });

  it('say of VNC that a wrong password looks like a computer out of reach', () => {
    const advice = adviceAbout('vnc', 'UPSTREAM_NOT_FOUND');
    expect(advice).toMatch(/password/);
    expect(advice).toContain(adviceFor('UPSTREAM_NOT_FOUND'));
  });
});
