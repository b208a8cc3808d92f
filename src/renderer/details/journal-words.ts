import { assertNever } from '../../shared/assert-never';
import { APP_ERRORS, type AppErrorCode } from '../../shared/errors';
import type { JournalEntry, JournalEvent, JournalStatus } from '../../shared/model/journal';
import { PROTOCOL_LABELS } from '../../shared/model/protocol';
import { formatBytes, formatCount, formatDuration } from './quantities';

const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** Entries of one day of the wall clock that follow each other. */
export type JournalDay = { title: string; entries: readonly JournalEntry[] };

/** How an entry is told: as bad news, or as any other. */
export type JournalTone = 'plain' | 'good' | 'warning' | 'error';

/** What happened, in a sentence. */
export function journalSentence(event: JournalEvent): string {
  switch (event.kind) {
    case 'opened':
      return `Opened with ${PROTOCOL_LABELS[event.protocol]}${event.isReadOnly ? ', view only' : ''}.`;
    case 'status':
      return statusSentence(event.status, event.attempt, event.code);
    case 'connection':
      return connectionSentence(event);
    case 'traffic':
      return `Connection ended after ${formatDuration(event.connectedMs)}: received ${formatBytes(event.receivedBytes)} in ${formatCount(event.frames)} frames, sent ${formatBytes(event.sentBytes)}.`;
    case 'clipboard':
      return event.direction === 'sent'
        ? `Clipboard text sent: ${formatBytes(event.bytes)}.`
        : `Clipboard text received: ${formatBytes(event.bytes)}.`;
    case 'removed':
      return 'Tab closed.';
    default:
      return assertNever(event);
  }
}

export function journalTone(event: JournalEvent): JournalTone {
  if (event.kind !== 'status') return 'plain';
  if (event.status === 'live') return 'good';
  if (event.status === 'failed') return 'error';
  return event.status === 'unstable' || event.status === 'counting' || event.status === 'stranded'
    ? 'warning'
    : 'plain';
}

/** The time of day of an entry, by the clock of this computer. */
export function journalTime({ at }: JournalEntry): string {
  return timeOfDay.format(new Date(at));
}

/** The newest first, under the days they happened on. Their order is that of the log, whatever the clock said. */
export function journalDays(entries: readonly JournalEntry[]): readonly JournalDay[] {
  const days: { title: string; entries: JournalEntry[] }[] = [];
  for (const entry of [...entries].reverse()) {
    const title = day.format(new Date(entry.at));
    const last = days.at(-1);
    if (last?.title === title) last.entries.push(entry);
    else days.push({ title, entries: [entry] });
  }
  return days;
}

/** A whole log as plain text, the oldest entry first. */
export function journalText(name: string, entries: readonly JournalEntry[]): string {
  const lines = entries.map(({ at, clientName, event }) => `${at}  ${clientName}  ${journalSentence(event)}`);
  return [`Session log of ${name}`, ...lines].join('\n');
}

function statusSentence(status: JournalStatus, attempt: number, code: string | null): string {
  const reason = code === null ? '' : ` ${reasonOf(code)}`;
  switch (status) {
    case 'idle':
      return 'Waits for its window.';
    case 'asking':
      return 'Asks for the login.';
    case 'connecting':
      return 'Connects to the engine.';
    case 'waiting':
      return 'Connected to the engine, waits for the picture.';
    case 'live':
      return 'Shows the picture.';
    case 'unstable':
      return 'Nothing arrives any more; the connection is unstable.';
    case 'joining':
      return 'The window was loaded again and takes the session over.';
    case 'checking':
      return 'The computer slept or changed its network; asks the engine for a sign of life.';
    case 'counting':
      return `Connection lost.${reason} Waits for attempt ${attempt}.`;
    case 'stranded':
      return `Waits for the network before attempt ${attempt}.`;
    case 'retrying':
      return `Reconnects, attempt ${attempt}.`;
    case 'closed':
      return 'Session ended.';
    case 'failed':
      return `Session failed.${reason}`;
    default:
      return assertNever(status);
  }
}

function connectionSentence(event: Extract<JournalEvent, { kind: 'connection' }>): string {
  const engine = event.engineVersion === null ? 'the engine' : `guacd ${event.engineVersion}`;
  const version = event.protocolVersion?.replace(/^VERSION_/, '').replaceAll('_', '.');
  const protocol = version === undefined ? '' : `, protocol ${version}`;
  return `${event.isJoined ? 'Joined the session in' : 'Connected to'} ${engine}${protocol}.`;
}

/** A code of a later version of Pestle says more than nothing. */
function reasonOf(code: string): string {
  return isKnown(code) ? APP_ERRORS[code][0] : `(${code})`;
}

function isKnown(code: string): code is AppErrorCode {
  return Object.hasOwn(APP_ERRORS, code);
}
