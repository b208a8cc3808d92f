/** Random numbers that the same seed always brings again (xorshift32, Marsaglia 2003). Fast, and good enough to mutate. */
export class Random {
  /** As a signed number: V8 keeps those of 32 bits in place. */
  #state: number;

  /** @param seed any number; 0 counts as 1, because the generator would stay at 0 */
  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (x >>> 0) % limit;
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

/** A number that depends on every byte (FNV-1a): what an input that is only bytes takes its other choices from. */
export function hashOf(data: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of data) hash = Math.imul(hash ^ byte, 0x01000193);
  hash ^= hash >>> 15;
  return hash >>> 0;
}
