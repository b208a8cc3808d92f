import type { Clock } from '../../../shared/clock';
import { AppError } from '../../../shared/errors';
import type { SessionLog } from '../session-services';
import type { SessionHook } from './session-hook';

/**
 * How long one call of a hook may take. The stream waits meanwhile, and with it every other session; a frame of a
 * screen is 16 ms.
 */
export const HOOK_BUDGET_MS = 10;
/** A hook that takes longer so often within {@link OVERRUN_WINDOW_MS} is removed. A busy computer causes one or two. */
export const MAX_OVERRUNS = 5;
export const OVERRUN_WINDOW_MS = 60_000;

type Overruns = { count: number; since: number };

/** Calls the hooks of one connection, and knows which of them have failed. */
export class HookHealth {
  readonly #clock: Clock;
  readonly #log: SessionLog;
  readonly #onGuardFailed: (error: AppError) => void;
  readonly #removed = new Set<SessionHook>();
  readonly #overruns = new Map<SessionHook, Overruns>();
  #isBlocked = false;

  /** @param onGuardFailed called at most once; nothing may pass from then on */
  constructor(clock: Clock, log: SessionLog, onGuardFailed: (error: AppError) => void) {
    this.#clock = clock;
    this.#log = log;
    this.#onGuardFailed = onGuardFailed;
  }

  /** A guard has failed, or the connection is over: nothing may pass. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** The connection is over. */
  end(): void {
    this.#isBlocked = true;
  }

  isRemoved(hook: SessionHook): boolean {
    return this.#removed.has(hook);
  }

  /**
   * Calls a hook and never throws.
   *
   * @returns what the call returns, or `otherwise` when it throws
   */
  run<T>(hook: SessionHook, call: () => T, otherwise: T): T {
    const startedAt = this.#clock.now();
    try {
      const answer = call();
      const tookMs = this.#clock.now() - startedAt;
      if (tookMs > HOOK_BUDGET_MS) this.#overran(hook, startedAt, tookMs);
      return answer;
    } catch (thrown) {
      // The message may hold what the instruction held.
      const error = thrown instanceof Error ? thrown.name : typeof thrown;
      this.#remove(hook, { error, code: AppError.from(thrown).code });
      return otherwise;
    }
  }

  #overran(hook: SessionHook, now: number, tookMs: number): void {
    const before = this.#overruns.get(hook);
    const isRecent = before !== undefined && now - before.since <= OVERRUN_WINDOW_MS;
    const overruns = isRecent ? before : { count: 0, since: now };
    overruns.count++;
    this.#overruns.set(hook, overruns);
    if (before === undefined) this.#log.warn('session.hook-slow', { hook: hook.name, tookMs });
    if (overruns.count >= MAX_OVERRUNS) this.#remove(hook, { overruns: overruns.count });
  }

  #remove(hook: SessionHook, facts: Readonly<Record<string, unknown>>): void {
    if (this.#removed.has(hook)) return;
    this.#removed.add(hook);
    this.#log.warn('session.hook-removed', { hook: hook.name, kind: hook.kind, ...facts });
    if (hook.kind === 'guest' || this.#isBlocked) return;
    this.#isBlocked = true;
    this.#onGuardFailed(new AppError('SESSION_GUARD_FAILED', undefined, { details: { hook: hook.name } }));
  }
}
