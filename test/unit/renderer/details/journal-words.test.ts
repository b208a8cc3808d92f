import { describe, expect, it } from 'vitest';
import {
  journalDays,
  journalSentence,
  journalText,
  journalTone,
} from '../../../../src/renderer/details/journal-words';
import {
  journalStatusSchema,
  type JournalEntry,
  type JournalEvent,
} from '../../../../src/shared/model/journal';
import { sampleId } from '../../../support/sample-data';

function entryOf(order: number, at: string, event: JournalEvent = { kind: 'removed' }): JournalEntry {
  return { order, at, sessionId: sampleId(1001), clientName: 'Pestle 00000000', elapsedMs: 0, event };
}

describe('the session log in words', () => {
  it.each<[JournalEvent, string]>([
    [{ kind: 'opened', protocol: 'vnc', isReadOnly: true }, 'Opened with VNC, view only.'],
    [
      { kind: 'status', status: 'counting', attempt: 2, code: 'GUACD_LOST' },
      'Connection lost. The connection to the engine (guacd) was lost. Waits for attempt 2.',
    ],
    [
      { kind: 'status', status: 'failed', attempt: 0, code: 'CLIENT_UNAUTHORIZED' },
      'Session failed. The login failed.',
    ],
    [
      { kind: 'status', status: 'failed', attempt: 0, code: 'OF_A_LATER_VERSION' },
      'Session failed. (OF_A_LATER_VERSION)',
    ],
    [
      { kind: 'connection', engineVersion: '1.6.0', protocolVersion: 'VERSION_1_5_0', isJoined: false },
      'Connected to guacd 1.6.0, protocol 1.5.0.',
    ],
    [
      { kind: 'traffic', receivedBytes: 48_211_034, sentBytes: 152_300, frames: 8118, connectedMs: 731_000 },
      'Connection ended after 12 min 11 s: received 48.2 MB in 8,118 frames, sent 152 kB.',
    ],
    [{ kind: 'clipboard', direction: 'received', bytes: 12 }, 'Clipboard text received: 12 B.'],
  ])('tells %j', (event, sentence) => expect(journalSentence(event)).toBe(sentence));

  it('has a sentence of its own for each status', () => {
    const sentences = journalStatusSchema.options.map((status) =>
      journalSentence({ kind: 'status', status, attempt: 1, code: null }),
    );
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('marks what went wrong', () => {
    const tone = (status: 'live' | 'failed' | 'counting') =>
      journalTone({ kind: 'status', status, attempt: 0, code: null });
    expect([tone('live'), tone('failed'), tone('counting')]).toEqual(['good', 'error', 'warning']);
  });

  it('N1: shows the newest first by order, also when the clock went back', () => {
    const entries = [
      entryOf(0, '2026-11-21T12:00:00.000Z'),
      entryOf(1, '2036-11-21T12:00:00.000Z'),
      entryOf(2, '2026-11-21T11:00:00.000Z'),
      entryOf(3, '2026-11-21T11:30:00.000Z'),
    ];
    const days = journalDays(entries);
    expect(days.map((day) => day.entries.map(({ order }) => order))).toEqual([[3, 2], [1], [0]]);
  });

  it('is copied oldest first, each line with its time and its session', () => {
    const text = journalText('Build server', [
      entryOf(0, '2026-11-21T12:00:00.000Z', { kind: 'opened', protocol: 'ssh', isReadOnly: false }),
      entryOf(1, '2026-11-21T12:01:00.000Z'),
    ]);
    expect(text.split('\n')).toEqual([
      'Session log of Build server',
      '2026-11-21T12:00:00.000Z  Pestle 00000000  Opened with SSH.',
      '2026-11-21T12:01:00.000Z  Pestle 00000000  Tab closed.',
    ]);
  });
});
