import type { EnginePart } from '../../src/shared/model/engine-manifest';
import type { EngineLogLine } from '../../src/shared/model/engine';
import type { Journal, JournalEvent, JournalStatus } from '../../src/shared/model/journal';
import type { Notice } from '../../src/shared/model/notice';
import type { ProfileView } from '../../src/shared/model/profile';
import type { Protocol } from '../../src/shared/model/protocol';
import type { SessionMetrics } from '../../src/shared/model/session-metrics';
import type { SessionPhase, SessionState } from '../../src/shared/model/session-state';

const MINUTE_MS = 60_000;

/** A fixed id for a number, of the form the schemas ask for. */
export function sampleId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Some of the packages that an included engine is made of. */
export function sampleEngineParts(): EnginePart[] {
  const rows: [name: string, version: string, source: string, licences: string[]][] = [
    ['guacd', '1.3.0-1+b1', 'guacamole-server', ['Expat', 'GPL-2+ or LGPL-2.1+']],
    ['libcairo2', '1.16.0-7', 'cairo', []],
    ['libfreerdp2-2', '2.11.7+dfsg1-6~deb12u1', 'freerdp2', ['Apache-2.0', 'BSD-3-clause', 'Expat']],
    ['libguac19', '1.3.0-1+b1', 'guacamole-server', ['Expat', 'GPL-2+ or LGPL-2.1+']],
    ['libpango-1.0-0', '1.50.12+ds-1', 'pango1.0', ['LGPL-2+']],
    ['libssh2-1', '1.10.0-3+b1', 'libssh2', ['BSD-3-clause']],
    ['libtelnet2', '0.23-10', 'libtelnet', ['public-domain']],
    ['libvncclient1', '0.9.14+dfsg-1', 'libvncserver', ['GPL-2+']],
  ];
  return rows.map(([name, version, source, licences]) => ({
    ...{ package: name, version, source, licences },
    sha256: '0'.repeat(64),
    licenceFile: `share/licences/${name}.txt`,
  }));
}

/** A saved connection; what is not given is plausible. */
export function sampleProfile(number: number, change: Partial<ProfileView> = {}): ProfileView {
  return {
    id: sampleId(number),
    name: `Machine ${number}`,
    protocol: 'ssh',
    parameters: { hostname: `machine-${number}.example.net` },
    secretNames: [],
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    lastOpenedAt: null,
    ...change,
  };
}

/** The list of someone who looks after a handful of machines. `now` is wall-clock milliseconds. */
export function sampleProfiles(now: number): ProfileView[] {
  const rows: [Protocol, string, Record<string, string>, number | null][] = [
    ['ssh', 'Build server', { hostname: 'build.example.net', username: 'ci' }, 4],
    ['rdp', 'Accounting desktop', { hostname: '10.20.0.14', username: 'ewa', domain: 'OFFICE' }, 52],
    ['vnc', 'Lab microscope', { hostname: 'microscope.lab.example.net', port: '5901' }, 60 * 26],
    [
      'ssh',
      'Database, primary',
      { hostname: 'db1.example.net', username: 'postgres', port: '2222' },
      60 * 49,
    ],
    [
      'kubernetes',
      'Staging shell',
      { hostname: 'k8s.example.net', namespace: 'staging', pod: 'web-0', port: '6443' },
      60 * 24 * 5,
    ],
    ['telnet', 'Core switch', { hostname: '192.0.2.7' }, 60 * 24 * 40],
    ['ssh', 'Backup host', { hostname: 'backup.example.net', username: 'root' }, null],
    ['rdp', 'Training room 3', { hostname: 'training3.example.net' }, null],
  ];
  return rows.map(([protocol, name, parameters, minutes], index) =>
    sampleProfile(index + 1, {
      protocol,
      name,
      parameters,
      lastOpenedAt: minutes === null ? null : now - minutes * MINUTE_MS,
      secretNames: index === 0 ? ['password'] : [],
    }),
  );
}

/** A session of a profile in a phase. */
export function sampleSession(
  number: number,
  profile: ProfileView,
  phase: SessionPhase,
  change: Partial<SessionState> = {},
): SessionState {
  return {
    id: sampleId(1000 + number),
    profileId: profile.id,
    name: profile.name,
    protocol: profile.protocol,
    phase,
    readOnly: false,
    prompt: null,
    problem: null,
    attempt: 0,
    nextAttemptAt: null,
    unknownParameters: [],
    isPictureStalled: false,
    isTemporary: false,
    startedAt: 1_700_000_000_000,
    epoch: 1,
    revision: 1,
    ...change,
  };
}

/** Figures of a session that has run for a while; what is not given is plausible. */
export function sampleMetrics(sessionId: string, change: Partial<SessionMetrics> = {}): SessionMetrics {
  return {
    sessionId,
    takenAtMs: 900_000,
    uptimeMs: 754_000,
    connectedMs: 731_000,
    reconnects: 1,
    liveness: 'responsive',
    protocolVersion: 'VERSION_1_5_0',
    receivedBytes: 48_211_034,
    receivedInstructions: 91_422,
    sentBytes: 152_300,
    sentInstructions: 6_204,
    frames: 8_118,
    answers: 8_117,
    syncLag: { lastMs: 11.4, p50Ms: 12.6, p95Ms: 31.2 },
    unansweredMs: null,
    keyToFrame: { lastMs: 38.1, p50Ms: 36.5, p95Ms: 74.9 },
    owedBytes: 12_288,
    creditBytes: 131_072,
    inputQueueBytes: 0,
    isPaused: false,
    pausedMs: 1_830,
    ...change,
  };
}

/** What an engine writes at its start. */
export function sampleLog(now: number): EngineLogLine[] {
  return [
    'guacd[4711]: INFO: Guacamole proxy daemon (guacd) version 1.6.0 started',
    'guacd[4711]: INFO: Listening on host 127.0.0.1, port 41822',
    'guacd[4711]: INFO: Creating new client for protocol "ssh"',
    'guacd[4711]: INFO: Connection ID is "$0f3c9a4e-7c1d-4e58-9d55-0e1c7a1b2f30"',
    'guacd[4731]: INFO: User "@a51d" joined connection (1 users now present)',
  ].map((text, index) => ({ at: now - (5 - index) * 1300, text }));
}

export const SAMPLE_NOTICE: Notice = {
  id: 'no-keyring',
  tone: 'warning',
  title: 'Passwords are kept only until Pestle is closed',
  text: 'This computer offers no keyring to encrypt them with. Install one, such as GNOME Keyring or KWallet, to save them.',
};

/** An engine that was not found, as main tells it on Linux. */
export const MISSING_ENGINE = {
  phase: 'missing',
  source: null,
  location: null,
  version: null,
  address: null,
  pid: null,
  problem: {
    code: 'ENGINE_MISSING',
    message: 'No guacd was found on this computer.',
    advice: 'Install guacd with its plug-ins, or Docker or Podman, then try again.',
  },
} as const;

/** The log of a connection whose last session was lost once. `now` is wall-clock milliseconds. */
export function sampleJournal(now: number): Journal {
  const [yesterday, today] = [sampleId(1009), sampleId(1001)];
  const connected: JournalEvent = {
    kind: 'connection',
    engineVersion: '1.6.0',
    protocolVersion: 'VERSION_1_5_0',
    isJoined: false,
  };
  const status = (name: JournalStatus, attempt = 0, code: string | null = null): JournalEvent => ({
    kind: 'status',
    status: name,
    attempt,
    code,
  });
  const events: [string, number, JournalEvent][] = [
    [yesterday, 1500, { kind: 'opened', protocol: 'ssh', isReadOnly: false }],
    [yesterday, 1500, status('connecting')],
    [yesterday, 1499, status('failed', 0, 'UPSTREAM_NOT_FOUND')],
    [yesterday, 1490, { kind: 'removed' }],
    [today, 42, { kind: 'opened', protocol: 'ssh', isReadOnly: false }],
    [today, 42, status('connecting')],
    [today, 42, connected],
    [today, 42, status('live')],
    [today, 40, { kind: 'clipboard', direction: 'sent', bytes: 2_140 }],
    [today, 21, status('unstable')],
    [
      today,
      20,
      { kind: 'traffic', receivedBytes: 8_812_400, sentBytes: 41_022, frames: 3_120, connectedMs: 1_320_000 },
    ],
    [today, 20, status('counting', 1, 'GUACD_SILENT')],
    [today, 20, status('retrying', 1)],
    [today, 20, connected],
    [today, 20, status('live', 1)],
  ];
  const entries = events.map(([sessionId, minutes, event], order) => ({
    order,
    at: new Date(now - minutes * MINUTE_MS).toISOString(),
    sessionId,
    clientName: `Pestle ${sessionId.slice(0, 8)}`,
    elapsedMs: 0,
    event,
  }));
  return { entries, lost: 0 };
}
