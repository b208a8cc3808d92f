/** How a kind of engine is started again after it ended or could not be started. */
export type RestartPolicy = {
  /** Milliseconds before the second start; doubled with each further failure. */
  readonly firstDelayMs: number;
  /** Longest pause between two starts, milliseconds. */
  readonly maxDelayMs: number;
  /** Failures in a row after which nothing is tried any more; Infinity: never give up. */
  readonly giveUpAfter: number;
  /** Milliseconds of readiness after which earlier failures no longer count. */
  readonly healthyAfterMs: number;
};

/** For an engine that is our own child: what fails five times in a row needs a person. */
export const CHILD_RESTART_POLICY: RestartPolicy = {
  firstDelayMs: 500,
  maxDelayMs: 30_000,
  giveUpAfter: 5,
  healthyAfterMs: 60_000,
};

/** For an engine on another computer: networks come back, so it is asked again for as long as it is wanted. */
export const REMOTE_RESTART_POLICY: RestartPolicy = {
  ...CHILD_RESTART_POLICY,
  giveUpAfter: Number.POSITIVE_INFINITY,
};

/** What to do after a failure: how many count now, and the pause before the next start (null: give up). */
export type RestartDecision = { readonly failures: number; readonly delayMs: number | null };

/**
 * Decides what follows a failure. Pure.
 *
 * | failure in a row | 1 | 2 | 3 | 4 | 5 | … |
 * |---|---|---|---|---|---|---|
 * | our child | 0.5 s | 1 s | 2 s | 4 s | give up | |
 * | remote | 0.5 s | 1 s | 2 s | 4 s | 8 s | up to 30 s |
 *
 * @param failuresBefore failures in a row that were counted so far
 * @param readyForMs how long the engine was ready this time; null when it never was
 */
export function decideRestart(
  failuresBefore: number,
  readyForMs: number | null,
  policy: RestartPolicy,
): RestartDecision {
  const wasHealthy = readyForMs !== null && readyForMs >= policy.healthyAfterMs;
  const failures = (wasHealthy ? 0 : failuresBefore) + 1;
  if (failures >= policy.giveUpAfter) return { failures, delayMs: null };
  return { failures, delayMs: Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (failures - 1)) };
}
