/** What is read from a wheel event. */
export type WheelMovement = { deltaY: number; deltaMode: number; wheelDeltaY?: number };

/** `wheelDeltaY` of one notch of a mouse wheel, on every system; touch pads send fractions of it. */
const UNITS_OF_NOTCH = 120;
/** For events without `wheelDeltaY`: pixels, lines and pages that count as one notch. */
const NOTCH_BY_MODE: readonly number[] = [100, 3, 1];
/** Most steps that one event makes. */
const MAX_STEPS = 20;

/**
 * Turns wheel movements into the steps that the protocol knows, one for a notch. Parts of a step add up; a
 * change of direction forgets them.
 */
export class WheelSteps {
  #rest = 0;

  /** @returns steps to make now: below zero up, above zero down */
  add({ deltaY, deltaMode, wheelDeltaY }: WheelMovement): number {
    const moved = wheelDeltaY ? -wheelDeltaY / UNITS_OF_NOTCH : deltaY / (NOTCH_BY_MODE[deltaMode] ?? 100);
    if (moved * this.#rest < 0) this.#rest = 0;
    this.#rest += moved;
    // Plus zero, since minus zero steps are none.
    const steps = Math.trunc(this.#rest) + 0;
    this.#rest -= steps;
    return Math.max(-MAX_STEPS, Math.min(MAX_STEPS, steps));
  }
}
