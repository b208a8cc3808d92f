import type { Random } from './random';

/**
 * One thing to fuzz. `fuzz` has the shape that libFuzzer and its relatives for JavaScript call.
 */
export type FuzzTarget = {
  name: string;
  /**
   * Tries one input. Throws when a property does not hold.
   *
   * @returns whether the code under test accepted it; a campaign asserts that enough were
   */
  fuzz: (data: Uint8Array) => boolean;
  /** What mutation starts from. */
  seeds: readonly Uint8Array[];
  /** Largest mutated input; default: short. */
  maxBytes?: number;
  /** Composes a well-formed input, now and then with a fault on purpose. Not every target has a grammar. */
  compose?: (random: Random) => Uint8Array;
  /** What a person should read at the end: differences that were met, and why they are right. */
  notes?: () => string[];
};
