import { encodeInstruction } from '../../../shared/guacamole/encode';
import { HookedInstruction } from './hooked-instruction';
import type { HookHealth } from './hook-health';
import type { HookPoint, HookVerdict, SessionHook } from './session-hook';

type Instruction = { opcode: string; bytes: Uint8Array };
type Outcome = 'pass' | 'drop' | Instruction;
type Station = { hook: SessionHook; point: HookPoint; opcodes: ReadonlySet<string> | null };

/** The hooks of one connection in one direction, in the order in which an instruction meets them. */
export class HookLine {
  readonly #stations: readonly Station[];
  readonly #health: HookHealth;
  readonly #checkChange: (opcode: string, argumentCount: number) => void;
  readonly #opcodes: ReadonlySet<string> | null;
  #isBusy = false;

  /** @param checkChange throws when an instruction that a hook has made may not go this way */
  constructor(
    points: readonly (readonly [hook: SessionHook, point: HookPoint])[],
    health: HookHealth,
    checkChange: (opcode: string, argumentCount: number) => void,
  ) {
    this.#stations = points.map(([hook, point]) => ({
      hook,
      point,
      opcodes: point.opcodes === 'all' ? null : new Set(point.opcodes),
    }));
    this.#health = health;
    this.#checkChange = checkChange;
    this.#opcodes = this.#stations.some(({ opcodes }) => opcodes === null)
      ? null
      : new Set(this.#stations.flatMap(({ opcodes }) => [...(opcodes ?? [])]));
  }

  /** The opcodes that some hook wants; null: all. */
  get opcodes(): ReadonlySet<string> | null {
    return this.#opcodes;
  }

  /** A guard has failed, or the connection is over: nothing passes any more, wanted or not. */
  isBlocked(): boolean {
    return this.#health.isBlocked;
  }

  /** Hooks are at work on an instruction. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  wants(opcode: string): boolean {
    return this.#opcodes === null || this.#opcodes.has(opcode);
  }

  /**
   * Takes one instruction past the hooks. Never throws.
   *
   * @param bytes exactly that instruction; borrowed
   * @returns `bytes` itself when nothing changed it, other bytes when it was changed, null when it was dropped
   */
  take(opcode: string, bytes: Uint8Array): Uint8Array | null {
    this.#isBusy = true;
    let present: Instruction | null = { opcode, bytes };
    for (const station of this.#stations) {
      if (this.isBlocked()) present = null;
      if (present === null) break;
      if (!this.#isFor(station, present.opcode)) continue;
      const outcome = this.#judge(station, present);
      if (outcome === 'drop') present = null;
      else if (outcome !== 'pass') present = outcome;
    }
    this.#isBusy = false;
    return present === null || this.isBlocked() ? null : present.bytes;
  }

  #isFor({ hook, opcodes }: Station, opcode: string): boolean {
    return (opcodes === null || opcodes.has(opcode)) && !this.#health.isRemoved(hook);
  }

  /** A hook that fails passes the instruction; a guard's failure blocks the line beside that. */
  #judge({ hook, point }: Station, { opcode, bytes }: Instruction): Outcome {
    const instruction = new HookedInstruction(opcode, bytes);
    const outcome = this.#health.run<Outcome>(hook, () => this.#resolve(point.judge(instruction)), 'pass');
    instruction.expire();
    return outcome;
  }

  /** Writes a change inside the hook's call, so that one that cannot be written is the hook's fault. */
  #resolve(verdict: HookVerdict): Outcome {
    if (verdict === 'pass' || verdict === 'drop') return verdict;
    const { opcode, args } = verdict;
    this.#checkChange(opcode, args.length);
    return { opcode, bytes: Buffer.from(encodeInstruction(opcode, ...args)) };
  }
}
