/**
 * States what has to hold. Throws with a sentence that says what did not.
 *
 * @param otherwise as a function where the sentence has to be put together: it hardly ever is
 */
export function property(holds: boolean, otherwise: string | (() => string)): asserts holds {
  if (!holds) throw new Error(typeof otherwise === 'string' ? otherwise : otherwise());
}
