/** A page that crashes again within this time is not simply reloaded any more. */
export const CRASH_WINDOW_MS = 60_000;

/** What to do about a page whose process is gone. */
export type RecoveryStep = 'reload' | 'ask' | 'ignore';

/**
 * Decides how to bring a crashed page back: the first crash is answered by a reload, a second one within a minute
 * by a question, so that a page that cannot start does not crash for ever.
 */
export class RecoveryPolicy {
  #lastCrashAt: number | null = null;

  /**
   * @param reason Electron's reason of `render-process-gone`
   * @param now monotonic milliseconds
   */
  onProcessGone(reason: string, now: number): RecoveryStep {
    if (reason === 'clean-exit') return 'ignore';
    const isRepeated = this.#lastCrashAt !== null && now - this.#lastCrashAt < CRASH_WINDOW_MS;
    this.#lastCrashAt = now;
    return isRepeated ? 'ask' : 'reload';
  }
}
