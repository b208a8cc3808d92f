import type { Disposable } from '../../../shared/disposable';
import type { SessionConnection } from '../session-services';

/** One whole instruction, as a view on the memory of its batch. */
export type WantedInstruction = { opcode: string; bytes: Uint8Array };

/** Collects the instructions of some opcodes until the batch that holds them is delivered. */
export class WantedWatcher {
  readonly #subscriptions: readonly Disposable[];
  #wanted: WantedInstruction[] = [];

  constructor(connection: Pick<SessionConnection, 'watchRanges'>, opcodes: ReadonlySet<string>) {
    this.#subscriptions = [...opcodes].map((opcode) =>
      connection.watchRanges(opcode, (bytes, start, end) =>
        this.#wanted.push({ opcode, bytes: bytes.subarray(start, end) }),
      ),
    );
  }

  /** Those of the batch that is being delivered, in order. */
  take(): readonly WantedInstruction[] {
    if (this.#wanted.length === 0) return this.#wanted;
    const wanted = this.#wanted;
    this.#wanted = [];
    return wanted;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
