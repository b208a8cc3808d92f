import { decodeInstruction } from '../../../shared/guacamole/decode';

/**
 * One instruction as a hook sees it. It is decoded only when asked for, and can be read only during the call: its
 * bytes lie in a buffer that is used again. What was read is the hook's to keep.
 */
export class HookedInstruction {
  readonly opcode: string;
  #bytes: Uint8Array | null;
  #args: readonly string[] | null = null;

  /** @param bytes exactly one whole instruction; borrowed until `expire` */
  constructor(opcode: string, bytes: Uint8Array) {
    this.opcode = opcode;
    this.#bytes = bytes;
  }

  /** The elements behind the opcode. */
  get args(): readonly string[] {
    this.#args ??= decodeInstruction(this.#lent).args;
    return this.#args;
  }

  /** The whole instruction in wire form. */
  get text(): string {
    const { buffer, byteOffset, byteLength } = this.#lent;
    return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
  }

  /** The call is over: what was not read cannot be read any more. */
  expire(): void {
    this.#bytes = null;
  }

  get #lent(): Uint8Array {
    if (this.#bytes === null) throw new Error('an instruction was read after the call of the hook');
    return this.#bytes;
  }
}
