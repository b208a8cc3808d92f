/** Reads an input as a script: one small number after the other. Behind its end every number is 0. */
export class ScriptReader {
  readonly #data: Uint8Array;
  #position = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  get isOver(): boolean {
    return this.#position >= this.#data.length;
  }

  /** The next byte. */
  next(): number {
    return this.#data[this.#position++] ?? 0;
  }

  /** The next byte as a number below `limit`. */
  below(limit: number): number {
    return this.next() % limit;
  }
}
