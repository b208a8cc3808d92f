import type { Random } from './random';

/** More inputs of a kind than this are not kept: the newest then take the place of others. */
const MAX_ENTRIES = 2048;

/**
 * The inputs that mutation goes on from: the seeds, and every input that reached something new. Three times in four a
 * valid one is given, because what goes wrong in the first bytes never gets far.
 */
export class Corpus {
  readonly #maxBytes: number;
  readonly #valid: Uint8Array[] = [];
  readonly #invalid: Uint8Array[] = [];

  /** @param maxBytes longer inputs are not kept: the time is better spent on many short ones */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  pick(random: Random): Uint8Array {
    const wantsValid = !random.oneIn(4);
    const entries =
      (wantsValid && this.#valid.length > 0) || this.#invalid.length === 0 ? this.#valid : this.#invalid;
    return entries.length === 0 ? new Uint8Array(0) : random.pick(entries);
  }

  /** Keeps a copy. */
  add(data: Uint8Array, isValid: boolean, random: Random): void {
    if (data.length > this.#maxBytes) return;
    const entries = isValid ? this.#valid : this.#invalid;
    if (entries.length < MAX_ENTRIES) entries.push(data.slice());
    else entries[random.below(MAX_ENTRIES)] = data.slice();
  }
}
