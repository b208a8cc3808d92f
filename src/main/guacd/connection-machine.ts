import { AppError, type AppErrorCode } from '../../shared/errors';
import type { GuacdSelection } from './handshake';

/** Where a connection stands; `closed` is final. */
export type ConnectionState = 'selecting' | 'connecting' | 'open' | 'closing' | 'closed';

export type ConnectionEvent =
  | { type: 'args'; args: readonly string[] }
  | { type: 'ready'; connectionId: string }
  /** guacd reports a failure. */
  | { type: 'error'; error: AppError }
  | { type: 'disconnect' }
  /** guacd closed its direction. */
  | { type: 'ended' }
  /** The socket broke; the reason is the system's name for it. */
  | { type: 'broken'; reason: string }
  /** We found the fault: data that is not valid, silence, a stall, a value that cannot be sent. */
  | { type: 'failed'; error: AppError }
  /** The deadline of the state has passed. */
  | { type: 'deadline' }
  /** The owner wants it to end. */
  | { type: 'close' };

export type ConnectionEffect =
  /** Send the answer to `args`. */
  | { do: 'answer'; args: readonly string[] }
  /** The session begins. */
  | { do: 'open'; connectionId: string }
  /** Send `disconnect` and close our direction. */
  | { do: 'leave' }
  /** Destroy the socket and tell why; null is an end without a fault. */
  | { do: 'finish'; reason: AppError | null };

export type ConnectionStep = { state: ConnectionState; effect: ConnectionEffect | null };

/** What the outcome depends on beside the events. */
export type ConnectionContext = { selects: 'protocol' | 'join'; isTls: boolean };

export function contextOf(selection: GuacdSelection, isTls: boolean): ConnectionContext {
  return { selects: 'join' in selection ? 'join' : 'protocol', isTls };
}

/**
 * The life of a connection, from an open socket on, as a pure and total function. An entry is the next state and
 * the effect; `finish X` goes to `closed`; a dot changes nothing.
 *
 * |            | selecting                  | connecting         | open            | closing     | closed |
 * |------------|----------------------------|--------------------|-----------------|-------------|--------|
 * | args       | connecting, answer         | finish violation   | .               | .           | .      |
 * | ready      | finish violation           | open, open         | .               | .           | .      |
 * | error      | finish by status           | finish by status   | finish by status| finish null | .      |
 * | disconnect | finish HANDSHAKE_FAILED    | same               | finish null     | finish null | .      |
 * | ended      | join: RESOURCE_NOT_FOUND, else HANDSHAKE_FAILED | HANDSHAKE_FAILED | GUACD_LOST | finish null | . |
 * | broken     | finish HANDSHAKE_FAILED    | same               | finish LOST     | finish null | .      |
 * | failed     | finish its error           | same               | same            | finish null | .      |
 * | deadline   | join: HANDSHAKE_TIMEOUT, else PROTOCOL_MISSING | HANDSHAKE_TIMEOUT | .      | finish null | .      |
 * | close      | finish ABORTED             | same               | closing, leave  | .           | .      |
 *
 * - The deadlines are those of the states: argsMs, readyMs, none, closeMs, none.
 * - guacd says nothing when it lacks the protocol, and 1.3.0 only closes when there is no session to join.
 * - `args` and `ready` in an open session mean nothing; they are relayed like any unknown instruction.
 * - guacd leaves its socket open after `error` and `disconnect`; we close it.
 */
export function stepConnection(
  state: ConnectionState,
  event: ConnectionEvent,
  context: ConnectionContext,
): ConnectionStep {
  switch (state) {
    case 'selecting':
      return inSelecting(event, context);
    case 'connecting':
      return inConnecting(event);
    case 'open':
      return inOpen(event);
    case 'closing':
      return inClosing(event);
    case 'closed':
      return { state, effect: null };
  }
}

function inSelecting(event: ConnectionEvent, { selects, isTls }: ConnectionContext): ConnectionStep {
  switch (event.type) {
    case 'args':
      return { state: 'connecting', effect: { do: 'answer', args: event.args } };
    case 'ended':
      return selects === 'join' ? failed('RESOURCE_NOT_FOUND') : failed('GUACD_HANDSHAKE_FAILED');
    case 'broken':
      return finish(brokenInSelecting(event.reason, isTls));
    case 'deadline':
      return selects === 'join' ? failed('GUACD_HANDSHAKE_TIMEOUT') : failed('GUACD_PROTOCOL_MISSING');
    case 'ready':
      return failed('GUACD_PROTOCOL_VIOLATION', { reason: 'ready before args' });
    case 'error':
    case 'disconnect':
    case 'failed':
    case 'close':
      return inHandshake(event);
  }
}

function inConnecting(event: ConnectionEvent): ConnectionStep {
  switch (event.type) {
    case 'ready':
      return { state: 'open', effect: { do: 'open', connectionId: event.connectionId } };
    case 'args':
      return failed('GUACD_PROTOCOL_VIOLATION', { reason: 'args came twice' });
    case 'ended':
      return failed('GUACD_HANDSHAKE_FAILED');
    case 'broken':
      return failed('GUACD_HANDSHAKE_FAILED', { reason: event.reason });
    case 'deadline':
      return failed('GUACD_HANDSHAKE_TIMEOUT');
    case 'error':
    case 'disconnect':
    case 'failed':
    case 'close':
      return inHandshake(event);
  }
}

function inHandshake(
  event: Extract<ConnectionEvent, { type: 'error' | 'disconnect' | 'failed' | 'close' }>,
): ConnectionStep {
  switch (event.type) {
    case 'error':
    case 'failed':
      return finish(event.error);
    case 'disconnect':
      return failed('GUACD_HANDSHAKE_FAILED');
    case 'close':
      return failed('ABORTED');
  }
}

function inOpen(event: ConnectionEvent): ConnectionStep {
  switch (event.type) {
    case 'error':
    case 'failed':
      return finish(event.error);
    case 'disconnect':
      return finish(null);
    case 'ended':
      return failed('GUACD_LOST', { reason: 'EOF' });
    case 'broken':
      return failed('GUACD_LOST', { reason: event.reason });
    case 'close':
      return { state: 'closing', effect: { do: 'leave' } };
    case 'args':
    case 'ready':
    case 'deadline':
      return { state: 'open', effect: null };
  }
}

function inClosing(event: ConnectionEvent): ConnectionStep {
  switch (event.type) {
    case 'error':
    case 'disconnect':
    case 'ended':
    case 'broken':
    case 'failed':
    case 'deadline':
      return finish(null);
    case 'args':
    case 'ready':
    case 'close':
      return { state: 'closing', effect: null };
  }
}

/** A guacd that speaks only TLS resets a plain connection as soon as it has read from it. */
function brokenInSelecting(reason: string, isTls: boolean): AppError {
  if (isTls || reason !== 'ECONNRESET') {
    return new AppError('GUACD_HANDSHAKE_FAILED', undefined, { details: { reason } });
  }
  return new AppError(
    'GUACD_HANDSHAKE_FAILED',
    'The engine (guacd) closed the connection at once. It may expect an encrypted one.',
    { details: { reason, hint: 'tls-expected' } },
  );
}

function failed(code: AppErrorCode, details: AppError['details'] = {}): ConnectionStep {
  return finish(new AppError(code, undefined, { details }));
}

function finish(reason: AppError | null): ConnectionStep {
  return { state: 'closed', effect: { do: 'finish', reason } };
}
