/** How many inputs of each kind one target gets. */
type Share = { mutated: number; structured: number };

/** What each target gets; those that take longest first, so that all cores are busy to the end. */
export const PLAN: Readonly<Record<string, Share>> = {
  scanner: { mutated: 1_200_000, structured: 60_000 },
  decoder: { mutated: 250_000, structured: 30_000 },
  upstream: { mutated: 150_000, structured: 30_000 },
  'stock-parser': { mutated: 150_000, structured: 20_000 },
  requests: { mutated: 50_000, structured: 20_000 },
  'guacd-link': { mutated: 40_000, structured: 10_000 },
  documents: { mutated: 8_000, structured: 4_000 },
  intents: { mutated: 60_000, structured: 20_000 },
  'session-machine': { mutated: 120_000, structured: 30_000 },
  downstream: { mutated: 60_000, structured: 20_000 },
};

/** The stage of the test run sets it. */
export const RUN = process.env.PESTLE_FUZZ === 'long' ? 'long' : 'short';

/** The long run has so many times the inputs of the short one. */
export const LONG = { mutated: 10, structured: 7 };

/** What all targets together have to reach, at any speed of the machine. */
export const LEAST = {
  short: { mutated: 2_000_000, structured: 200_000 },
  long: { mutated: 20_000_000, structured: 1_500_000 },
};

/**
 * The least share of inputs that the code under test has to accept: a fuzzer whose inputs all fail in the first byte
 * finds nothing.
 */
export const LEAST_ACCEPTED = { mutated: 0.02, structured: 0.3 };
