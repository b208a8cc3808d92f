import type { Clock } from './clock';

/** A timer that comes this much later than asked for means that the process was held up, or the computer slept. */
export const LATE_MS = 1_000;
/** After such a pause what has waited in the sockets gets at most this long to be read. */
export const GRACE_MS = 6_000;

/**
 * A timer for the end of somebody's patience: calls `onExpired` once, at least `delayMs` from now. Where it comes late
 * it is not believed at once: the news may be there already and only not read yet. It is then given
 * {@link GRACE_MS}, or `delayMs` if that is shorter.
 *
 * @returns what cancels it
 */
export function startDeadline(clock: Clock, delayMs: number, onExpired: () => void): () => void {
  let cancel = (): void => undefined;
  const arm = (waitMs: number): void => {
    const dueAt = clock.now() + waitMs;
    cancel = clock.after(waitMs, () => {
      if (clock.now() - dueAt > LATE_MS) arm(Math.min(GRACE_MS, delayMs));
      else onExpired();
    });
  };
  arm(delayMs);
  return () => cancel();
}
