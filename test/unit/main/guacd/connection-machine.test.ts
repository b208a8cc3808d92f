import { describe, expect, it } from 'vitest';
import {
  stepConnection,
  type ConnectionContext,
  type ConnectionEvent,
  type ConnectionState,
} from '../../../../src/main/guacd/connection-machine';
import { AppError } from '../../../../src/shared/errors';

const protocol: ConnectionContext = { selects: 'protocol', isTls: false };
const join: ConnectionContext = { selects: 'join', isTls: false };

const error = new AppError('UPSTREAM_NOT_FOUND');
const events: ConnectionEvent[] = [
  { type: 'args', args: ['VERSION_1_5_0'] },
  { type: 'ready', connectionId: '$x' },
  { type: 'error', error },
  { type: 'disconnect' },
  { type: 'ended' },
  { type: 'broken', reason: 'EPIPE' },
  { type: 'failed', error: new AppError('GUACD_SILENT') },
  { type: 'deadline' },
  { type: 'close' },
];

/** `state` or `state effect` or `finish CODE`, as in the table of the source. */
function outcome(state: ConnectionState, event: ConnectionEvent, context = protocol): string {
  const step = stepConnection(state, event, context);
  if (step.effect === null) return step.state;
  if (step.effect.do !== 'finish') return `${step.state} ${step.effect.do}`;
  expect(step.state).toBe('closed');
  return `finish ${step.effect.reason?.code ?? 'null'}`;
}

describe('stepConnection', () => {
  const table: Record<ConnectionState, string[]> = {
    selecting: [
      'connecting answer',
      'finish GUACD_PROTOCOL_VIOLATION',
      'finish UPSTREAM_NOT_FOUND',
      'finish GUACD_HANDSHAKE_FAILED',
      'finish GUACD_HANDSHAKE_FAILED',
      'finish GUACD_HANDSHAKE_FAILED',
      'finish GUACD_SILENT',
      'finish GUACD_PROTOCOL_MISSING',
      'finish ABORTED',
    ],
    connecting: [
      'finish GUACD_PROTOCOL_VIOLATION',
      'open open',
      'finish UPSTREAM_NOT_FOUND',
      'finish GUACD_HANDSHAKE_FAILED',
      'finish GUACD_HANDSHAKE_FAILED',
      'finish GUACD_HANDSHAKE_FAILED',
      'finish GUACD_SILENT',
      'finish GUACD_HANDSHAKE_TIMEOUT',
      'finish ABORTED',
    ],
    open: [
      'open',
      'open',
      'finish UPSTREAM_NOT_FOUND',
      'finish null',
      'finish GUACD_LOST',
      'finish GUACD_LOST',
      'finish GUACD_SILENT',
      'open',
      'closing leave',
    ],
    closing: [
      'closing',
      'closing',
      'finish null',
      'finish null',
      'finish null',
      'finish null',
      'finish null',
      'finish null',
      'closing',
    ],
    closed: Array.from(events, () => 'closed'),
  };

  for (const [state, outcomes] of Object.entries(table) as [ConnectionState, string[]][]) {
    it.each(events.map((event, index) => [event, outcomes[index]] as const))(
      `P5: knows what $type means in ${state}`,
      (event, expected) => {
        expect(outcome(state, event)).toBe(expected);
      },
    );
  }

  it('takes a close after the selection of a session for a session that is gone', () => {
    expect(outcome('selecting', { type: 'ended' }, join)).toBe('finish RESOURCE_NOT_FOUND');
  });

  it('does not take silence after the selection of a session for a missing protocol', () => {
    expect(outcome('selecting', { type: 'deadline' }, join)).toBe('finish GUACD_HANDSHAKE_TIMEOUT');
  });

  it('suspects TLS when a plain connection is reset at once', () => {
    const reset: ConnectionEvent = { type: 'broken', reason: 'ECONNRESET' };
    const hint = (context: ConnectionContext): unknown => {
      const { effect } = stepConnection('selecting', reset, context);
      return effect?.do === 'finish' ? effect.reason?.details.hint : null;
    };
    expect(hint(protocol)).toBe('tls-expected');
    expect(hint({ selects: 'protocol', isTls: true })).toBeUndefined();
  });

  it('never leaves closed, and always gets there', () => {
    for (const event of events)
      expect(stepConnection('closed', event, protocol)).toEqual({ state: 'closed', effect: null });
    for (const state of ['selecting', 'connecting', 'open', 'closing'] as const) {
      expect(outcome(state, { type: 'ended' })).toMatch(/^finish/);
    }
  });
});
