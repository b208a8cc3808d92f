import type { Durations, SessionMetrics } from '../../shared/model/session-metrics';
import { formatBytes, formatCount, formatDelay, formatDuration } from './quantities';

/** One figure in words. `meaning` says what exactly is measured. */
export type MetricsRow = { label: string; value: string; meaning: string };
export type MetricsGroup = { title: string; rows: readonly MetricsRow[] };

/** The figures of a session as a person reads them. */
export function metricsGroups(metrics: SessionMetrics): readonly MetricsGroup[] {
  return [connection(metrics), picture(metrics), traffic(metrics)];
}

/** The same as plain text, to be copied. */
export function metricsText(name: string, metrics: SessionMetrics): string {
  const groups = metricsGroups(metrics).map(({ title, rows }) =>
    [title, ...rows.map(({ label, value }) => `  ${label}: ${value}`)].join('\n'),
  );
  return [`Session details of ${name}`, ...groups].join('\n\n');
}

function connection(metrics: SessionMetrics): MetricsGroup {
  const { uptimeMs, connectedMs, reconnects, protocolVersion } = metrics;
  const version = protocolVersion?.replace(/^VERSION_/, '').replaceAll('_', '.') ?? 'Not told';
  return {
    title: 'Connection',
    rows: [
      { label: 'Open for', value: formatDuration(uptimeMs), meaning: 'Since the session was opened.' },
      {
        label: 'Connected for',
        value: connectedMs === null ? 'Not connected' : formatDuration(connectedMs),
        meaning: 'Since the present connection to the engine was there.',
      },
      {
        label: 'Reconnected',
        value: reconnects === 0 ? 'Never' : reconnects === 1 ? 'Once' : `${formatCount(reconnects)} times`,
        meaning: 'New connections after the first one.',
      },
      {
        label: 'Engine',
        value: { none: '–', responsive: 'Answers', unstable: 'Quiet for too long' }[metrics.liveness],
        meaning: 'Whether the engine is heard as often as it should.',
      },
      {
        label: 'Protocol version',
        value: connectedMs === null ? '–' : version,
        meaning: 'The version of the Guacamole protocol that was agreed on.',
      },
    ],
  };
}

function picture({ frames, syncLag, unansweredMs, keyToFrame }: SessionMetrics): MetricsGroup {
  const isLate = unansweredMs !== null && unansweredMs > 1000;
  return {
    title: 'Picture',
    rows: [
      { label: 'Frames', value: formatCount(frames), meaning: 'Frames that the engine has sent.' },
      {
        label: 'Frame to screen',
        value: isLate ? `Waiting for ${formatDuration(unansweredMs)}` : spread(syncLag),
        meaning: 'From the end of a frame to the answer of this window that it is on screen.',
      },
      {
        label: 'Key to next frame',
        value: spread(keyToFrame),
        meaning: 'From a key press to the next frame of the engine, whatever that frame shows.',
      },
    ],
  };
}

function traffic(metrics: SessionMetrics): MetricsGroup {
  const { isPaused, pausedMs } = metrics;
  return {
    title: 'Traffic',
    rows: [
      {
        label: 'Received',
        value: amount(metrics.receivedBytes, metrics.receivedInstructions),
        meaning: 'From the engine, over all connections of this session.',
      },
      {
        label: 'Sent',
        value: amount(metrics.sentBytes, metrics.sentInstructions),
        meaning: 'To the engine, over all connections of this session. Keep-alives count as bytes only.',
      },
      {
        label: 'On the way to the window',
        value: `${formatBytes(metrics.owedBytes)} of ${formatBytes(metrics.creditBytes)}`,
        meaning:
          'What the window has not drawn yet. At the limit, which follows the speed of drawing, nothing more is read from the engine.',
      },
      {
        label: 'Reading paused',
        value: isPaused ? `Now; ${formatDuration(pausedMs)} in all` : formatDuration(pausedMs),
        meaning: 'For how long nothing was read from the engine, because the window was not ready for more.',
      },
      {
        label: 'Input waiting',
        value: formatBytes(metrics.inputQueueBytes),
        meaning: 'Keys, mouse and clipboard that the engine has not taken yet.',
      },
    ],
  };
}

function amount(bytes: number, instructions: number): string {
  return `${formatBytes(bytes)} in ${formatCount(instructions)} instructions`;
}

function spread(durations: Durations): string {
  if (durations === null) return '–';
  return `${formatDelay(durations.p50Ms)}, 95% within ${formatDelay(durations.p95Ms)}`;
}
