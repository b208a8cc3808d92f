import type { Clock } from '../../shared/clock';
import { pause } from '../guacd-process/pause';

/**
 * Milliseconds that what can wait for the first picture waits for it. A window on another workspace or behind a locked
 * screen may not paint at all, and the engine is wanted all the same: `pestle connect` waits for it.
 */
export const PAINT_DEADLINE_MS = 3_000;

/**
 * Resolves when the window has shown its first picture, or after {@link PAINT_DEADLINE_MS} without one. Never rejects.
 *
 * @param painted must not reject
 */
export async function whenPaintedOrLate(painted: Promise<void>, clock: Clock): Promise<void> {
  const shown = new AbortController();
  void painted.then(() => shown.abort());
  await pause(clock, PAINT_DEADLINE_MS, shown.signal);
}
