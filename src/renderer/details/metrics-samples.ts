import type { SessionMetrics } from '../../shared/model/session-metrics';

/** How far the graphs look back. */
export const GRAPH_MS = 60_000;

/** What happened between two readings of the figures. */
export type MetricsPoint = {
  /** Time of the later reading, on main's monotonic clock. */
  atMs: number;
  bytesPerSecond: number;
  framesPerSecond: number;
};

/** The newest figures of a session, and how they changed in the last minute. */
export type MetricsSamples = { latest: SessionMetrics | null; points: readonly MetricsPoint[] };

export const NO_SAMPLES: MetricsSamples = { latest: null, points: [] };

/** Takes in a reading. One that is not later than the last, or of another session, starts anew. */
export function withSample({ latest, points }: MetricsSamples, next: SessionMetrics): MetricsSamples {
  const passedMs = latest === null ? 0 : next.takenAtMs - latest.takenAtMs;
  if (latest?.sessionId !== next.sessionId || passedMs <= 0) return { latest: next, points: [] };
  const perSecond = (amount: number) => Math.max(0, amount) / (passedMs / 1000);
  const point = {
    atMs: next.takenAtMs,
    bytesPerSecond: perSecond(next.receivedBytes - latest.receivedBytes),
    framesPerSecond: perSecond(next.frames - latest.frames),
  };
  const since = next.takenAtMs - GRAPH_MS;
  return { latest: next, points: [...points, point].filter(({ atMs }) => atMs >= since) };
}
