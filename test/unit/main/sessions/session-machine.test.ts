import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors';
import {
  INITIAL_STATE,
  SESSION_STATUSES,
  stepSession,
  type MachineState,
  type SessionEvent,
  type SessionStatus,
} from '../../../../src/main/sessions/session-machine';

const lost = new AppError('GUACD_LOST');
const refused = new AppError('CLIENT_UNAUTHORIZED');

const EVENTS: Record<string, SessionEvent> = {
  attached: { kind: 'attached' },
  detached: { kind: 'detached' },
  detachExpired: { kind: 'detachExpired' },
  asked: { kind: 'asked', names: ['password'] },
  answered: { kind: 'answered' },
  ready: { kind: 'ready' },
  framed: { kind: 'framed' },
  required: { kind: 'required', names: ['password'] },
  quiet: { kind: 'quiet' },
  heard: { kind: 'heard' },
  doubted: { kind: 'doubted' },
  endedInPeace: { kind: 'ended', error: null, liveForMs: 0 },
  endedRetryable: { kind: 'ended', error: lost, liveForMs: 0 },
  endedFinally: { kind: 'ended', error: refused, liveForMs: 0 },
  joinFailed: { kind: 'joinFailed', error: lost },
  retryDue: { kind: 'retryDue' },
  attemptHeld: { kind: 'attemptHeld' },
  attemptsFreed: { kind: 'attemptsFreed' },
  reconnectWanted: { kind: 'reconnectWanted' },
  reconnectCancelled: { kind: 'reconnectCancelled' },
  disconnectWanted: { kind: 'disconnectWanted' },
};

/** Status after each event, by the status before, for an attached session that was live. `.` is: the same. */
// prettier-ignore
const TABLE: Record<string, string> = {
  //                   idle       asking     connecting waiting    live       unstable   checking   joining    counting   stranded   retrying   closed     failed
  attached:           'connecting .          .          joining    joining    joining    joining    .          .          .          .          .          .',
  detached:           '.          .          .          .          .          .          .          .          .          .          .          .          .',
  asked:              '.          .          asking     .          .          .          .          .          .          .          asking     .          .',
  answered:           '.          connecting .          .          .          .          .          .          .          .          .          .          .',
  ready:              '.          .          waiting    .          .          .          .          waiting    .          .          waiting    .          .',
  framed:             '.          .          .          live       .          .          .          .          .          .          .          .          .',
  required:           '.          .          .          .          .          .          .          .          .          .          .          .          .',
  quiet:              '.          .          .          .          unstable   .          .          .          .          .          .          .          .',
  heard:              '.          .          .          .          .          live       live       .          .          .          .          .          .',
  doubted:            '.          .          .          .          checking   checking   .          .          .          .          .          .          .',
  endedInPeace:       'closed     closed     closed     closed     closed     closed     closed     closed     closed     closed     closed     .          .',
  endedRetryable:     'counting   counting   counting   counting   counting   counting   counting   counting   .          counting   counting   .          .',
  endedFinally:       'failed     failed     failed     failed     failed     failed     failed     failed     failed     failed     failed     .          .',
  joinFailed:         '.          .          .          .          .          .          .          counting   .          .          .          .          .',
  retryDue:           '.          .          .          .          .          .          .          .          retrying   retrying   .          .          .',
  attemptHeld:        '.          .          .          .          .          .          .          .          stranded   .          .          .          .',
  attemptsFreed:      '.          .          .          .          .          .          .          .          .          counting   .          .          .',
  reconnectWanted:    'connecting .          .          connecting connecting connecting connecting connecting retrying   retrying   .          connecting connecting',
  reconnectCancelled: '.          .          .          .          .          .          .          .          failed     failed     failed     .          .',
  disconnectWanted:   'closed     closed     closed     closed     closed     closed     closed     closed     closed     closed     closed     .          .',
};
// prettier-ignore
const DETACHED_TABLE: Record<string, string> = {
  detachExpired:      '.          failed     failed     failed     failed     failed     failed     failed     failed     failed     failed     .          .',
};

function stateOf(status: SessionStatus, changes: Partial<MachineState> = {}): MachineState {
  return { ...INITIAL_STATE, status, isAttached: true, wasLive: true, ...changes };
}

function rowOf(table: Record<string, string>, name: string): string[] {
  return (table[name] ?? '').trim().split(/\s+/);
}

describe('the session machine', () => {
  it('has an outcome for every event', () => {
    expect([...Object.keys(TABLE), ...Object.keys(DETACHED_TABLE)].sort()).toEqual(
      Object.keys(EVENTS).sort(),
    );
  });

  const pairs = Object.keys(TABLE).flatMap((name) =>
    SESSION_STATUSES.map((status, column) => ({ name, status, next: rowOf(TABLE, name)[column] })),
  );
  it.each(pairs)('on $name goes from $status to $next', ({ name, status, next }) => {
    const { state } = stepSession(stateOf(status), EVENTS[name]!);
    expect(state.status).toBe(next === '.' ? status : next);
  });

  it.each(SESSION_STATUSES.map((status, column) => ({ status, column })))(
    'gives up $status when no page came back, and only then',
    ({ status, column }) => {
      const next = rowOf(DETACHED_TABLE, 'detachExpired')[column];
      const expired = stepSession(stateOf(status, { isAttached: false }), EVENTS.detachExpired!).state;
      expect(expired.status).toBe(next === '.' ? status : next);
      if (next === 'failed') expect(expired.problem?.code).toBe('SESSION_DETACHED');
      expect(stepSession(stateOf(status), EVENTS.detachExpired!).state.status).toBe(status);
    },
  );

  it('fails at once when a session that never showed a picture is lost', () => {
    for (const status of ['connecting', 'waiting', 'retrying'] as const) {
      const { state, effects } = stepSession(stateOf(status, { wasLive: false }), EVENTS.endedRetryable!);
      expect(state.status).toBe('failed');
      expect(state.problem).toBe(lost);
      expect(effects).toEqual(['release']);
    }
  });

  it('counts attempts, gives up after five, and starts anew once a session has settled', () => {
    let state = stateOf('live');
    for (let attempt = 1; attempt <= 5; attempt++) {
      state = stepSession(state, EVENTS.endedRetryable!).state;
      expect(state).toMatchObject({ status: 'counting', attempt });
      state = stepSession(state, EVENTS.retryDue!).state;
    }
    expect(stepSession(state, EVENTS.endedRetryable!).state.status).toBe('failed');
    const settled = stepSession(stateOf('live', { attempt: 5 }), {
      kind: 'ended',
      error: lost,
      liveForMs: 30_000,
    });
    expect(settled.state).toMatchObject({ status: 'counting', attempt: 1 });
  });

  it('connects anew instead of joining while there is no picture to lose', () => {
    const { state, effects } = stepSession(stateOf('waiting', { wasLive: false }), EVENTS.attached!);
    expect(state.status).toBe('connecting');
    expect(effects).toEqual(['reattach', 'release', 'begin']);
  });

  it('connects anew instead of joining while guacd waits for credentials, which only its first user can give', () => {
    const prompt = { names: ['password'], reason: 'required' } as const;
    const { state } = stepSession(stateOf('waiting', { prompt }), EVENTS.attached!);
    expect(state).toMatchObject({ status: 'connecting', prompt: null });
  });

  it('shows a prompt of guacd without leaving its status, and takes it away with the answer', () => {
    const asked = stepSession(stateOf('waiting'), EVENTS.required!);
    expect(asked.state).toMatchObject({
      status: 'waiting',
      prompt: { names: ['password'], reason: 'required' },
    });
    const answered = stepSession(asked.state, EVENTS.answered!);
    expect(answered.state.prompt).toBeNull();
    expect(answered.effects).toEqual(['answer']);
  });

  it('has no prompt left in any status that ended', () => {
    const prompt = { names: ['password'], reason: 'before' } as const;
    for (const event of ['endedInPeace', 'endedRetryable', 'endedFinally', 'disconnectWanted']) {
      expect(stepSession(stateOf('asking', { prompt }), EVENTS[event]!).state.prompt).toBeNull();
    }
  });

  it('drops what guacd sends and starts the deadline when a page leaves a session that runs', () => {
    expect(stepSession(stateOf('live'), EVENTS.detached!).effects).toEqual(['discard']);
    expect(stepSession(stateOf('live', { isAttached: false }), EVENTS.detached!).effects).toEqual([]);
    expect(stepSession(stateOf('closed'), EVENTS.detached!).effects).toEqual([]);
  });

  it('forgets that it was live when the user opens it again', () => {
    const { state } = stepSession(stateOf('failed', { attempt: 5, problem: lost }), EVENTS.reconnectWanted!);
    expect(state).toMatchObject({ status: 'connecting', wasLive: false, attempt: 0, problem: null });
  });

  it('N2: asks guacd for a sign of life each time that it is doubted, and only where one was live', () => {
    for (const status of SESSION_STATUSES) {
      const isLive = status === 'live' || status === 'unstable' || status === 'checking';
      expect(stepSession(stateOf(status), EVENTS.doubted!).effects).toEqual(isLive ? ['check'] : []);
    }
  });

  it('N2: opens one that is doubted again when its connection turns out to have ended', () => {
    const doubted = stepSession(stateOf('live'), EVENTS.doubted!).state;
    const silent = new AppError('GUACD_SILENT');
    const { state, effects } = stepSession(doubted, { kind: 'ended', error: silent, liveForMs: 60_000 });
    expect(state).toMatchObject({ status: 'counting', attempt: 1, problem: silent });
    expect(effects).toEqual(['release', 'countdown']);
  });

  it('does not count an attempt that was held, and starts a new row when attempts are free again', () => {
    const counting = stateOf('counting', { attempt: 4, problem: lost });
    const held = stepSession(counting, EVENTS.attemptHeld!);
    expect(held.state).toMatchObject({ status: 'stranded', attempt: 4, problem: lost });
    expect(held.effects).toEqual(['strand']);
    const freed = stepSession(held.state, EVENTS.attemptsFreed!);
    expect(freed.state).toMatchObject({ status: 'counting', attempt: 1, problem: lost });
    expect(freed.effects).toEqual(['countdown']);
  });

  it('releases a timer of its own before it makes an attempt that the user wants', () => {
    for (const status of ['counting', 'stranded'] as const) {
      expect(stepSession(stateOf(status), EVENTS.reconnectWanted!).effects).toEqual([
        'reattach',
        'release',
        'begin',
      ]);
    }
  });
});
