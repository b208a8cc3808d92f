import type { HookLine } from '../../src/main/sessions/hooks/hook-line';
import { SessionHooks } from '../../src/main/sessions/hooks/session-hooks';
import type { HookPoint, HookVerdict, SessionHook } from '../../src/main/sessions/hooks/session-hook';
import type { HookedInstruction } from '../../src/main/sessions/hooks/hooked-instruction';
import type { AppError } from '../../src/shared/errors';
import { FakeClock } from './fake-clock';
import { makeProfile } from './session-services';

/** The hooks of one connection, and what became of them. */
export class HookRig {
  readonly clock = new FakeClock();
  readonly logged: { event: string; facts: Readonly<Record<string, unknown>> }[] = [];
  readonly guardFailures: AppError[] = [];
  readonly hooks: SessionHooks;

  constructor(...hooks: SessionHook[]) {
    const write = (event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
      this.logged.push({ event, facts });
    };
    this.hooks = new SessionHooks({
      subject: { sessionId: 'a-session', epoch: 1, isJoined: false, profile: makeProfile() },
      hooks,
      clock: this.clock,
      log: { info: write, warn: write },
      onGuardFailed: (error) => this.guardFailures.push(error),
    });
  }

  get fromGuacd(): HookLine {
    return present(this.hooks.fromGuacd);
  }

  get toGuacd(): HookLine {
    return present(this.hooks.toGuacd);
  }
}

/** What `hooks` make of what goes to guacd. */
export function lineToGuacd(...hooks: SessionHook[]): HookLine {
  return new HookRig(...hooks).toGuacd;
}

/** A hook that looks one way. */
export function hookOn(
  side: 'fromGuacd' | 'toGuacd',
  opcodes: HookPoint['opcodes'],
  judge: (instruction: HookedInstruction) => HookVerdict,
  { name = 'a hook', kind = 'guest' }: Partial<Pick<SessionHook, 'name' | 'kind'>> = {},
): SessionHook {
  return { name, kind, [side]: { opcodes, judge } };
}

function present(line: HookLine | null): HookLine {
  if (line === null) throw new Error('no hook looks that way');
  return line;
}
