const KEYS = 65_536;
const seen = new Uint8Array(KEYS);
let fresh = 0;

/**
 * Notes that an input reached something: a pair of state and byte class, an outcome, a transition. Targets count in
 * their own reference or model, so the product carries nothing for it. Inputs that reach something for the first
 * time are kept and mutated further.
 *
 * @param key any whole number; only its low 16 bits count
 */
export function cover(key: number): void {
  const slot = key & (KEYS - 1);
  if (seen[slot] !== 0) return;
  seen[slot] = 1;
  fresh++;
}

/** How many keys were reached for the first time since the last call. */
export function takeFresh(): number {
  const count = fresh;
  fresh = 0;
  return count;
}

/** Forgets everything: for the next target. */
export function resetCoverage(): void {
  seen.fill(0);
  fresh = 0;
}
