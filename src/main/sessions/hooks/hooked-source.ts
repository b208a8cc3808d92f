import { isAscii } from 'node:buffer';
import { createDisposable, type Disposable } from '../../../shared/disposable';
import type { SessionConnection } from '../session-services';
import type { HookLine } from './hook-line';
import { InstructionFinder } from './instruction-finder';
import { WantedWatcher, type WantedInstruction } from './wanted-watcher';

/** As of a guacd connection. `readBytes` is what was read for these bytes, when that is not their own number. */
export type InstructionsListener = (bytes: Uint8Array, isAsciiBatch: boolean, readBytes?: number) => void;

type Part = { bytes: Uint8Array; isAscii: boolean };

const NOTHING = new Uint8Array(0);

/**
 * What guacd sends, after the hooks. A batch without a wanted instruction goes on untouched, and so does one in which
 * the hooks change nothing; any other is delivered in parts around what was changed or dropped. Order and batches
 * of whole instructions stay.
 */
export class HookedSource {
  readonly #connection: Pick<SessionConnection, 'onInstructions' | 'watchRanges'>;
  readonly #line: HookLine;
  constructor(connection: Pick<SessionConnection, 'onInstructions' | 'watchRanges'>, line: HookLine) {
    this.#connection = connection;
    this.#line = line;
  }

  /** As `GuacdConnection.onInstructions`. For one listener. */
  onInstructions(listener: InstructionsListener): Disposable {
    const { opcodes } = this.#line;
    const finder = opcodes === null ? new InstructionFinder() : null;
    const watcher = new WantedWatcher(this.#connection, opcodes ?? new Set());
    let isOver = false;
    const deliver: InstructionsListener = (...batch) => {
      if (!isOver) listener(...batch);
    };
    const subscription = this.#connection.onInstructions((bytes, isAsciiBatch) => {
      const wanted = finder === null ? watcher.take() : finder.findAll(bytes, isAsciiBatch);
      this.#relay(bytes, isAsciiBatch, wanted, deliver);
    });
    return createDisposable(() => {
      isOver = true;
      subscription.dispose();
      watcher.dispose();
    });
  }

  #relay(
    bytes: Uint8Array,
    isAsciiBatch: boolean,
    wanted: readonly WantedInstruction[],
    deliver: InstructionsListener,
  ): void {
    const parts = this.#partsOf(bytes, isAsciiBatch, wanted);
    if (parts === null) {
      deliver(bytes, isAsciiBatch);
      return;
    }
    let delivered = 0;
    for (const part of parts) {
      delivered += part.bytes.length;
      deliver(part.bytes, part.isAscii);
    }
    // The share of a turn counts what was read: dropping costs time too.
    if (delivered < bytes.length) deliver(NOTHING, true, bytes.length - delivered);
  }

  /** Null when the hooks have changed nothing. */
  #partsOf(
    bytes: Uint8Array,
    isAsciiBatch: boolean,
    wanted: readonly WantedInstruction[],
  ): readonly Part[] | null {
    if (wanted.length === 0 && !this.#line.isBlocked()) return null;
    const parts: Part[] = [];
    let done = 0;
    for (const { opcode, bytes: instruction } of wanted) {
      const result = this.#line.take(opcode, instruction);
      if (result === instruction) continue;
      const start = instruction.byteOffset - bytes.byteOffset;
      if (start > done) parts.push({ bytes: bytes.subarray(done, start), isAscii: isAsciiBatch });
      if (result !== null) parts.push({ bytes: result, isAscii: isAscii(result) });
      done = start + instruction.length;
    }
    if (this.#line.isBlocked()) return [];
    if (done === 0) return null;
    if (done < bytes.length) parts.push({ bytes: bytes.subarray(done), isAscii: isAsciiBatch });
    return parts;
  }
}
