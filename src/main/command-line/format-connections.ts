import { type Profile } from '../../shared/model/profile';
import { PROTOCOL_LABELS } from '../../shared/model/protocol';
import { terminalText } from './terminal-text';

const HEAD = ['NAME', 'PROTOCOL', 'COMPUTER', 'LAST OPENED'] as const;

/** The saved connections as a table, by name. Never a secret, nor any parameter but host, port and user. */
export function formatConnections(profiles: readonly Profile[]): string {
  if (profiles.length === 0) return 'There are no saved connections.\n';
  const rows = sorted(profiles).map((profile) => [
    terminalText(profile.name),
    PROTOCOL_LABELS[profile.protocol],
    terminalText(computerOf(profile)),
    dateOf(profile)?.slice(0, 16).replace('T', ' ') ?? 'never',
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => Array.from(cell).length)),
  );
  return [[...HEAD], ...rows]
    .map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** The same for programs: an array in JSON. Times are ISO 8601 in UTC. */
export function formatConnectionsJson(profiles: readonly Profile[]): string {
  const list = sorted(profiles).map((profile) => ({
    id: profile.id,
    name: profile.name,
    protocol: profile.protocol,
    host: profile.parameters.hostname ?? null,
    port: numberOf(profile.parameters.port),
    username: profile.parameters.username ?? null,
    lastOpenedAt: dateOf(profile),
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

const sorted = (profiles: readonly Profile[]): Profile[] =>
  [...profiles].sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));

function computerOf({ parameters: { username, hostname, port } }: Profile): string {
  const host = hostname === undefined ? '-' : port === undefined ? hostname : `${hostname}:${port}`;
  return username === undefined ? host : `${username}@${host}`;
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null;

function dateOf({ lastOpenedAt }: Profile): string | null {
  const date = new Date(lastOpenedAt ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const padded = (cell: string, width: number): string =>
  cell + ' '.repeat(Math.max(0, width - Array.from(cell).length));
