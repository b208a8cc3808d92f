import { AppError } from '../../shared/errors';
import type { SessionPhase } from '../../shared/model/session-state';
import { SETTLED_AFTER_MS, shouldReconnect } from './reconnect-policy';

/**
 * What a session is doing. `idle`: made, but no page shows it yet. `asking`: the user is asked before anything is
 * sent. `checking`: live, but the computer slept or has another network, and guacd was asked for a sign of life.
 * `joining`: the page is new, and a second guacd connection joins the running session for it. `counting`: the
 * countdown to the next automatic attempt runs. `stranded`: that attempt is due, but waits for the network.
 * `retrying`: that attempt is under way.
 */
export const SESSION_STATUSES = [
  'idle',
  'asking',
  'connecting',
  'waiting',
  'live',
  'unstable',
  'checking',
  'joining',
  'counting',
  'stranded',
  'retrying',
  'closed',
  'failed',
] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** How each status is told to the user. */
export const PHASE_OF_STATUS: Readonly<Record<SessionStatus, SessionPhase>> = {
  idle: 'connecting',
  asking: 'connecting',
  connecting: 'connecting',
  waiting: 'waiting',
  live: 'live',
  unstable: 'unstable',
  checking: 'checking',
  joining: 'waiting',
  counting: 'reconnecting',
  stranded: 'offline',
  retrying: 'reconnecting',
  closed: 'closed',
  failed: 'failed',
};

export type MachineState = {
  status: SessionStatus;
  /** A page shows the session. */
  isAttached: boolean;
  /** The user has seen a picture since the session was opened or opened again by hand. */
  wasLive: boolean;
  /** Automatic attempts in the present row. */
  attempt: number;
  /** Why it failed or is reconnecting. */
  problem: AppError | null;
  /** What the user is asked for. */
  prompt: { names: readonly string[]; reason: 'before' | 'required' } | null;
};

export type SessionEvent =
  /** A page shows the session now, with an empty display. */
  | { kind: 'attached' }
  /** That page is gone. */
  | { kind: 'detached' }
  /** No page came back in time. */
  | { kind: 'detachExpired' }
  /** Credentials are missing that guacd would not ask for. */
  | { kind: 'asked'; names: readonly string[] }
  /** The user has answered the prompt. */
  | { kind: 'answered' }
  /** The connection that was being made is there. */
  | { kind: 'ready' }
  /** The page shows the first frame of the present connection. */
  | { kind: 'framed' }
  /** guacd asks for credentials. */
  | { kind: 'required'; names: readonly string[] }
  | { kind: 'quiet' }
  | { kind: 'heard' }
  /** The computer slept, was held up, or has another network: is guacd still there? */
  | { kind: 'doubted' }
  /** The connection has ended or could not be made; null: guacd ended it in peace. */
  | { kind: 'ended'; error: AppError | null; liveForMs: number }
  /** The running session could not be joined. */
  | { kind: 'joinFailed'; error: AppError }
  | { kind: 'retryDue' }
  /** An attempt is due while the computer has no network or is about to sleep. */
  | { kind: 'attemptHeld' }
  /** There is a network again. */
  | { kind: 'attemptsFreed' }
  /** The user wants a new connection now, in a page that shows the session. */
  | { kind: 'reconnectWanted' }
  | { kind: 'reconnectCancelled' }
  | { kind: 'disconnectWanted' };

/**
 * What the owner of the machine has to do, in the order given.
 *
 * `begin`: prepare and make a new connection. `join`: make one that joins the present one. `start`: show the
 * connection that is ready, in place of a former one. `release`: give up connection, attempts and timers.
 * `check`: ask guacd for a sign of life; `heard` or `ended` follows. `countdown`: start the timer of the next attempt.
 * `strand`: start the timer after which it is made without a network, too. `discard`: drop what guacd sends, and start the timer of
 * `detachExpired`. `reattach`: stop that timer. `answer`: send the answers to guacd. `celebrate`: the session is
 * live. `forget`: drop the answers of the user.
 */
export type SessionEffect =
  | 'begin'
  | 'join'
  | 'start'
  | 'release'
  | 'check'
  | 'countdown'
  | 'strand'
  | 'discard'
  | 'reattach'
  | 'answer'
  | 'celebrate'
  | 'forget';

export type Transition = { state: MachineState; effects: readonly SessionEffect[] };

export const INITIAL_STATE: MachineState = {
  status: 'idle',
  isAttached: false,
  wasLive: false,
  attempt: 0,
  problem: null,
  prompt: null,
};

/**
 * The states of a session: pure and total. A pair with `.` leaves everything as it is; `=` keeps the status but has an
 * effect or changes another field.
 *
 * | event | idle | asking | connecting | waiting | live | unstable | checking | joining | counting | stranded | retrying | closed | failed |
 * |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
 * | attached | connecting | = | = | joining¹ | joining | joining | joining | = | = | = | = | = | = |
 * | detached² | = | = | = | = | = | = | = | = | = | = | = | = | = |
 * | detachExpired³ | . | failed | failed | failed | failed | failed | failed | failed | failed | failed | failed | . | . |
 * | asked | . | . | asking | . | . | . | . | . | . | . | asking | . | . |
 * | answered | . | connecting | . | =⁴ | =⁴ | =⁴ | =⁴ | . | . | . | . | . | . |
 * | ready | . | . | waiting | . | . | . | . | waiting | . | . | waiting | . | . |
 * | framed | . | . | . | live | . | . | . | . | . | . | . | . | . |
 * | required | . | . | . | = | = | = | = | . | . | . | . | . | . |
 * | quiet | . | . | . | . | unstable | . | . | . | . | . | . | . | . |
 * | heard | . | . | . | . | . | live | live | . | . | . | . | . | . |
 * | doubted | . | . | . | . | checking | checking | = | . | . | . | . | . | . |
 * | ended, null⁶ | failed | failed | failed | failed | closed | closed | closed | closed | closed | closed | closed | . | . |
 * | ended, error⁵ | failed | failed | failed | counting | counting | counting | counting | counting | counting | counting | counting | . | . |
 * | joinFailed | . | . | . | . | . | . | . | counting | . | . | . | . | . |
 * | retryDue | . | . | . | . | . | . | . | . | retrying | retrying | . | . | . |
 * | attemptHeld | . | . | . | . | . | . | . | . | stranded | . | . | . | . |
 * | attemptsFreed | . | . | . | . | . | . | . | . | . | counting⁷ | . | . | . |
 * | reconnectWanted | connecting | = | = | connecting | connecting | connecting | connecting | connecting | retrying | retrying | = | connecting | connecting |
 * | reconnectCancelled | . | . | . | . | . | . | . | . | failed | failed | failed | . | . |
 * | disconnectWanted | closed | closed | closed | closed | closed | closed | closed | closed | closed | closed | closed | . | . |
 *
 * ¹ `connecting` while there is no picture to lose or a prompt is open: guacd asks only the first user of a session,
 *   so one who joins could not answer. ² Nothing when no page was attached. ³ Only while none is. ⁴ Only with a
 *   prompt. ⁵ `counting` when the policy allows another attempt, else `failed`. ⁶ `closed` in every status once the
 *   user has seen a picture, `failed` in every status before. ⁷ With a new row of attempts: those of the former one
 *   were lost on a network that was going.
 */
export function stepSession(state: MachineState, event: SessionEvent): Transition {
  switch (event.kind) {
    case 'attached':
      return attached(state);
    case 'detached':
      return detached(state);
    case 'detachExpired':
      return detachExpired(state);
    case 'asked':
      return isAnyOf(state, 'connecting', 'retrying')
        ? go(state, { status: 'asking', prompt: { names: event.names, reason: 'before' } })
        : stay(state);
    case 'answered':
      return answered(state);
    case 'ready':
      return isAnyOf(state, 'connecting', 'joining', 'retrying')
        ? go(state, { status: 'waiting' }, 'start')
        : stay(state);
    case 'framed':
      return state.status === 'waiting'
        ? go(state, { status: 'live', wasLive: true, problem: null }, 'celebrate')
        : stay(state);
    case 'required':
      return isAnyOf(state, 'waiting', 'live', 'unstable', 'checking')
        ? go(state, { prompt: { names: event.names, reason: 'required' } })
        : stay(state);
    case 'quiet':
      return state.status === 'live' ? go(state, { status: 'unstable' }) : stay(state);
    case 'heard':
      return isAnyOf(state, 'unstable', 'checking') ? go(state, { status: 'live' }) : stay(state);
    case 'doubted':
      return isAnyOf(state, 'live', 'unstable', 'checking')
        ? go(state, { status: 'checking' }, 'check')
        : stay(state);
    case 'ended':
      return ended(state, event.error, event.liveForMs);
    case 'joinFailed':
      return state.status === 'joining' ? countDown(state, event.error, 0) : stay(state);
    case 'retryDue':
      return isAnyOf(state, 'counting', 'stranded')
        ? go(state, { status: 'retrying' }, 'begin')
        : stay(state);
    case 'attemptHeld':
      return state.status === 'counting' ? go(state, { status: 'stranded' }, 'strand') : stay(state);
    case 'attemptsFreed':
      return state.status === 'stranded'
        ? go(state, { status: 'counting', attempt: 1 }, 'countdown')
        : stay(state);
    case 'reconnectWanted':
      return reconnectWanted(state);
    case 'reconnectCancelled':
      return isAnyOf(state, 'counting', 'stranded', 'retrying')
        ? go(state, { status: 'failed' }, 'release')
        : stay(state);
    case 'disconnectWanted':
      return isOver(state) ? stay(state) : close(state);
  }
}

function attached(state: MachineState): Transition {
  switch (state.status) {
    case 'idle':
      return go(state, { status: 'connecting', isAttached: true }, 'begin');
    case 'waiting':
    case 'live':
    case 'unstable':
    case 'checking':
      return state.wasLive && state.prompt === null
        ? go(state, { status: 'joining', isAttached: true }, 'reattach', 'join')
        : go(state, { status: 'connecting', isAttached: true, prompt: null }, 'reattach', 'release', 'begin');
    case 'asking':
    case 'connecting':
    case 'joining':
    case 'counting':
    case 'stranded':
    case 'retrying':
      return go(state, { isAttached: true }, 'reattach');
    case 'closed':
    case 'failed':
      return go(state, { isAttached: true });
  }
}

function detached(state: MachineState): Transition {
  if (!state.isAttached) return stay(state);
  if (isOver(state) || state.status === 'idle') return go(state, { isAttached: false });
  return go(state, { isAttached: false }, 'discard');
}

function detachExpired(state: MachineState): Transition {
  if (state.isAttached || isOver(state) || state.status === 'idle') return stay(state);
  const problem = new AppError('SESSION_DETACHED');
  return go(state, { status: 'failed', problem, prompt: null }, 'release', 'forget');
}

function answered(state: MachineState): Transition {
  if (state.status === 'asking') return go(state, { status: 'connecting', prompt: null }, 'begin');
  if (state.prompt === null || !isAnyOf(state, 'waiting', 'live', 'unstable', 'checking')) return stay(state);
  return go(state, { prompt: null }, 'answer');
}

function ended(state: MachineState, error: AppError | null, liveForMs: number): Transition {
  if (isOver(state)) return stay(state);
  if (error === null) return state.wasLive ? close(state) : failUnexplained(state);
  const attempts = liveForMs >= SETTLED_AFTER_MS ? 0 : state.attempt;
  if (shouldReconnect(error, state.wasLive, attempts)) return countDown(state, error, attempts);
  return go(state, { status: 'failed', problem: error, prompt: null }, 'release');
}

/** guacd 1.3.0 now and then loses the `error` of a failure that comes at once: only its `disconnect` arrives. */
function failUnexplained(state: MachineState): Transition {
  const problem = new AppError('GUACD_HANDSHAKE_FAILED');
  return go(state, { status: 'failed', problem, prompt: null }, 'release');
}

function countDown(state: MachineState, problem: AppError, attempts: number): Transition {
  return go(
    state,
    { status: 'counting', attempt: attempts + 1, problem, prompt: null },
    'release',
    'countdown',
  );
}

function reconnectWanted(state: MachineState): Transition {
  switch (state.status) {
    case 'asking':
    case 'connecting':
    case 'retrying':
      return go(state, { isAttached: true }, 'reattach');
    case 'counting':
    case 'stranded':
      return go(state, { status: 'retrying', isAttached: true }, 'reattach', 'release', 'begin');
    case 'idle':
    case 'waiting':
    case 'live':
    case 'unstable':
    case 'checking':
    case 'joining':
    case 'closed':
    case 'failed':
      return go(
        state,
        { ...INITIAL_STATE, status: 'connecting', isAttached: true },
        'reattach',
        'release',
        'begin',
      );
  }
}

function close(state: MachineState): Transition {
  return go(state, { status: 'closed', problem: null, prompt: null }, 'release', 'forget');
}

function isOver(state: MachineState): boolean {
  return isAnyOf(state, 'closed', 'failed');
}

function isAnyOf(state: MachineState, ...statuses: readonly SessionStatus[]): boolean {
  return statuses.includes(state.status);
}

function stay(state: MachineState): Transition {
  return { state, effects: [] };
}

function go(
  state: MachineState,
  changes: Partial<MachineState>,
  ...effects: readonly SessionEffect[]
): Transition {
  return { state: { ...state, ...changes }, effects };
}
