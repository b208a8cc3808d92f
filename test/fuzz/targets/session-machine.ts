import { RECONNECT_DELAYS_MS } from '../../../src/main/sessions/reconnect-policy';
import {
  INITIAL_STATE,
  PHASE_OF_STATUS,
  SESSION_STATUSES,
  stepSession,
  type MachineState,
  type SessionEffect,
  type SessionEvent,
} from '../../../src/main/sessions/session-machine';
import { AppError } from '../../../src/shared/errors';
import { cover } from '../engine/coverage';
import type { FuzzTarget } from '../engine/fuzz-target';
import type { Random } from '../engine/random';
import { ScriptReader } from '../engine/script-reader';
import { property } from './property';

const lost = new AppError('GUACD_LOST');
const refused = new AppError('CLIENT_UNAUTHORIZED');

/** How each event is made from a number. A new kind of event has to be added here to compile. */
const EVENTS = {
  attached: () => ({ kind: 'attached' }),
  detached: () => ({ kind: 'detached' }),
  detachExpired: () => ({ kind: 'detachExpired' }),
  asked: () => ({ kind: 'asked', names: ['password'] }),
  answered: () => ({ kind: 'answered' }),
  ready: () => ({ kind: 'ready' }),
  framed: () => ({ kind: 'framed' }),
  required: () => ({ kind: 'required', names: ['password'] }),
  quiet: () => ({ kind: 'quiet' }),
  heard: () => ({ kind: 'heard' }),
  ended: (number) => ({
    kind: 'ended',
    error: [null, lost, refused][number % 3] ?? null,
    liveForMs: number < 128 ? 0 : 60_000,
  }),
  joinFailed: () => ({ kind: 'joinFailed', error: lost }),
  doubted: () => ({ kind: 'doubted' }),
  attemptHeld: () => ({ kind: 'attemptHeld' }),
  attemptsFreed: () => ({ kind: 'attemptsFreed' }),
  retryDue: () => ({ kind: 'retryDue' }),
  reconnectWanted: () => ({ kind: 'reconnectWanted' }),
  reconnectCancelled: () => ({ kind: 'reconnectCancelled' }),
  disconnectWanted: () => ({ kind: 'disconnectWanted' }),
} as const satisfies { [K in SessionEvent['kind']]: (number: number) => Extract<SessionEvent, { kind: K }> };
const KINDS = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

/**
 * Any row of events: the state is always a defined one, what it holds fits its status, effects fit the change, no
 * attempt is begun while another is under way, and the wish to end it is always fulfilled.
 */
function fuzz(data: Uint8Array): boolean {
  const script = new ScriptReader(data);
  let state = INITIAL_STATE;
  let wasLive = false;
  const run = new Run();
  while (!script.isOver) {
    const kind = KINDS[script.below(KINDS.length)]!;
    const before = state;
    const step = stepSession(before, EVENTS[kind](script.next()));
    state = step.state;
    checkState(state);
    run.perform(state, step.effects);
    wasLive ||= state.status === 'live';
    cover(
      0x8000 |
        (KINDS.indexOf(kind) << 8) |
        (SESSION_STATUSES.indexOf(before.status) << 4) |
        SESSION_STATUSES.indexOf(state.status),
    );
  }
  const ended = stepSession(state, EVENTS.disconnectWanted()).state;
  property(isOver(ended), () => `the wish to end it leaves it ${ended.status}`);
  return wasLive;
}

function checkState(state: MachineState): void {
  property(
    SESSION_STATUSES.includes(state.status) && state.status in PHASE_OF_STATUS,
    () => `undefined: ${state.status}`,
  );
  property(
    state.attempt >= 0 && state.attempt <= RECONNECT_DELAYS_MS.length + 1,
    () => `attempt ${state.attempt}`,
  );
  property(!isOver(state) || state.prompt === null, 'asks when it is over');
  property(
    state.status !== 'counting' || (state.problem !== null && state.attempt > 0),
    'counts down for no reason',
  );
  property(state.status !== 'closed' || state.problem === null, 'closed in peace, with a problem');
  property(state.status !== 'asking' || state.prompt !== null, 'asks for nothing');
  property(state.status !== 'live' || state.wasLive, 'live, but was not');
}

/** What the owner would have running. */
class Run {
  #isAttempting = false;
  #isCounting = false;

  perform(state: MachineState, effects: readonly SessionEffect[]): void {
    for (const effect of effects) {
      if (effect === 'release') {
        this.#isAttempting = this.#isCounting = false;
      } else if (effect === 'begin' || effect === 'join') {
        property(!this.#isAttempting, 'an attempt begins while another is under way');
        this.#isAttempting = true;
        this.#isCounting = false;
      } else if (effect === 'start') {
        property(this.#isAttempting, 'a connection is shown that nobody made');
        this.#isAttempting = false;
      } else if (effect === 'countdown') {
        property(!this.#isCounting && state.status === 'counting', 'a countdown that nobody sees');
        this.#isCounting = true;
      } else if (effect === 'strand') {
        property(this.#isCounting && state.status === 'stranded', 'waits for a network without an attempt');
        this.#isCounting = false;
      }
    }
    // Credentials that are missing end the attempt that found it out.
    if (state.status === 'asking') this.#isAttempting = false;
    property(!isOver(state) || !(this.#isAttempting || this.#isCounting), 'it is over, and something runs');
    property(state.status !== 'counting' || this.#isCounting, 'waits for a countdown that does not run');
  }
}

const isOver = ({ status }: MachineState): boolean => status === 'closed' || status === 'failed';

/** A session that goes as it should, with other events in between. */
function compose(random: Random): Uint8Array {
  const bytes: number[] = [];
  const plan: (keyof typeof EVENTS)[] = [
    'attached',
    'ready',
    'framed',
    'ended',
    'retryDue',
    'ready',
    'framed',
  ];
  for (const kind of plan) {
    while (random.oneIn(3)) bytes.push(random.below(KINDS.length), random.below(256));
    bytes.push(KINDS.indexOf(kind), random.below(256));
  }
  return Uint8Array.from(bytes);
}

export const sessionMachineTarget: FuzzTarget = {
  name: 'session-machine',
  fuzz,
  compose,
  seeds: [
    ['attached', 'asked', 'answered', 'ready', 'framed', 'quiet', 'heard', 'ended'],
    ['attached', 'ready', 'required', 'answered', 'framed', 'detached', 'attached', 'ready', 'framed'],
    [
      'attached',
      'ready',
      'framed',
      'detached',
      'detachExpired',
      'reconnectWanted',
      'ready',
      'disconnectWanted',
    ],
  ].map((kinds) => Uint8Array.from(kinds.flatMap((kind) => [KINDS.indexOf(kind as keyof typeof EVENTS), 1]))),
};
