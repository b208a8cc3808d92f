/** States what has to hold. Throws with a sentence that says what did not. */
export function property(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
