import type { Clock } from '../../../shared/clock';
import { AppError } from '../../../shared/errors';
import type { SessionLog } from '../session-services';
import type { SessionHook } from './session-hook';

/**
 * How long one call of a hook may take. The stream waits meanwhile, and with it every other session; a frame of a
 * screen is 16 ms.
 */
export const HOOK_BUDGET_MS = 10;
/** A hook that takes longer so often within {@link OVERRUN_WINDOW_CALLS} of its calls is removed. */
export const MAX_OVERRUNS = 5;
/**
 * Counted in calls, not in time: a busy computer takes the processor away from quick calls too, and the more calls
 * there are the more often (seen: five times within seconds, of some 100 000 calls a second), but hardly ever from
 * one call in ten.
 */
export const OVERRUN_WINDOW_CALLS = 50;

type CallRecord = { calls: number; overruns: number; windowEndsAt: number };

/** Calls the hooks of one connection, and knows which of them have failed. */
export class HookHealth {
  readonly #clock: Clock;
  readonly #log: SessionLog;
  readonly #onGuardFailed: (error: AppError) => void;
  readonly #removed = new Set<SessionHook>();
  readonly #records = new Map<SessionHook, CallRecord>();
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
    const record = this.#recordOf(hook);
    record.calls++;
    const startedAt = this.#clock.now();
    try {
      const answer = call();
      const tookMs = this.#clock.now() - startedAt;
      if (tookMs > HOOK_BUDGET_MS) this.#overran(hook, record, tookMs);
      return answer;
    } catch (thrown) {
      // The message may hold what the instruction held.
      const error = thrown instanceof Error ? thrown.name : typeof thrown;
      this.#remove(hook, { error, code: AppError.from(thrown).code });
      return otherwise;
    }
  }

  #recordOf(hook: SessionHook): CallRecord {
    const found = this.#records.get(hook);
    if (found !== undefined) return found;
    const record = { calls: 0, overruns: 0, windowEndsAt: 0 };
    this.#records.set(hook, record);
    return record;
  }

  #overran(hook: SessionHook, record: CallRecord, tookMs: number): void {
    if (record.windowEndsAt === 0) this.#log.warn('session.hook-slow', { hook: hook.name, tookMs });
    if (record.calls > record.windowEndsAt) {
      record.overruns = 0;
      record.windowEndsAt = record.calls + OVERRUN_WINDOW_CALLS - 1;
    }
    record.overruns++;
    if (record.overruns >= MAX_OVERRUNS) this.#remove(hook, { overruns: record.overruns });
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
