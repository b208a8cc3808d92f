import { InstructionScanner } from '../../../shared/guacamole/scanner';
import type { WantedInstruction } from './wanted-watcher';

/** Finds every instruction of a batch, for hooks that want them all. */
export class InstructionFinder {
  readonly #scanner: InstructionScanner;
  #found: WantedInstruction[] = [];
  #isAsciiBatch = false;

  constructor() {
    this.#scanner = new InstructionScanner({
      isPlain: () => this.#isAsciiBatch,
      onInstruction: (bytes, start, end, opcodeStart, opcodeEnd) =>
        this.#found.push({
          opcode: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
            'utf8',
            opcodeStart,
            opcodeEnd,
          ),
          bytes: bytes.subarray(start, end),
        }),
    });
  }

  /** Views on all instructions of a batch that a connection delivers, in order. */
  findAll(bytes: Uint8Array, isAsciiBatch: boolean): readonly WantedInstruction[] {
    this.#found = [];
    this.#isAsciiBatch = isAsciiBatch;
    this.#scanner.push(bytes);
    return this.#found;
  }
}
