import type { Clock } from '../../../shared/clock';
import type { AppError } from '../../../shared/errors';
import type { SessionLog } from '../session-services';
import { requireSendable } from '../upstream-rules';
import { HookHealth } from './hook-health';
import { HookLine } from './hook-line';
import type { HookedSession, HookPoint, HookSubject, SessionHook } from './session-hook';

export type SessionHooksOptions = {
  subject: HookSubject;
  hooks: readonly SessionHook[];
  clock: Clock;
  log: SessionLog;
  /** Called at most once. The session has to end; nothing passes any more. */
  onGuardFailed: (error: AppError) => void;
};

/** The hooks of one guacd connection. */
export class SessionHooks {
  /** Null when no hook looks that way: nothing needs to be done for hooks then. */
  readonly fromGuacd: HookLine | null;
  readonly toGuacd: HookLine | null;
  readonly #subject: HookSubject;
  readonly #hooks: readonly SessionHook[];
  readonly #health: HookHealth;
  readonly #opened: SessionHook[] = [];

  constructor({ subject, hooks, clock, log, onGuardFailed }: SessionHooksOptions) {
    this.#subject = subject;
    this.#hooks = hooks;
    this.#health = new HookHealth(clock, log, onGuardFailed);
    this.fromGuacd = this.#line(
      hooks,
      ({ fromGuacd }) => fromGuacd,
      () => undefined,
    );
    this.toGuacd = this.#line([...hooks].reverse(), ({ toGuacd }) => toGuacd, requireSendable);
  }

  /** Tells the hooks that the connection is open, in their order. */
  opened(send: HookedSession['send']): void {
    const session = { ...this.#subject, send };
    for (const hook of this.#hooks) {
      if (this.#health.isBlocked) return;
      this.#opened.push(hook);
      this.#health.run(hook, () => hook.opened?.(session), undefined);
    }
  }

  /** Tells those hooks that it is over, and lets nothing pass any more. Only the first call counts. */
  closed(reason: AppError | null): void {
    this.#health.end();
    for (const hook of this.#opened.splice(0)) {
      if (!this.#health.isRemoved(hook)) this.#health.run(hook, () => hook.closed?.(reason), undefined);
    }
  }

  #line(
    hooks: readonly SessionHook[],
    pointOf: (hook: SessionHook) => HookPoint | undefined,
    checkChange: (opcode: string, argumentCount: number) => void,
  ): HookLine | null {
    const points = hooks.flatMap((hook) => {
      const point = pointOf(hook);
      return point === undefined ? [] : [[hook, point] as const];
    });
    return points.length === 0 ? null : new HookLine(points, this.#health, checkChange);
  }
}
